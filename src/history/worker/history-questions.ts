import { HISTORY_QUESTIONS } from '../../core/history/history.ts';
import type { History, HistoryQuestion, HistorySearch, SearchProgress } from '../../core/history/history.ts';
import type { QueryNode } from '../../core/query/ast.ts';
import type { Carrier, Line } from './line.ts';
import type { ServerNames } from './protocol.ts';

/** The part of History that asks. */
export type HistoryQuestions = Pick<History, 'search' | HistoryQuestion>;

export function createHistoryQuestions(
  line: Line,
  carrier: Carrier,
  names: () => ServerNames,
  beforeAsking: () => void,
): HistoryQuestions {
  const searches = new Map<number, (progress: SearchProgress) => void>();
  let nextSearch = 1;

  line.onTell((message) => {
    if (message.kind !== 'progress') return;
    const { search, count, complete } = message;
    searches.get(search)?.({ count, complete });
  });
  // What is asked of them afterwards fails, and whoever looks begins anew.
  line.onEnd(() => {
    for (const accept of searches.values()) accept({ count: 0, complete: true });
    searches.clear();
  });

  function search(query: QueryNode, belowSeq: number): HistorySearch {
    const id = nextSearch;
    nextSearch += 1;
    let progress: SearchProgress = { count: 0, complete: line.isDown() };
    const listeners = new Set<(progress: SearchProgress) => void>();
    searches.set(id, (next) => {
      progress = { count: Math.max(progress.count, next.count), complete: next.complete };
      for (const listener of listeners) listener(progress);
    });
    beforeAsking();
    carrier.post({ kind: 'search', search: id, query, belowSeq, names: names() });
    return {
      rows: (from, count) => line.askSearch(id, { kind: 'rows', from, count }),
      events: (from, count) => line.askSearch(id, { kind: 'events', from, count }),
      ordinalOf: (seq) => line.askSearch(id, { kind: 'ordinalOf', seq }),
      ordinalAt: (at) => line.askSearch(id, { kind: 'ordinalAt', at }),
      progress: () => progress,
      onProgress(fn) {
        listeners.add(fn);
        return () => listeners.delete(fn);
      },
      close() {
        searches.delete(id);
        carrier.post({ kind: 'endSearch', search: id });
      },
    };
  }

  // Each has the arguments and the answer of the method that it is called like; the compiler can't follow that through a list.
  const asked = Object.fromEntries(
    HISTORY_QUESTIONS.map((kind) => [kind, (...args: never[]) => line.ask(kind, ...(args as [never]))]),
  ) as unknown as Pick<History, HistoryQuestion>;
  return { search, ...asked };
}
