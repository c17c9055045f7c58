import type { HaEvent } from '../events/event.ts';
import type { Row } from '../events/row.ts';
import type { Facet } from './ast.ts';
import { facetValues, toFacetValue } from './event-facets.ts';
import { visitTexts } from './event-texts.ts';
import type { QueryItem } from './item.ts';
import { toTokens } from './to-tokens.ts';

/**
 * Most tokens of one event that can be found. The largest ordinary event of Home Assistant (a long `options` list of an
 * update or a media player) has a few hundred; an event with a whole file in it must not fill the index.
 */
export const MAX_EVENT_TOKENS = 2_000;

/** Fields of a row that need no decoding; any `Row` has them. */
export interface QueryItemFacts extends Pick<Row, 'seq' | 'kind' | 'serverId' | 'at' | 'alert'> {
  readonly recovered?: boolean;
  readonly bookmarked?: boolean;
}

/** Further data that a query may need. */
export interface QueryItemSource {
  /** Epoch ms. */
  readonly at: number;
  /** `null` for own rows and what could not be decoded. */
  readonly event: HaEvent | null;
  /** The sentence of a row without an event. For an event its own words count, never our sentence. */
  readonly text: string | null;
}

/** A row and its event, for a query. */
export function toQueryItem({
  facts,
  event,
  text,
}: Omit<QueryItemSource, 'at'> & { readonly facts: QueryItemFacts }): QueryItem {
  return new LazyItem(facts, () => ({ at: facts.at, event, text }));
}

/** An item for a query. Each value is computed only when it is read, and only once. */
export class LazyItem implements QueryItem {
  readonly seq: number;
  readonly kind: QueryItem['kind'];
  readonly serverId: string;
  readonly recovered: boolean;
  readonly alert: boolean;
  readonly bookmarked: boolean;
  readonly #load: () => QueryItemSource;
  readonly #values = new Map<Facet, readonly string[]>();
  #loaded: QueryItemSource | null = null;
  #words: readonly string[] | null = null;
  #texts: readonly string[] | null = null;

  /** @param type of the event, if it is known without its text */
  constructor(facts: Omit<QueryItemFacts, 'at'>, load: () => QueryItemSource, type?: string) {
    this.seq = facts.seq;
    this.kind = facts.kind;
    this.serverId = facts.serverId;
    this.recovered = facts.recovered === true;
    this.alert = facts.alert;
    this.bookmarked = facts.bookmarked === true;
    this.#load = load;
    if (type !== undefined) this.#values.set('type', [toFacetValue(type)]);
  }

  get #source(): QueryItemSource {
    this.#loaded ??= this.#load();
    return this.#loaded;
  }

  get at(): number {
    return this.#source.at;
  }

  get event(): HaEvent | null {
    return this.#source.event;
  }

  values(facet: Facet): readonly string[] {
    const known = this.#values.get(facet);
    if (known !== undefined) return known;
    const values = this.#read(facet);
    this.#values.set(facet, values);
    return values;
  }

  hasText(isMatch: (text: string) => boolean): boolean {
    this.#texts ??= readTexts(this.#source);
    return this.#texts.some(isMatch);
  }

  get words(): readonly string[] {
    this.#words ??= readWords(this.#source).words;
    return this.#words;
  }

  #read(facet: Facet): readonly string[] {
    if (facet === 'server') return [this.serverId.toLowerCase()];
    if (facet === 'kind') return [this.kind];
    const { event } = this;
    if (event !== null) return facetValues(event, facet);
    return facet === 'type' && this.kind === 'unparsed' ? ['unparsed'] : [];
  }
}

type Texts = Pick<QueryItemSource, 'event' | 'text'>;

/** The distinct tokens of an event or row of our own. `isWhole` is false when it has more than the limit. */
export function readWords(source: Texts): {
  readonly words: readonly string[];
  readonly isWhole: boolean;
} {
  const words = new Set<string>();
  const isWhole = visitTokens(source, (tokens) => {
    for (const token of tokens) words.add(token);
    return true;
  });
  return { words: [...words], isWhole };
}

/** Each text as its tokens, with a space between. */
function readTexts(source: Texts): readonly string[] {
  const texts: string[] = [];
  visitTokens(source, (tokens) => {
    if (tokens.length > 0) texts.push(tokens.join(' '));
    return true;
  });
  return texts;
}

/** Passes the tokens of each text to `take` until it returns false. False when the limit of one event was reached. */
function visitTokens({ event, text }: Texts, take: (tokens: readonly string[]) => boolean): boolean {
  let room = MAX_EVENT_TOKENS;
  const takeText = (each: string): boolean => {
    const tokens = toTokens(each);
    const goesOn = take(tokens.length > room ? tokens.slice(0, room) : tokens);
    room -= tokens.length;
    return goesOn && room > 0;
  };
  if (event === null) takeText(text ?? '');
  else visitTexts(event, takeText);
  return room > 0;
}
