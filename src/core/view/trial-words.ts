import { formatDuration, formatMinute } from '../time/format-time.ts';
import type { BackTest } from '../rules/back-test.ts';
import { describeDay } from '../time/relative-time.ts';

const MAX_MOMENTS = 4;
const MAX_SPANS_NAMED = 3;
/** A shorter time that nobody watched is not worth a word. */
const MIN_UNWATCHED_MS = 15 * 60_000;

/**
 * "11 times in the last 7 days, the last today 14:02, yesterday 09:10 and Fri 20 Nov 22:15." While it is counted: "11 times
 * so far in the last 7 days, checked up to Fri 20 Nov 22:15." Empty where nobody can say.
 *
 * @param now epoch ms
 */
export function describeWeek(week: BackTest | null, now: number): string {
  if (week === null || week.total === 0) return '';
  const { checkedUntil } = week;
  const checked = checkedUntil === null ? '' : `, checked up to ${momentOf(checkedUntil, now)}`;
  const soFar = checkedUntil === null ? '' : ' so far';
  if (week.alerts === 0) return `Nothing${soFar} in the last 7 days${checked}.`;
  const count =
    week.alerts === 1 && !week.isMore
      ? 'Once'
      : `${week.isMore ? 'More than ' : ''}${week.alerts.toLocaleString('en-GB')} times`;
  if (checkedUntil !== null) return `${count}${soFar} in the last 7 days${checked}.`;
  const moments = week.told.slice(0, MAX_MOMENTS).map(({ at }) => momentOf(at, now));
  const last = moments.pop() ?? '';
  const told = moments.length === 0 ? last : `${moments.join(', ')} and ${last}`;
  return `${count} in the last 7 days, the last ${told}.`;
}

/** "The last 4 notifications that it would have shown". */
export function describeToasts(count: number): string {
  return count === 1
    ? 'The notification that it would have shown'
    : `The last ${String(count)} notifications that it would have shown`;
}

/**
 * "Porchlight was not connected for 3 h of these 7 days, the longest Fri 20 Nov 22:15 to Sat 21 Nov 01:15, so there may be
 * more." Empty where it nearly always was.
 *
 * @param now epoch ms
 */
export function describeUnwatched(week: BackTest | null, now: number): string {
  if (week === null) return '';
  const ofServer = new Map<string, BackTest['unwatched']>();
  for (const each of week.unwatched) {
    ofServer.set(each.serverId, [...(ofServer.get(each.serverId) ?? []), each]);
  }
  const [worst] = [...ofServer.values()].sort((a, b) => lengthOf(b) - lengthOf(a));
  if (worst === undefined || lengthOf(worst) < MIN_UNWATCHED_MS) return '';
  const named = worst.toSorted((a, b) => b.to - b.from - (a.to - a.from)).slice(0, MAX_SPANS_NAMED);
  const spans = named
    .toSorted((a, b) => a.from - b.from)
    .map(({ from, to }) => `${momentOf(from, now)} to ${momentOf(to, now)}`);
  const which = worst.length > named.length ? `, the longest ${spans.join(', ')}` : `, ${spans.join(', ')}`;
  return `Porchlight was not connected for ${formatDuration(lengthOf(worst))} of these 7 days${which}, so there may be more.`;
}

function lengthOf(spans: BackTest['unwatched']): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** "3 times a week" for a rule that is suggested. Empty where nobody can say. */
export function describeStarterCount(week: BackTest | null): string {
  if (week === null || week.total === 0) return '';
  if (week.alerts === 0) return week.checkedUntil === null ? 'Never in the last 7 days' : '';
  const times = week.alerts === 1 ? 'Once' : `${week.alerts.toLocaleString('en-GB')} times`;
  const soFar = week.checkedUntil === null ? '' : ' so far';
  return `${week.isMore ? 'More than ' : ''}${times}${soFar} in the last 7 days`;
}

/** Local time: "today 14:02", "yesterday 09:10", "Fri 20 Nov 22:15". */
export function momentOf(at: number, now: number): string {
  const day = describeDay(at, now).replace(/^(?:Today|Yesterday)$/, (word) => word.toLowerCase());
  return `${day} ${formatMinute(at)}`;
}
