import { parseAt, UNIT_MS } from '../query/parse-time.ts';

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const AGO = /^-?(\d{1,6}(?:\.\d{1,3})?) ?(s|m|h|d|w|sec|min|seconds?|minutes?|hours?|days?|weeks?)(?: ago)?$/;
const CLOCK = /^(\d{1,2})(?::(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?)? ?(am|pm)?$/;

/** When "last night" begins, since midnight. */
const NIGHT_MS = 22 * 3_600_000;

/**
 * The moment that a person wants to see, epoch ms: `07:00`, `7 am`, `yesterday 07:00`, `monday`, `2026-11-21 07:00`, `2h ago`,
 * `last night`.
 * A time in the future means that of the day or week before, because there are no events in the future. Local time.
 * `null` when the text is not a moment.
 */
export function parseJump(text: string, now: number): number | null {
  const words = text.trim().toLowerCase().replace(/\s+/g, ' ');
  if (words === '') return null;
  if (words === 'now') return now;
  if (words === 'last night') return atClock(now, 1, NIGHT_MS);
  return parseAgo(words, now) ?? parseDayAndClock(words, now) ?? parseDate(words, now);
}

function parseAgo(words: string, now: number): number | null {
  const [, count = '', unit = ''] = AGO.exec(words) ?? [];
  const unitMs = UNIT_MS[unit.charAt(0)];
  return unitMs === undefined ? null : Math.max(0, Math.round(now - Number(count) * unitMs));
}

function parseDayAndClock(words: string, now: number): number | null {
  const [first = '', ...rest] = words.split(' ');
  const back = daysBack(first, now);
  const clock = parseClock(back === null ? words : rest.join(' '));
  if (clock === null && (back === null || rest.length > 0)) return null;
  const at = atClock(now, back ?? 0, clock ?? 0);
  if (at <= now) return at;
  return atClock(now, (back ?? 0) + (WEEKDAYS.some((name) => name.startsWith(first)) ? 7 : 1), clock ?? 0);
}

/** The number of days ago: "today", "yesterday" or the last such weekday; `null` for anything else. */
function daysBack(word: string, now: number): number | null {
  if (word === 'today') return 0;
  if (word === 'yesterday') return 1;
  if (word.length < 3) return null;
  const weekday = WEEKDAYS.findIndex((name) => name.startsWith(word));
  return weekday === -1 ? null : (new Date(now).getDay() - weekday + 7) % 7;
}

/** Milliseconds since midnight. A number alone is not a time of day. */
function parseClock(words: string): number | null {
  const match = CLOCK.exec(words);
  if (match === null) return null;
  const [, hours = '', minutes, seconds = '0', fraction = '', half] = match;
  if (minutes === undefined && half === undefined) return null;
  const isHalf = half !== undefined;
  const hour = isHalf ? (Number(hours) % 12) + (half === 'pm' ? 12 : 0) : Number(hours);
  const minute = Number(minutes ?? 0);
  if (hour > 23 || minute > 59 || Number(seconds) > 59 || (isHalf && (Number(hours) > 12 || hours === '0'))) {
    return null;
  }
  return hour * 3_600_000 + minute * 60_000 + Number(seconds) * 1_000 + Number(fraction.padEnd(3, '0'));
}

/** In local time, also on a day of 23 or 25 hours. */
function atClock(now: number, back: number, clockMs: number): number {
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - back, 0, 0, 0, clockMs).getTime();
}

function parseDate(words: string, now: number): number | null {
  const parsed = parseAt(words.replace(' ', 't'), now);
  return parsed.ok && !words.includes('..') ? parsed.from : null;
}
