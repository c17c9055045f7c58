import type { Condition } from './rule.ts';

type Hours = Extract<Condition, { readonly kind: 'hours' }>;

const MINUTE_MS = 60_000;
/** Every hours of a week begin within it, also in one with 169 hours. */
const MAX_MINUTES = 8 * 24 * 60;

/** Whether a moment, epoch ms, is within hours: by local time, also on a day with 23 or 25 hours. */
export function isWithinHours({ from, to, days }: Hours, at: number): boolean {
  const moment = new Date(at);
  const time = moment.getHours() * 60 + moment.getMinutes();
  const [start, end] = [minutesOf(from), minutesOf(to)];
  const today = days.includes(moment.getDay());
  if (start < end) return today && time >= start && time < end;
  return time >= start ? today : time < end && days.includes((moment.getDay() + 6) % 7);
}

/** What was found last for hours, and from when on it is true: they are asked for each thing that waits for them. */
const found = new WeakMap<Hours, { readonly after: number; readonly start: number }>();

/**
 * The first moment after another, epoch ms, from which hours hold again; infinite if they hold all the time. Each minute is
 * tried, because no rule says when a clock is put forward or back.
 */
export function nextStartOf(hours: Hours, after: number): number {
  const known = found.get(hours);
  if (known !== undefined && known.after <= after && after < known.start) return known.start;
  const start = findStart(hours, after);
  found.set(hours, { after, start });
  return start;
}

function findStart(hours: Hours, after: number): number {
  const first = (Math.floor(after / MINUTE_MS) + 1) * MINUTE_MS;
  let wasWithin = isWithinHours(hours, after);
  for (let minute = 0; minute < MAX_MINUTES; minute += 1) {
    const at = first + minute * MINUTE_MS;
    const isWithin = isWithinHours(hours, at);
    if (isWithin && !wasWithin) return at;
    wasWithin = isWithin;
  }
  return Number.POSITIVE_INFINITY;
}

/** Minutes of a day of "07:30". */
function minutesOf(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
}
