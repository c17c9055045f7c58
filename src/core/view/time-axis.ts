import { formatMinute, formatTime } from '../time/format-time.ts';
import { describeDay } from '../time/relative-time.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Steps of less than a day that are easy to read. */
const SHORT_STEPS_MS = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND_MS),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR_MS),
] as const;
const DAY_STEPS = [1, 2, 7, 14] as const;
const MONTH_STEPS = [1, 3, 6, 12, 24, 60, 120] as const;
/** Longer than any month, shorter than any two. */
const MONTH_MS = 30.44 * DAY_MS;

/** Only names of months, so it does not depend on the local time zone. */
const MONTHS = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' });

/** A mark of the axis, epoch ms, and its label. */
export interface TimeTick {
  readonly at: number;
  readonly label: string;
  /** A day, month or year begins here, so the mark is stronger. */
  readonly strong: boolean;
}

/**
 * Marks of a time axis at round local times, about `maxTicks` at most, in order. When daylight saving time changes, a
 * skipped hour has no mark and a repeated hour has two: each mark is at its moment.
 */
export function toTimeTicks(from: number, to: number, maxTicks: number): readonly TimeTick[] {
  if (!(to > from) || maxTicks < 1) return [];
  const leastMs = (to - from) / maxTicks;
  const short = SHORT_STEPS_MS.find((step) => step >= leastMs);
  if (short !== undefined) return shortTicks(from, to, short);
  const days = DAY_STEPS.find((step) => step * DAY_MS >= leastMs);
  if (days !== undefined) return dayTicks(from, to, days);
  const months = MONTH_STEPS.find((step) => step * MONTH_MS >= leastMs) ?? MONTH_STEPS.at(-1) ?? 120;
  return monthTicks(from, to, months);
}

/** Steps of up to an hour count real time; longer ones local time, which daylight saving time shifts. */
function shortTicks(from: number, to: number, stepMs: number): readonly TimeTick[] {
  const ticks: TimeTick[] = [];
  if (stepMs <= HOUR_MS) {
    // Time zones differ by multiples of a quarter of an hour, so their hours may begin at different moments.
    for (let at = floorLocal(from, stepMs); at < to; at = floorLocal(at + stepMs, stepMs)) {
      if (at >= from) ticks.push(clockTick(at, stepMs));
    }
    return ticks;
  }
  const start = new Date(from);
  for (let hours = 0; ; hours += stepMs / HOUR_MS) {
    const at = new Date(start.getFullYear(), start.getMonth(), start.getDate(), hours).getTime();
    if (at >= to) return ticks;
    const last = ticks.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
    if (at >= from && at > last) ticks.push(clockTick(at, stepMs));
  }
}

function floorLocal(at: number, stepMs: number): number {
  const offsetMs = new Date(at).getTimezoneOffset() * MINUTE_MS;
  return Math.floor((at - offsetMs) / stepMs) * stepMs + offsetMs;
}

function clockTick(at: number, stepMs: number): TimeTick {
  const date = new Date(at);
  const isMidnight = date.getHours() === 0 && date.getMinutes() === 0 && date.getSeconds() === 0;
  if (isMidnight) return { at, label: dayLabel(date), strong: true };
  return { at, label: clockWords(at, stepMs < MINUTE_MS), strong: false };
}

function dayTicks(from: number, to: number, days: number): readonly TimeTick[] {
  const ticks: TimeTick[] = [];
  const start = new Date(from);
  // Weeks begin on Monday; other steps within a month would leave a gap at its end.
  const back = days % 7 === 0 ? (start.getDay() + 6) % 7 : 0;
  for (let day = -back; ; day += days) {
    const date = new Date(start.getFullYear(), start.getMonth(), start.getDate() + day);
    const at = date.getTime();
    if (at >= to) return ticks;
    if (at >= from) ticks.push({ at, label: dayLabel(date), strong: date.getDate() === 1 });
  }
}

function monthTicks(from: number, to: number, months: number): readonly TimeTick[] {
  const ticks: TimeTick[] = [];
  const start = new Date(from);
  const years = Math.max(1, months / 12);
  const year = Math.floor(start.getFullYear() / years) * years;
  for (let month = 0; ; month += months) {
    const date = new Date(year, month, 1);
    const at = date.getTime();
    if (at >= to) return ticks;
    const strong = date.getMonth() === 0;
    const label = strong ? String(date.getFullYear()) : monthName(date);
    if (at >= from) ticks.push({ at, label, strong });
  }
}

function dayLabel(date: Date): string {
  return `${String(date.getDate())} ${monthName(date)}`;
}

function monthName(date: Date): string {
  return MONTHS.format(Date.UTC(2000, date.getMonth(), 1));
}

function clockWords(at: number, withSeconds: boolean): string {
  return withSeconds ? formatTime(at) : formatMinute(at);
}

/** Lengths of a bar for which bars begin at round times. */
const BAR_STEPS_MS = [...SHORT_STEPS_MS, ...[1, 2, 7, 14, 28].map((days) => days * DAY_MS)] as const;

/** A period in equal parts. */
export interface BarGrid {
  readonly from: number;
  readonly to: number;
  readonly buckets: number;
}

/**
 * Equal bars that begin at round local times and cover a range with at most `maxBars`. As time
 * passes, the bars stay the same until one more is needed, so that a chart that follows the clock does not flicker.
 */
export function toBarGrid(from: number, to: number, maxBars: number): BarGrid {
  const spanMs = Math.max(1, to - from);
  // One more may be needed if the range begins or ends within a bar.
  const leastMs = spanMs / Math.max(1, maxBars - 1);
  const longest = BAR_STEPS_MS.at(-1) ?? DAY_MS;
  const stepMs = BAR_STEPS_MS.find((step) => step >= leastMs) ?? Math.ceil(leastMs / longest) * longest;
  const start = floorLocal(from, stepMs);
  const buckets = Math.max(1, Math.ceil((to - start) / stepMs));
  return { from: start, to: start + buckets * stepMs, buckets };
}

/**
 * A period in words: "07:00 to 07:05", "Fri 20 Nov 23:00 to Sat 21 Nov 01:00"; the whole of today is "Today".
 * Epoch ms, `to` excluded. The date of today is left out.
 */
export function describeStretch(from: number, to: number, now: number): string {
  const isDays = isLocalMidnight(from) && isLocalMidnight(to);
  const firstDay = describeDay(from, now);
  const lastDay = describeDay(isDays ? to - 1 : to, now);
  if (isDays) return firstDay === lastDay ? firstDay : `${firstDay} to ${lastDay}`;
  const withSeconds = from % MINUTE_MS !== 0 || to % MINUTE_MS !== 0;
  const begin = `${firstDay === 'Today' ? '' : `${firstDay} `}${clockWords(from, withSeconds)}`;
  const end = `${lastDay === firstDay ? '' : `${lastDay} `}${clockWords(to, withSeconds)}`;
  return `${begin} to ${end}`;
}

function isLocalMidnight(at: number): boolean {
  const date = new Date(at);
  return date.getHours() === 0 && date.getMinutes() === 0 && date.getSeconds() === 0 && at % 1_000 === 0;
}
