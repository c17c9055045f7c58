import { parseFiredAt } from '../../core/events/to-row.ts';

/** In the year 2255. */
const MAX_MICROS = 9e15;

/** Epoch microseconds of a moment in ms, as far as they are exact. */
export function toMicros(at: number): number {
  return Math.max(-MAX_MICROS, Math.min(MAX_MICROS, Math.round(at * 1_000)));
}

/**
 * Epoch microseconds at which a server fired an event, `null` if the event has no time. `isExact` when the time has
 * microseconds, as on every server since 2016: then it can distinguish two events.
 */
export function readFiredAt(text: string): { readonly micros: number; readonly isExact: boolean } | null {
  const at = parseFiredAt(text);
  if (at === null) return null;
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? '';
  return {
    micros: toMicros(at) + Number(fraction.slice(3, 6).padEnd(3, '0')),
    isExact: fraction.length >= 6,
  };
}
