import type { HaEvent } from '../events/event.ts';
import type { History, StoredEvent } from '../history/history.ts';
import { LIMITS } from '../limits.ts';
import type { QueryNode } from '../query/ast.ts';
import { decodeMessage } from '../events/decode.ts';

/** Events that are read back for one question: what a busy home fires within some minutes. */
const MAX_EVENTS = 20_000;

/** The store beside the log in memory, as far as the log needs it. */
export interface LogStore {
  /** It has what leaves memory, so that memory may hold less. */
  isOpen(): boolean;
  /** Which of these keys have a row. They rise. */
  taken(keys: readonly number[]): Promise<readonly number[]>;
  /** Events of a server with keys between these two, both included. The newest `MAX_EVENTS`, parsed as they are read. */
  between(serverId: string, fromSeq: number, toSeq: number): Promise<Iterable<HaEvent>>;
}

/** Where nothing is stored. */
export const NO_STORE: LogStore = {
  isOpen: () => false,
  taken: () => Promise.resolve([]),
  between: () => Promise.resolve([]),
};

/** A question that fails finds nothing: what can't be read can't be told twice either. */
export function createLogStore(history: Pick<History, 'status' | 'rowsOf' | 'search'>): LogStore {
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
      const query: QueryNode = {
        kind: 'and',
        parts: [
          { kind: 'facet', facet: 'server', test: { kind: 'is', value: serverId.toLowerCase() } },
          { kind: 'seq', from: fromSeq, to: toSeq },
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
        // What was found so far is what there is.
      } finally {
        search.close();
      }
      return readAll(found.filter((event) => event.serverId === serverId).map(({ raw }) => raw));
    },
  };
}

/** Parses texts as they are asked for; what is no event is left out. */
export function* readAll(texts: readonly string[]): Iterable<HaEvent> {
  for (const text of texts) {
    const decoded = decodeMessage(text);
    if (decoded.kind === 'event') yield decoded.event;
  }
}
