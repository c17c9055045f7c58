const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

function count(value: number, unit: string): string {
  return `${String(value)} ${unit}${value === 1 ? '' : 's'}`;
}

/** "just now", "12 seconds ago", "31 minutes ago", "3 hours ago", "2 days ago". A time in the future gives "just now". */
export function describeAgo(atMs: number, nowMs: number): string {
  const agoMs = nowMs - atMs;
  if (agoMs < 2_000) return 'just now';
  if (agoMs < MINUTE_MS) return `${count(Math.floor(agoMs / 1_000), 'second')} ago`;
  if (agoMs < HOUR_MS) return `${count(Math.floor(agoMs / MINUTE_MS), 'minute')} ago`;
  if (agoMs < DAY_MS) return `${count(Math.floor(agoMs / HOUR_MS), 'hour')} ago`;
  return `${count(Math.floor(agoMs / DAY_MS), 'day')} ago`;
}

function dayNumber(atMs: number): number {
  const date = new Date(atMs);
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY_MS);
}

/** True when two moments (epoch ms) are on the same day of local time. */
export function isSameDay(a: number, b: number): boolean {
  return Math.abs(a - b) < DAY_MS && new Date(a).getDate() === new Date(b).getDate();
}

/** "Today", "Yesterday", "Tomorrow", or "Fri 21 Nov", in local time. */
export function describeDay(atMs: number, nowMs: number): string {
  const days = dayNumber(nowMs) - dayNumber(atMs);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  if (days === -1) return 'Tomorrow';
  const date = new Date(atMs);
  const weekday = date.toLocaleDateString('en-GB', { weekday: 'short' });
  return `${weekday} ${String(date.getDate())} ${date.toLocaleDateString('en-GB', { month: 'short' })}`;
}
