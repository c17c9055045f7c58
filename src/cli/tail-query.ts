import type { HaEvent } from '../core/events/event.ts';
import type { Row } from '../core/events/row.ts';
import type { Monitor, MonitorEvent } from '../core/monitor.ts';
import type { QueryNode } from '../core/query/ast.ts';
import { createMatcher } from '../core/query/create-matcher.ts';
import { toQueryItem } from '../core/query/event-item.ts';
import { toViewQuery } from '../core/query/to-view-query.ts';
import type { ServerProfile } from '../core/servers/profile.ts';

/**
 * The same monitor, which tells only what a query finds. Interruptions are told under any query, but for its limits of
 * time, server and seq; the connection is told about always.
 */
export function selectFromMonitor(monitor: Monitor, root: QueryNode, profile: ServerProfile): Monitor {
  if (root.kind === 'everything') return monitor;
  const select = createSelection(root, profile);
  return {
    ...monitor,
    onEvent: (fn) =>
      monitor.onEvent((event) => {
        const selected = select(event);
        if (selected !== null) fn(selected);
      }),
  };
}

/** What of a piece of news the query lets through; `null` for nothing. */
export function createSelection(
  root: QueryNode,
  { id, name }: Pick<ServerProfile, 'id' | 'name'>,
): (event: MonitorEvent) => MonitorEvent | null {
  const isMatch = createMatcher(toViewQuery(root), { serverNames: new Map([[id, name]]) });
  const isFound = (row: Row, event: HaEvent | null): boolean =>
    isMatch(toQueryItem({ facts: row, event, text: row.text }));

  return (news) => {
    switch (news.kind) {
      case 'event':
        return isFound(news.row, news.event) ? news : null;
      case 'unparsed':
      case 'oversize':
      case 'gap':
      case 'note':
        return isFound(news.row, null) ? news : null;
      case 'recovered':
        return selectRecovered(news, isFound);
      case 'state':
      case 'version':
      case 'alert':
      case 'revised':
        return news;
    }
  };
}

/** Its rows stand beside their events; where the oldest rows have left memory, the last ones do. */
function selectRecovered(
  news: Extract<MonitorEvent, { kind: 'recovered' }>,
  isFound: (row: Row, event: HaEvent | null) => boolean,
): MonitorEvent | null {
  const pairs = news.rows.map((row, index) => ({
    row,
    event: news.events[index + news.events.length - news.rows.length],
  }));
  const found = pairs.flatMap(({ row, event }) =>
    event !== undefined && isFound(row, event) ? [{ row, event }] : [],
  );
  if (found.length === 0 && !isFound(news.gapRow, null)) return null;
  return { ...news, rows: found.map(({ row }) => row), events: found.map(({ event }) => event) };
}
