import type { HaEvent } from '../core/events/event.ts';
import type { Row } from '../core/events/row.ts';
import type { Monitor, MonitorEvent } from '../core/monitor/monitor.ts';
import type { QueryNode } from '../core/query/ast.ts';
import { createMatcher } from '../core/query/create-matcher.ts';
import { toQueryItem } from '../core/query/event-item.ts';
import { toViewQuery } from '../core/query/to-view-query.ts';
import type { ServerProfile } from '../core/servers/profile.ts';
import { toNewsRow, toRecoveredRow } from './news-row.ts';

/**
 * The same monitor, which emits only the matches of a query. Gaps are emitted for any query within its limits of
 * time, server and seq. News about the connection is always emitted.
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

/** The part of a piece of news that the query matches; `null` for nothing. */
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
        return isFound(toNewsRow(news), news.event) ? news : null;
      case 'unparsed':
      case 'own':
        return isFound(toNewsRow(news), null) ? news : null;
      case 'recovered':
        return selectRecovered(news, isFound);
      case 'state':
      case 'imported':
      case 'version':
      case 'alert':
      case 'revised':
        return news;
    }
  };
}

function selectRecovered(
  news: Extract<MonitorEvent, { kind: 'recovered' }>,
  isFound: (row: Row, event: HaEvent | null) => boolean,
): MonitorEvent | null {
  const events = news.events.filter((each) => isFound(toRecoveredRow(each, news), each.event));
  return events.length === 0 && !isFound(toNewsRow(news), null) ? null : { ...news, events };
}
