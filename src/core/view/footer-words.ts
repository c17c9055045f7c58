import { formatMinute } from '../time/format-time.ts';
import { countEvents } from './marked-words.ts';
import { describeDay } from '../time/relative-time.ts';

/** The counts of the footer. */
export interface EventTotal {
  /** Number of events in the list's source; `null` while they are counted. */
  readonly events: number | null;
  /** Epoch ms of the oldest, or of the moment from which they are shown; `null` if there are none. */
  readonly sinceAt: number | null;
  /** Events received in this run that are not among them. */
  readonly notKept: number;
  /** Epoch ms. */
  readonly now: number;
}

/** "5,808 events since 06:00, all kept", "12 events since Sat 21 Nov 06:00, 3 not kept". */
export function describeTotal({ events, sinceAt, notKept, now }: EventTotal): string {
  if (events === null) return 'Counting…';
  const since = sinceAt === null ? '' : ` since ${describeSince(sinceAt, now)}`;
  const kept =
    notKept === 0 ? (events === 0 ? '' : ', all kept') : `, ${notKept.toLocaleString('en-GB')} not kept`;
  return `${countEvents(events)}${since}${kept}`;
}

/** "06:00" of today, "yesterday 06:00", "Fri 20 Nov 06:00". */
function describeSince(at: number, now: number): string {
  const time = formatMinute(at);
  const day = describeDay(at, now);
  if (day === 'Today') return time;
  return `${day === 'Yesterday' ? 'yesterday' : day} ${time}`;
}
