import type { HaEvent } from '../../src/core/events/event.ts';
import { toStateChange } from '../../src/core/events/state-change.ts';
import { toRow } from '../../src/core/events/to-row.ts';
import type { ConnectionSpan, CurrentState, History, StoredEvent } from '../../src/core/history/history.ts';
import { keyAt } from '../../src/core/log/keys.ts';
import { createMatcher } from '../../src/core/query/create-matcher.ts';
import { toQueryItem } from '../../src/core/query/event-item.ts';
import type { QueryNode } from '../../src/core/query/ast.ts';
import { toAnd } from '../../src/core/query/query-nodes.ts';

type ListedHistory = Pick<History, 'search' | 'histogram' | 'currentStates' | 'values' | 'connectionSpans'>;

/** A history of a list of events, oldest first, that finds by the plain matcher. The states after them add to `states`. */
export function createListedHistory(
  events: readonly HaEvent[],
  states: readonly CurrentState[] = [],
  spans: readonly ConnectionSpan[] = [],
): ListedHistory {
  const stored = events.map((event, i): StoredEvent & { readonly event: HaEvent } => {
    const at = Date.parse(event.time_fired);
    const row = toRow(event, { seq: keyAt(at) + (i % 1_000), serverId: 'home', receivedAt: 0, alert: false });
    return { seq: row.seq, serverId: 'home', receivedAt: at, raw: JSON.stringify(event), row, event };
  });
  const find = (query: QueryNode): readonly StoredEvent[] => {
    const isMatch = createMatcher(query, { serverNames: new Map() });
    return stored
      .filter(({ event, row }) => isMatch(toQueryItem({ facts: row, event, text: row.text })))
      .toReversed();
  };
  const present = new Map(states.map((state) => [`${state.serverId} ${state.entity}`, state]));
  const names = new Set<string>();
  for (const event of events) {
    const change = toStateChange(event);
    if (change === null) continue;
    names.add(change.entityId);
    const key = `home ${change.entityId}`;
    if (change.after === null) present.delete(key);
    else present.set(key, { ...change.after, serverId: 'home', entity: change.entityId });
  }
  return {
    search(query) {
      const found = find(query);
      return {
        rows: (from, count) => Promise.resolve(found.slice(from, from + count).map(({ row }) => row)),
        events: (from, count) => Promise.resolve(found.slice(from, from + count)),
        ordinalOf: () => Promise.resolve(null),
        ordinalAt: () => Promise.resolve(null),
        progress: () => ({ count: found.length, complete: true }),
        onProgress: () => () => undefined,
        close: () => undefined,
      };
    },
    currentStates: () => Promise.resolve([...present.values()]),
    values: () => Promise.resolve([...names].map((value) => ({ value, count: 0 }))),
    connectionSpans: () => Promise.resolve(spans),
    histogram: ({ query, from, to }) =>
      Promise.resolve({
        from: 0,
        to: 1,
        bucketMs: 1,
        series: [],
        gaps: [],
        total: find(toAnd([query, { kind: 'time', from, to }])).length,
      }),
  };
}
