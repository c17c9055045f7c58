import type { LogEntry } from '../log-entry.ts';
import { toQueryItem } from '../query/event-item.ts';
import type { Facet } from '../query/ast.ts';
import type { QueryItem } from '../query/item.ts';
import { decodeMessage } from '../stream/decode.ts';

/**
 * An entry of the log as a query looks at it. What the entry knows by itself (its type and its server) costs nothing;
 * anything else decodes its text, once.
 */
export class EntryItem implements QueryItem {
  readonly seq: number;
  readonly serverId: string;
  readonly #entry: LogEntry;
  #whole: QueryItem | null = null;

  constructor(entry: LogEntry) {
    this.seq = entry.seq;
    this.serverId = entry.serverId;
    this.#entry = entry;
  }

  get #item(): QueryItem {
    if (this.#whole === null) {
      const { row, raw } = this.#entry;
      const decoded = row.kind === 'event' ? decodeMessage(raw) : null;
      const event = decoded?.kind === 'event' ? decoded.event : null;
      this.#whole = toQueryItem({ facts: row, event, text: row.text });
    }
    return this.#whole;
  }

  get kind(): QueryItem['kind'] {
    return this.#item.kind;
  }

  get at(): number {
    return this.#item.at;
  }

  get recovered(): boolean {
    return this.#item.recovered;
  }

  get alert(): boolean {
    return this.#item.alert;
  }

  get bookmarked(): boolean {
    return this.#item.bookmarked;
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
    const { type, serverId } = this.#entry;
    if (facet === 'server') return [serverId.toLowerCase()];
    if (type === '') return this.#item.values(facet);
    if (facet === 'type') return [type.toLowerCase()];
    // An entry with a type is an event.
    return facet === 'kind' ? ['event'] : this.#item.values(facet);
  }
}
