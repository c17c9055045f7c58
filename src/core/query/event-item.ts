import type { HaEvent } from '../events/event.ts';
import type { Row } from '../events/row.ts';
import type { Facet } from './ast.ts';
import { facetValues } from './event-facets.ts';
import { visitTexts } from './event-texts.ts';
import type { QueryItem } from './item.ts';
import { toTokens } from './to-tokens.ts';

/**
 * Tokens of one event that can be found. The largest ordinary event of Home Assistant (a long `options` list of an
 * update or a media player) has some hundred; what dumps a whole file into an event must not fill the index.
 */
export const MAX_EVENT_TOKENS = 2_000;

/** What a row tells of an event; any `Row` will do. */
export type QueryItemFacts = Pick<
  Row,
  'seq' | 'kind' | 'serverId' | 'at' | 'alert' | 'recovered' | 'bookmarked'
>;

export interface QueryItemSource {
  readonly facts: QueryItemFacts;
  /** `null` for own rows and what could not be decoded. */
  readonly event: HaEvent | null;
  /** What a row says that has no event. Of an event its own words count, never the sentence we make of it. */
  readonly text: string | null;
}

/** A row and its event, as a query looks at them. Nothing is worked out before it is asked for, and only once. */
export function toQueryItem(source: QueryItemSource): QueryItem {
  return new EventItem(source);
}

class EventItem implements QueryItem {
  readonly seq: number;
  readonly kind: QueryItem['kind'];
  readonly serverId: string;
  readonly at: number;
  readonly recovered: boolean;
  readonly alert: boolean;
  readonly bookmarked: boolean;
  readonly event: HaEvent | null;
  readonly #source: QueryItemSource;
  readonly #values = new Map<Facet, readonly string[]>();
  #words: readonly string[] | null = null;

  constructor(source: QueryItemSource) {
    const { facts, event } = source;
    this.seq = facts.seq;
    this.kind = facts.kind;
    this.serverId = facts.serverId;
    this.at = facts.at;
    this.recovered = facts.recovered === true;
    this.alert = facts.alert;
    this.bookmarked = facts.bookmarked === true;
    this.event = event;
    this.#source = source;
  }

  values(facet: Facet): readonly string[] {
    const known = this.#values.get(facet);
    if (known !== undefined) return known;
    const values = readFacet(this.#source, facet);
    this.#values.set(facet, values);
    return values;
  }

  hasText(isMatch: (text: string) => boolean): boolean {
    let isFound = false;
    visitTokens(this.#source, (tokens) => {
      isFound = tokens.length > 0 && isMatch(tokens.join(' '));
      return !isFound;
    });
    return isFound;
  }

  get words(): readonly string[] {
    this.#words ??= readWords(this.#source).words;
    return this.#words;
  }
}

/** Values of a facet, lower case, each once. */
export function readFacet({ facts, event }: QueryItemSource, facet: Facet): readonly string[] {
  if (facet === 'server') return [facts.serverId.toLowerCase()];
  if (facet === 'kind') return [facts.kind];
  if (event !== null) return facetValues(event, facet);
  return facet === 'type' && facts.kind === 'unparsed' ? ['unparsed'] : [];
}

/** The distinct tokens of an event or row of our own. `isWhole` is false when it has more than are looked at. */
export function readWords(source: QueryItemSource): {
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

/** Hands on the tokens of each text until `take` returns false. False when the bound for one event was reached before. */
function visitTokens(
  { event, text }: QueryItemSource,
  take: (tokens: readonly string[]) => boolean,
): boolean {
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
