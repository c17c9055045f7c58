import { formatDay } from '../time/format-time.ts';

/** A period, epoch ms, `to` excluded, `null` open; or a sentence about what is wrong. */
export type ParsedTime =
  | { readonly ok: true; readonly from: number | null; readonly to: number | null }
  | { readonly ok: false; readonly message: string };

/** Durations by their letter. */
export const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const AGE = /^(?:\d{1,9}(?:\.\d{1,9})?[smhdw])+$/i;
const MOMENT =
  /^(?:(\d{4})-(\d\d)-(\d\d))?(?:(?:^|[T_])(\d\d?):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?(Z|[+-]\d\d:?\d\d)?)?$/i;
const DAY_WORD = /^(today|yesterday)(?=$|[T_])/i;
const HOW = 'Write 07:00, yesterday, 2026-11-21, 2026-11-21T07:00 or two of them with .. between.';

/** `1h`, `30m`, `1d12h`: from this long before `now`. `07:00`, `yesterday`, `2026-11-21T07:00`: from that moment on. */
export function parseSince(text: string, now: number): ParsedTime {
  if (!AGE.test(text)) {
    const moment = parsePast(text, now);
    return moment === null
      ? refuse(
          'A length of time is a number and a unit: 30s, 10m, 2h, 7d or 1w. Or write 07:00 or yesterday.',
        )
      : { ok: true, from: moment.from, to: null };
  }
  const parts = text.toLowerCase().matchAll(/([\d.]+)([smhdw])/g);
  const ageMs = [...parts].reduce(
    (sum, [, count, unit = 's']) => sum + Number(count) * (UNIT_MS[unit] ?? 0),
    0,
  );
  return { ok: true, from: Math.max(0, Math.round(now - ageMs)), to: null };
}

/**
 * `2026-11-21` is that day, as are `today` and `yesterday`, also with a time (`yesterdayT07:00`). `07:00` the last such minute, of today or of yesterday while it is still to come, `07:00:30`
 * that second. In `a..b` the moment `b` is the end: a day counts whole, a time does not. A time alone after `..` is of the day before it, or of the next when it would be
 * over already. Local time, unless a zone is given.
 */
export function parseAt(text: string, now: number): ParsedTime {
  const dots = text.indexOf('..');
  if (dots === -1) {
    const moment = parsePast(text, now);
    return moment === null ? refuse(describeMoment(text)) : { ok: true, from: moment.from, to: moment.to };
  }
  return parseAtRange(text.slice(0, dots), text.slice(dots + 2), now);
}

/** The same of two moments; one of them may be empty. */
export function parseAtRange(first: string, last: string, now: number): ParsedTime {
  if (first === '' && last === '') return refuse(`The range has neither a beginning nor an end. ${HOW}`);
  const from = first === '' ? null : parsePast(first, now);
  if (first !== '' && from === null) return refuse(describeMoment(first));
  const to =
    last === '' ? null : from === null ? parsePast(last, now) : parseMoment(toDate(last, now), from.from);
  if (last !== '' && to === null) return refuse(describeMoment(last));
  const end = to === null ? null : to.isDay ? to.to : to.from;
  if (from === null || end === null || to === null || end > from.from) {
    return { ok: true, from: from?.from ?? null, to: end };
  }
  if (to.isDated) return refuse('The range ends before it begins. Exchange its two ends.');
  return { ok: true, from: from.from, to: nextDay(end) };
}

/** A moment and its end, epoch ms. */
interface Moment {
  readonly from: number;
  readonly to: number;
  readonly isDay: boolean;
  readonly isDated: boolean;
}

/** A time alone means its last occurrence, because a log has no future events. */
function parsePast(words: string, now: number): Moment | null {
  const text = toDate(words, now);
  const moment = parseMoment(text, now);
  if (moment === null || moment.isDated || moment.from <= now) return moment;
  const yesterday = new Date(now);
  yesterday.setDate(yesterday.getDate() - 1);
  return parseMoment(text, yesterday.getTime()) ?? moment;
}

/** Replaces the word for a day by its date. */
function toDate(text: string, now: number): string {
  return text.replace(DAY_WORD, (word) => {
    const day = new Date(now);
    if (word.toLowerCase() === 'yesterday') day.setDate(day.getDate() - 1);
    return formatDay(day.getTime());
  });
}

/** `day` is any moment of the day that a time alone belongs to. */
function parseMoment(text: string, day: number): Moment | null {
  const match = MOMENT.exec(text);
  if (match === null || text === '') return null;
  const [, year, month, date, hour, minute, second, fraction, zone] = match;
  const isDated = year !== undefined;
  if (zone !== undefined && !isDated) return null;
  const local = new Date(day);
  const fields = [
    isDated ? Number(year) : local.getFullYear(),
    isDated ? Number(month) - 1 : local.getMonth(),
    isDated ? Number(date) : local.getDate(),
    Number(hour ?? 0),
    Number(minute ?? 0),
    Number(second ?? 0),
    Number((fraction ?? '').padEnd(3, '0')),
  ] as const;
  if (!isInCalendar(fields)) return null;
  const from = zone === undefined ? new Date(...fields).getTime() : Date.UTC(...fields) - zoneMs(zone);
  if (hour === undefined) return { from, to: nextDay(from), isDay: true, isDated };
  const lengthMs = fraction !== undefined ? 1 : second !== undefined ? 1_000 : 60_000;
  return { from, to: from + lengthMs, isDay: false, isDated };
}

/** False for 31 April, 25:00 and the like, which `Date` would move to another day. */
function isInCalendar([year, month, date, hour, minute, second]: readonly [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
]): boolean {
  const day = new Date(Date.UTC(year, month, date));
  const isDay = day.getUTCMonth() === month && day.getUTCDate() === date && year >= 1970;
  return isDay && hour < 24 && minute < 60 && second < 60;
}

/** Milliseconds by which a zone is ahead of UTC. */
function zoneMs(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0;
  const sign = zone.startsWith('-') ? -1 : 1;
  return sign * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))) * 60_000;
}

/** The same time of the next day, also if the day has 23 or 25 hours. */
function nextDay(at: number): number {
  const date = new Date(at);
  date.setDate(date.getDate() + 1);
  return date.getTime();
}

function describeMoment(text: string): string {
  return `“${text.slice(0, 40)}” is no date or time. ${HOW}`;
}

function refuse(message: string): ParsedTime {
  return { ok: false, message };
}
