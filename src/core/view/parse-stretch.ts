import { parseJump } from './parse-jump.ts';

/** A time that a person wants to see, epoch ms; `to` is excluded, and `null` until now. */
export interface Stretch {
  readonly from: number;
  readonly to: number | null;
}

const BETWEEN = /^(.+?)\s*(?:\.\.|…|–|\b(?:to|until|till)\b)\s*(.+)$/;
const CLOCK = /^\d{1,2}(?::\d\d){0,2} ?(?:am|pm)?$/;
const DAY = /^(?:[a-z]+|\d{4}-\d\d-\d\d)$/;
const DAY_MS = 86_400_000;
/** "Last night" ends at this hour of local time. */
const MORNING = '07:00';

/**
 * "last night", "monday", "2h ago": from that moment until now. "yesterday 22:00 to 07:00": up to its end; a day counts
 * whole, and a time alone belongs to the day of the beginning or to the next. `null` when the text is no time.
 */
export function parseStretch(text: string, now: number): Stretch | null {
  const words = text.trim().toLowerCase().replace(/\s+/g, ' ');
  const [, first = words, last = words === 'last night' ? MORNING : 'now'] = BETWEEN.exec(words) ?? [];
  const from = parseJump(first, now);
  const to = from === null ? null : parseEnd(last, from, now);
  if (from === null || to === null || to <= from) return null;
  return { from, to: to >= now ? null : to };
}

function parseEnd(words: string, from: number, now: number): number | null {
  // The last such time of the 24 hours after the beginning.
  if (CLOCK.test(words)) return parseJump(words, from + DAY_MS);
  const at = parseJump(words, now);
  return at !== null && DAY.test(words) && words !== 'now' ? dayAfter(at) : at;
}

function dayAfter(at: number): number {
  const day = new Date(at);
  day.setDate(day.getDate() + 1);
  return day.getTime();
}
