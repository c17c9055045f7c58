import { hideSecretPlaces } from '../events/secret-places.ts';
import { parseFiredAt } from '../events/to-row.ts';
import { readEntry, rowOf, type LogEntry } from './log-entry.ts';
import { toQueryItem } from '../query/event-item.ts';
import type { Facet } from '../query/ast.ts';
import type { QueryItem } from '../query/item.ts';

/**
 * An entry of the log as a query looks at it. What the entry knows by itself (its kind, type, server and marks) costs
 * nothing; anything else decodes its text, once.
 */
export class EntryItem implements QueryItem {
  readonly #entry: LogEntry;
  #whole: QueryItem | null = null;

  constructor(entry: LogEntry) {
    this.#entry = entry;
  }

  get #item(): QueryItem {
    this.#whole ??= toItem(this.#entry);
    return this.#whole;
  }

  get seq(): number {
    return this.#entry.seq;
  }

  get serverId(): string {
    return this.#entry.serverId;
  }

  get kind(): QueryItem['kind'] {
    return this.#entry.kind === 'own' ? this.#item.kind : this.#entry.kind;
  }

  get at(): number {
    return this.#item.at;
  }

  get recovered(): boolean {
    return this.#entry.kind === 'event' && this.#entry.recovered;
  }

  get alert(): boolean {
    return this.#entry.kind === 'event' && this.#entry.alert;
  }

  get bookmarked(): boolean {
    return this.#entry.bookmarked;
  }

  get event(): QueryItem['event'] {
    return this.#item.event;
  }

  hasText(isMatch: (text: string) => boolean): boolean {
    return this.#item.hasText(isMatch);
  }

  get words(): readonly string[] {
    return this.#item.words;
  }

  values(facet: Facet): readonly string[] {
    const entry = this.#entry;
    if (facet === 'server') return [entry.serverId.toLowerCase()];
    if (facet === 'type' && entry.kind === 'event') return [entry.type.toLowerCase()];
    if (facet === 'kind') return [this.kind];
    return this.#item.values(facet);
  }
}

function toItem(entry: LogEntry): QueryItem {
  const event = readEntry(entry);
  if (event === null || entry.kind !== 'event') {
    const row = rowOf(entry);
    return toQueryItem({ facts: row, event: null, text: row.text });
  }
  const { seq, serverId, alert, receivedAt } = entry;
  const at = parseFiredAt(event.time_fired) ?? receivedAt;
  // A code that somebody typed must not find its row, here as little as in what is stored.
  return toQueryItem({
    facts: { seq, kind: 'event', serverId, at, alert },
    event: hideSecretPlaces(event),
    text: null,
  });
}
