import type { Row } from '../../src/core/events/row.ts';
import type {
  Histogram,
  HistogramRequest,
  History,
  HistoryStatus,
  StoredEvent,
  Busiest,
  ValueCount,
} from '../../src/core/history/history.ts';
import type { Facet, QueryNode } from '../../src/core/query/ast.ts';
import { createMatcher } from '../../src/core/query/create-matcher.ts';
import { toQueryItem } from '../../src/core/query/event-item.ts';
import type { QueryItem, QueryMatcher } from '../../src/core/query/item.ts';
import { decodeMessage } from '../../src/core/events/decode.ts';
import { FAKE_REGISTRIES } from './fake-registry.ts';
import { createFakeSearch, type Indexed } from './fake-search.ts';

/** Stored events that are made when they are looked at: seqs 1 to `count`. */
export interface Past {
  readonly count: number;
  eventOf(seq: number): StoredEvent;
}

/** So many of the newest are looked at for a histogram of a query: the fake shares its thread with the page. */
const MAX_LOOKS = 3_000;

/** As much of a history as a page can ask. */
export type FakedHistory = Pick<
  History,
  | 'status'
  | 'search'
  | 'rowsOf'
  | 'nearest'
  | 'readEvent'
  | 'byContext'
  | 'histogram'
  | 'busiest'
  | 'states'
  | 'values'
  | 'setBookmark'
  | 'unfinishedGaps'
>;

/** The store, kept by an array: what was appended, after a past that may be a million events long. */
export class FakeStore implements Indexed, FakedHistory {
  readonly #past: Past;
  readonly #appended: StoredEvent[] = [];
  readonly #bookmarks = new Set<number>();
  readonly #types = new Map<string, number>();

  constructor(past: Past) {
    this.#past = past;
  }

  /** Seq that the next run starts with. */
  get nextSeq(): number {
    return (this.#appended.at(-1)?.seq ?? this.#past.count) + 1;
  }

  get length(): number {
    return this.#past.count + this.#appended.length;
  }

  append(event: StoredEvent): void {
    const { row } = event;
    this.#appended.splice(this.countBelow(row.seq) - this.#past.count, 0, event);
    if (row.kind === 'event') this.#types.set(row.type, (this.#types.get(row.type) ?? 0) + 1);
  }

  replace(row: Row): void {
    const index = this.countBelow(row.seq) - this.#past.count;
    const old = this.#appended[index];
    if (old?.seq === row.seq) this.#appended[index] = { ...old, row };
  }

  at(index: number): StoredEvent | undefined {
    const { count } = this.#past;
    const event = index < count && index >= 0 ? this.#past.eventOf(index + 1) : this.#appended[index - count];
    if (event === undefined || !this.#bookmarks.has(event.seq)) return event;
    return { ...event, row: { ...event.row, bookmarked: true } };
  }

  /** How many events have a lower seq. */
  countBelow(seq: number): number {
    if (seq <= this.#past.count) return Math.max(0, seq - 1);
    let low = 0;
    let high = this.#appended.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#appended[middle]?.seq ?? 0) < seq) low = middle + 1;
      else high = middle;
    }
    return this.#past.count + low;
  }

  find(seq: number): StoredEvent | null {
    const event = this.at(this.countBelow(seq));
    return event?.seq === seq ? event : null;
  }

  /** `null` when everything matches. */
  matcherOf(query: QueryNode): ((event: StoredEvent) => boolean) | null {
    if (query.kind === 'everything') return null;
    const matches: QueryMatcher = createMatcher(query, {
      serverNames: new Map(),
      registries: FAKE_REGISTRIES,
    });
    return (event) => matches(toItem(event));
  }

  /** The words are being indexed again. */
  isIndexing = false;

  status(): HistoryStatus {
    const oldestAt = this.at(0)?.receivedAt ?? null;
    const newestAt = this.at(this.length - 1)?.receivedAt ?? null;
    const events = this.length;
    const bytes = events * 190;
    const indexing = this.isIndexing;
    return {
      place: 'disk',
      problem: null,
      putAside: null,
      events,
      bytes,
      oldestAt,
      newestAt,
      lost: 0,
      indexing,
    };
  }

  search(query: QueryNode, belowSeq: number): ReturnType<typeof createFakeSearch> {
    return createFakeSearch(this, this.matcherOf(query), this.countBelow(belowSeq));
  }

  unfinishedGaps(): Promise<readonly []> {
    return Promise.resolve([]);
  }

  async rowsOf(seqs: readonly number[]): Promise<readonly Row[]> {
    return seqs.map((seq) => this.find(seq)?.row ?? null).filter((row): row is Row => row !== null);
  }

  async nearest(query: QueryNode, seq: number, direction: 'before' | 'after'): Promise<Row | null> {
    const matches = this.matcherOf(query);
    const step = direction === 'before' ? -1 : 1;
    const start = direction === 'before' ? this.countBelow(seq) - 1 : this.countBelow(seq + 1);
    for (let index = start; index >= 0 && index < this.length; index += step) {
      const event = this.at(index);
      if (event !== undefined && (matches === null || matches(event))) return event.row;
    }
    return null;
  }

  async byContext(ids: readonly string[], limit: number): Promise<readonly StoredEvent[]> {
    const isLinked = ({ raw }: StoredEvent): boolean => ids.some((id) => raw.includes(`"${id}"`));
    return this.#appended.filter(isLinked).slice(0, limit);
  }

  async readEvent(seq: number): Promise<StoredEvent | null> {
    return this.find(seq);
  }

  async states(
    _serverId: string,
    entity: string,
    uptoSeq: number,
    limit: number,
  ): Promise<readonly { readonly at: number; readonly state: string }[]> {
    const events = this.#newest(
      ({ row }) => row.subject === entity && row.seq <= uptoSeq && row.type === 'state_changed',
    );
    return events
      .slice(0, limit)
      .toReversed()
      .map(({ row, raw }) => ({
        at: row.at,
        state: /"new_state":\{[^}]*?"state":"([^"]*)"/.exec(raw)?.[1] ?? '',
      }));
  }

  async values(facet: Facet, prefix: string, limit: number): Promise<readonly ValueCount[]> {
    const counts = new Map<string, number>();
    for (const event of this.#newest(({ row }) => row.kind === 'event').slice(0, 2_000)) {
      for (const value of toItem(event).values(facet)) {
        if (value.startsWith(prefix)) counts.set(value, (counts.get(value) ?? 0) + 1);
      }
    }
    const values = [...counts].map(([value, count]) => ({ value, count }));
    return values.sort((a, b) => b.count - a.count).slice(0, limit);
  }

  /** Of everything it is exact, of a query it is of the newest events. */
  async histogram({ query, from, to, buckets }: HistogramRequest): Promise<Histogram> {
    const matches = this.matcherOf(query);
    const looked = this.#newest(({ row }) => isWithin(row.at, from, to)).filter(
      (event) => event.row.type !== '' && (matches === null || matches(event)),
    );
    const start = from ?? looked.at(-1)?.row.at ?? 0;
    const end = to ?? (looked[0]?.row.at ?? start) + 1;
    const bucketMs = Math.max(1, (end - start) / buckets);
    const counts = new Map<string, number[]>();
    for (const { row } of looked) {
      const ofType = counts.get(row.type) ?? new Array<number>(buckets).fill(0);
      const bucket = Math.min(buckets - 1, Math.floor((row.at - start) / bucketMs));
      ofType[bucket] = (ofType[bucket] ?? 0) + 1;
      counts.set(row.type, ofType);
    }
    const gaps = this.#newest(({ row }) => row.kind === 'gap').map(({ row }) => ({
      serverId: row.serverId,
      from: row.at - 29_000,
      to: row.at,
    }));
    const isWhole = matches === null && from === null && to === null && this.#past.count === 0;
    const series = [...counts]
      .map(([type, each]) => ({
        type,
        total: isWhole ? (this.#types.get(type) ?? 0) : each.reduce((sum, count) => sum + count, 0),
        counts: each,
      }))
      .sort((a, b) => b.total - a.total);
    const total = series.reduce((sum, each) => sum + each.total, 0);
    return { from: start, to: end, bucketMs, series, gaps, total };
  }

  async busiest({ from, to, limit }: Parameters<History['busiest']>[0]): Promise<Busiest> {
    const counts = new Map<string, number>();
    const events = this.#newest(({ row }) => row.kind === 'event' && isWithin(row.at, from, to));
    for (const event of events) {
      for (const entity of toItem(event).values('entity')) counts.set(entity, (counts.get(entity) ?? 0) + 1);
    }
    const busy = [...counts]
      .map(([entity, count]) => ({ entity, serverId: 'home', count }))
      .sort((a, b) => b.count - a.count);
    const silent = [{ entity: 'sensor.attic_humidity', serverId: 'home', lastAt: from - 600_000 }];
    return { total: events.length, busy: busy.slice(0, limit), silent };
  }

  async setBookmark(seq: number, on: boolean): Promise<void> {
    if (on) this.#bookmarks.add(seq);
    else this.#bookmarks.delete(seq);
  }

  /** Newest first. */
  #newest(isWanted: (event: StoredEvent) => boolean): readonly StoredEvent[] {
    const found: StoredEvent[] = [];
    for (let index = this.length - 1; index >= Math.max(0, this.length - MAX_LOOKS); index -= 1) {
      const event = this.at(index);
      if (event !== undefined && isWanted(event)) found.push(event);
    }
    return found;
  }
}

function toItem({ row, raw }: StoredEvent): QueryItem {
  const decoded = row.kind === 'event' ? decodeMessage(raw) : null;
  const event = decoded?.kind === 'event' ? decoded.event : null;
  return toQueryItem({ facts: row, event, text: row.text });
}

function isWithin(at: number, from: number | null, to: number | null): boolean {
  return at >= (from ?? 0) && at < (to ?? Number.POSITIVE_INFINITY);
}
