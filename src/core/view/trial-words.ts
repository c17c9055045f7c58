import { formatDuration, formatTime } from '../time/format-time.ts';
import type { BackTest } from '../rules/back-test.ts';
import { describeDay } from '../time/relative-time.ts';

const MAX_MOMENTS = 4;
/** A shorter time that nobody watched is not worth a word. */
const MIN_UNWATCHED_MS = 15 * 60_000;

/**
 * "11 times in the last 7 days, the last today 14:02, yesterday 09:10 and Fri 20 Nov 22:15." Empty where nobody can say.
 *
 * @param now epoch ms
 */
export function describeWeek(week: BackTest | null, now: number): string {
  if (week === null || week.total === 0) return '';
  if (week.alerts === 0) return 'Nothing in the last 7 days.';
  const count =
    week.alerts === 1 && !week.isMore
      ? 'Once'
      : `${week.isMore ? 'More than ' : ''}${week.alerts.toLocaleString('en-GB')} times`;
  const moments = week.told.slice(0, MAX_MOMENTS).map(({ at }) => describeWhen(at, now));
  const last = moments.pop() ?? '';
  const told = moments.length === 0 ? last : `${moments.join(', ')} and ${last}`;
  return `${count} in the last 7 days, the last ${told}.`;
}

/** "Porchlight was not connected for 3 h of these 7 days, so there may be more." Empty where it nearly always was. */
export function describeUnwatched(week: BackTest | null): string {
  if (week === null) return '';
  const longest = new Map<string, number>();
  for (const { serverId, from, to } of week.unwatched) {
    longest.set(serverId, (longest.get(serverId) ?? 0) + to - from);
  }
  const ms = Math.max(0, ...longest.values());
  return ms < MIN_UNWATCHED_MS
    ? ''
    : `Porchlight was not connected for ${formatDuration(ms)} of these 7 days, so there may be more.`;
}

/** "3 times a week" for a rule that is suggested. Empty where nobody can say. */
export function describeStarterCount(week: BackTest | null): string {
  if (week === null || week.total === 0) return '';
  if (week.alerts === 0) return 'Never in the last 7 days';
  const times = week.alerts === 1 ? 'Once' : `${week.alerts.toLocaleString('en-GB')} times`;
  return `${week.isMore ? 'More than ' : ''}${times} in the last 7 days`;
}

/** Local time: "today 14:02", "yesterday 09:10", "Fri 20 Nov 22:15". */
function describeWhen(at: number, now: number): string {
  const day = describeDay(at, now).replace(/^(?:Today|Yesterday)$/, (word) => word.toLowerCase());
  return `${day} ${formatTime(at).slice(0, 5)}`;
}
