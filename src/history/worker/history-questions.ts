import type { History, HistorySearch, SearchProgress } from '../../core/history/history.ts';
import type { QueryNode } from '../../core/query/ast.ts';
import type { Carrier, Line } from './line.ts';
import type { ServerNames } from './protocol.ts';

/** The part of History that asks. */
export type HistoryQuestions = Pick<
  History,
  | 'search'
  | 'rowsOf'
  | 'readEvent'
  | 'nearest'
  | 'byContext'
  | 'between'
  | 'currentStates'
  | 'histogram'
  | 'talkers'
  | 'states'
  | 'values'
  | 'alerts'
  | 'connectionSpans'
  | 'connectionStates'
>;

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

  return {
    search,
    rowsOf: (seqs) => line.ask('rows', { seqs }),
    readEvent: (seq) => line.ask('event', { seq }),
    nearest: (query, seq, direction) => line.ask('nearest', { query, seq, direction }),
    byContext: (ids, limit) => line.ask('byContext', { ids, limit }),
    between: (serverId, fromSeq, toSeq, limit) => line.ask('between', { serverId, fromSeq, toSeq, limit }),
    currentStates: (serverId) => line.ask('currentStates', { serverId }),
    histogram: (request) => line.ask('histogram', request),
    talkers: (request) => line.ask('talkers', request),
    states: (serverId, entity, uptoSeq, limit) => line.ask('states', { serverId, entity, uptoSeq, limit }),
    values: (facet, prefix, limit) => line.ask('values', { facet, prefix, limit }),
    alerts: (before, limit) => line.ask('alerts', { before, limit }),
    connectionSpans: (before, limit) => line.ask('connectionSpans', { before, limit }),
    connectionStates: (from, to) => line.ask('connectionStates', { from, to }),
  };
}
