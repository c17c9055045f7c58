import type { MarkedSession } from '../ipc/history-views.ts';
import { formatTime } from '../time/format-time.ts';

/** "37 events", "1 event". */
export function countEvents(count: number): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? 'event' : 'events'}`;
}

/** What is marked, in a sentence without a full stop. */
export function describeMarked({ startedAt, endedAt, events }: MarkedSession): string {
  const from = formatTime(startedAt);
  return endedAt === null
    ? `Recording since ${from}, ${countEvents(events)}`
    : `${countEvents(events)} between ${from} and ${formatTime(endedAt)}`;
}

/** The query that finds what is marked; `null` while it runs, and where nothing happened. */
export function toMarkedQuery({ fromSeq, toSeq }: MarkedSession): string | null {
  return toSeq === null || toSeq < fromSeq ? null : `seq:${String(fromSeq)}..${String(toSeq)}`;
}
