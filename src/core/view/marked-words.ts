import type { MarkedSession } from '../ipc/history-views.ts';
import { formatTime } from '../time/format-time.ts';

/** "37 events", "1 event". */
export function countEvents(count: number): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? 'event' : 'events'}`;
}

/** The recorded range, in a sentence without a full stop. */
export function describeMarked({ startedAt, endedAt, events }: MarkedSession): string {
  const from = formatTime(startedAt);
  return endedAt === null
    ? `Recording since ${from}, ${countEvents(events)}`
    : `${countEvents(events)} between ${from} and ${formatTime(endedAt)}`;
}

/** The query for the recorded range; `null` while it is recorded, and if it has no events. */
export function toMarkedQuery({ fromSeq, toSeq }: MarkedSession): string | null {
  return toSeq === null || toSeq < fromSeq ? null : `seq:${String(fromSeq)}..${String(toSeq)}`;
}
