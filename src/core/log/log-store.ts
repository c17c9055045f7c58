import type { HaEvent } from '../events/event.ts';
import type { History, StoredEvent } from '../history/history.ts';
import { LIMITS } from '../limits.ts';
import type { QueryNode } from '../query/ast.ts';
import { decodeMessage } from '../events/decode.ts';
import type { UnfinishedGap } from '../own-rows/own-row.ts';

/** Most events read for one question: what a busy home fires in a few minutes. */
const MAX_EVENTS = 20_000;

export interface RecoveredEvent {
  readonly seq: number;
  readonly event: HaEvent;
}

/** The methods of the store that the log needs. */
export interface LogStore {
  /** The store has the rows that leave memory, so memory may keep fewer. */
  isOpen(): boolean;
  /** Which of these keys have a row. They rise. */
  taken(keys: readonly number[]): Promise<readonly number[]>;
  /** Events of a server with keys between these two, both included. The newest `MAX_EVENTS`, parsed as they are read. */
  between(serverId: string, fromSeq: number, toSeq: number): Promise<Iterable<HaEvent>>;
  /** Recovered events of a server with keys between these two, both included, oldest first; the newest `MAX_EVENTS`. */
  recovered(serverId: string, fromSeq: number, toSeq: number): Promise<readonly RecoveredEvent[]>;
  /** Gaps whose recovery an earlier run could not end. */
  unfinishedGaps(serverId: string): Promise<readonly UnfinishedGap[]>;
}

/** For a log without a store. */
export const NO_STORE: LogStore = {
  isOpen: () => false,
  taken: () => Promise.resolve([]),
  between: () => Promise.resolve([]),
  recovered: () => Promise.resolve([]),
  unfinishedGaps: () => Promise.resolve([]),
};

/** A failed question counts as empty: without the stored events, duplicates can't be found. */
export function createLogStore(
  history: Pick<History, 'status' | 'rowsOf' | 'search' | 'unfinishedGaps'>,
): LogStore {
  return {
    isOpen: () => history.status().place !== 'none',
    async taken(keys) {
      const taken: number[] = [];
      for (let from = 0; from < keys.length; from += LIMITS.maxBatchRows) {
        const rows = await history.rowsOf(keys.slice(from, from + LIMITS.maxBatchRows)).catch(() => []);
        taken.push(...rows.map(({ seq }) => seq));
      }
      return taken;
    },
    async between(serverId, fromSeq, toSeq) {
      const found = await readRange(history, serverId, fromSeq, toSeq, []);
      return readAll(found.map(({ raw }) => raw));
    },
    async recovered(serverId, fromSeq, toSeq) {
      const flag: QueryNode = { kind: 'flag', flag: 'recovered', wanted: true };
      const found = await readRange(history, serverId, fromSeq, toSeq, [flag]);
      return found.toReversed().flatMap(({ raw, seq }) => {
        const decoded = decodeMessage(raw);
        return decoded.kind === 'event' ? [{ event: decoded.event, seq }] : [];
      });
    },
    unfinishedGaps: (serverId) => history.unfinishedGaps(serverId).catch(() => []),
  };
}

/** The newest `MAX_EVENTS` of a server between two keys, newest first. What was found before a failure is used. */
async function readRange(
  history: Pick<History, 'search'>,
  serverId: string,
  fromSeq: number,
  toSeq: number,
  parts: readonly QueryNode[],
): Promise<readonly StoredEvent[]> {
  const query: QueryNode = {
    kind: 'and',
    parts: [
      { kind: 'facet', facet: 'server', test: { kind: 'is', value: serverId.toLowerCase() } },
      { kind: 'seq', from: fromSeq, to: toSeq },
      ...parts,
    ],
  };
  const search = history.search(query, toSeq + 1);
  const found: StoredEvent[] = [];
  try {
    while (found.length < MAX_EVENTS) {
      const page = await search.events(found.length, LIMITS.maxBatchRows);
      found.push(...page);
      if (page.length < LIMITS.maxBatchRows) break;
    }
  } catch {
    // The events found so far are used.
  } finally {
    search.close();
  }
  return found.filter((event) => event.serverId === serverId);
}

/** Parses texts lazily; texts that are not events are left out. */
export function* readAll(texts: readonly string[]): Iterable<HaEvent> {
  for (const text of texts) {
    const decoded = decodeMessage(text);
    if (decoded.kind === 'event') yield decoded.event;
  }
}
