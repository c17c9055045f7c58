import type { Row } from '../core/events/row.ts';
import { toRow, toUnparsedRow } from '../core/events/to-row.ts';
import { toOwnRow } from '../core/own-rows/own-row-words.ts';
import type { LateEvent, MonitorEvent } from '../core/monitor/monitor-contract.ts';

type News<Kind extends MonitorEvent['kind']> = Extract<MonitorEvent, { readonly kind: Kind }>;

/** The row of these kinds of news. */
export function toNewsRow(news: News<'event' | 'unparsed' | 'own' | 'revised' | 'recovered'>): Row {
  switch (news.kind) {
    case 'event':
      return toRow(news.event, { ...news, receivedAt: news.at });
    case 'unparsed':
      return toUnparsedRow(news.raw, { ...news, receivedAt: news.at });
    case 'own':
    case 'revised':
    case 'recovered':
      return toOwnRow(news);
  }
}

/** The row of a recovered event. */
export function toRecoveredRow({ event, seq }: LateEvent, news: News<'recovered'>): Row {
  return { ...toRow(event, { ...news, seq, alert: false }), recovered: true };
}
