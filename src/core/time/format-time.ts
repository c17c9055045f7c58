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

/** Local time of day as HH:MM:SS.mmm; dashes for an invalid time. */
export function formatClock(epochMs: number): string {
  const date = new Date(epochMs);
  if (Number.isNaN(date.getTime())) return '--:--:--.---';
  const parts = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => pad(part, 2));
  return `${parts.join(':')}.${pad(date.getMilliseconds(), 3)}`;
}

/** Local time of day as HH:MM:SS. */
export function formatTime(epochMs: number): string {
  return formatClock(epochMs).slice(0, 'hh:mm:ss'.length);
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Local date and time in words: "25 Nov 2026 05:45". Empty for an invalid time. */
export function formatMoment(epochMs: number): string {
  const date = new Date(epochMs);
  if (Number.isNaN(date.getTime())) return '';
  const day = `${String(date.getDate())} ${MONTHS[date.getMonth()] ?? ''} ${String(date.getFullYear())}`;
  return `${day} ${pad(date.getHours(), 2)}:${pad(date.getMinutes(), 2)}`;
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
