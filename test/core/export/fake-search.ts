import { toRow } from '../../../src/core/events/to-row.ts';
import type { HaEvent } from '../../../src/core/events/event.ts';
import type { Row } from '../../../src/core/events/row.ts';
import type { HistorySearch, SearchProgress, StoredEvent } from '../../../src/core/history/history.ts';

export const AT = Date.UTC(2026, 10, 21, 19, 56, 35);

/** What a history would keep of an event. */
export function toStored(seq: number, event: HaEvent, row: Partial<Row> = {}): StoredEvent {
  const facts = { seq, serverId: 'home', receivedAt: AT + seq, alert: false };
  const { serverId, receivedAt } = facts;
  return { seq, serverId, receivedAt, raw: JSON.stringify(event), row: { ...toRow(event, facts), ...row } };
}

/** A row of our own. */
export function toStoredRow(seq: number, row: Partial<Row>, raw = ''): StoredEvent {
  const own = { type: '', subject: '', text: '', origin: '', tone: 'bad', alert: false } as const;
  return {
    seq,
    serverId: 'home',
    receivedAt: AT + seq,
    raw,
    row: { seq, kind: 'gap', serverId: 'home', at: AT, ...own, ...row },
  };
}

export interface FakeSearch extends HistorySearch {
  /** Lets it find so many of its matches. */
  find(count: number): void;
  readonly isClosed: boolean;
}

/** A search whose matches, oldest first, are all found unless told otherwise. */
export function createFakeSearch(matches: readonly StoredEvent[], found = matches.length): FakeSearch {
  const newestFirst = matches.toReversed();
  const listeners = new Set<(progress: SearchProgress) => void>();
  let count = found;
  let isClosed = false;
  const progress = (): SearchProgress => ({ count, complete: count === matches.length });
  const events = (from: number, wanted: number): Promise<readonly StoredEvent[]> =>
    isClosed ? Promise.reject(new Error('closed')) : Promise.resolve(newestFirst.slice(from, from + wanted));
  return {
    rows: async (from, wanted) => (await events(from, wanted)).map(({ row }) => row),
    events,
    ordinalOf: (seq) => {
      const at = newestFirst.findIndex((stored) => stored.seq === seq);
      return Promise.resolve(at === -1 ? null : at);
    },
    ordinalAt: () => Promise.resolve(null),
    progress,
    onProgress(fn) {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
    close() {
      isClosed = true;
    },
    find(next) {
      count = next;
      for (const fn of listeners) fn(progress());
    },
    get isClosed() {
      return isClosed;
    },
  };
}
