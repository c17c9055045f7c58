/** "0.4 s", "29 s", "1 min 5 s", "2 h 3 min", "3 d 4 h". A negative time counts as zero. */
export function formatDuration(durationMs: number): string {
  const ms = Number.isFinite(durationMs) ? Math.max(0, durationMs) : 0;
  if (ms < 950) return `${(Math.round(ms / 100) / 10).toString()} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${String(seconds)} s`;
  if (seconds < 3_600) return twoUnits(seconds, 60, 'min', 1, 's');
  if (seconds < 86_400) return twoUnits(seconds, 3_600, 'h', 60, 'min');
  return twoUnits(seconds, 86_400, 'd', 3_600, 'h');
}

/** How people read a time of day. */
export const CLOCKS = ['24', '12'] as const;
export type Clocks = (typeof CLOCKS)[number];

/** Of this thread. The terminal always has 24 hours. */
let hours: Clocks = '24';

/** All times for people are written so from now on. */
export function setClock(next: Clocks): void {
  hours = next;
}

/** True where times have "am" and "pm". */
export function hasTwelveHours(): boolean {
  return hours === '12';
}

/** "17:05" or "5:05 pm" of the parts of a time of day. */
function inHours(hour: number, rest: string): string {
  if (!hasTwelveHours()) return `${pad(hour, 2)}${rest}`;
  return `${String(hour % 12 === 0 ? 12 : hour % 12)}${rest} ${hour < 12 ? 'am' : 'pm'}`;
}

/** Local time of day as HH:MM:SS.mmm; dashes for an invalid time. */
export function formatClock(epochMs: number): string {
  const date = new Date(epochMs);
  if (Number.isNaN(date.getTime())) return '--:--:--.---';
  return inHours(date.getHours(), `${minutesOf(date)}${secondsOf(date)}.${pad(date.getMilliseconds(), 3)}`);
}

/** Local time of day as HH:MM:SS. */
export function formatTime(epochMs: number): string {
  const date = new Date(epochMs);
  if (Number.isNaN(date.getTime())) return '--:--:--';
  return inHours(date.getHours(), `${minutesOf(date)}${secondsOf(date)}`);
}

/** Local time of day as HH:MM. */
export function formatMinute(epochMs: number): string {
  const date = new Date(epochMs);
  if (Number.isNaN(date.getTime())) return '--:--';
  return inHours(date.getHours(), minutesOf(date));
}

function minutesOf(date: Date): string {
  return `:${pad(date.getMinutes(), 2)}`;
}

function secondsOf(date: Date): string {
  return `:${pad(date.getSeconds(), 2)}`;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Local date and time in words: "25 Nov 2026 05:45", or with its seconds. Empty for an invalid time. */
export function formatMoment(epochMs: number, withSeconds = false): string {
  const date = new Date(epochMs);
  if (Number.isNaN(date.getTime())) return '';
  const day = `${String(date.getDate())} ${MONTHS[date.getMonth()] ?? ''} ${String(date.getFullYear())}`;
  return `${day} ${withSeconds ? formatTime(epochMs) : formatMinute(epochMs)}`;
}

/** Local date as YYYY-MM-DD. */
export function formatDay(epochMs: number): string {
  const date = new Date(epochMs);
  return `${String(date.getFullYear())}-${pad(date.getMonth() + 1, 2)}-${pad(date.getDate(), 2)}`;
}

function twoUnits(seconds: number, big: number, bigName: string, small: number, smallName: string): string {
  const rest = Math.floor((seconds % big) / small);
  const head = `${String(Math.floor(seconds / big))} ${bigName}`;
  return rest === 0 ? head : `${head} ${String(rest)} ${smallName}`;
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
