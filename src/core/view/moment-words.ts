import type { HaEvent } from '../events/event.ts';
import { parseFiredAt } from '../events/to-row.ts';
import { readRecord, readText } from '../events/read-field.ts';
import { toStateChange } from '../events/state-change.ts';
import { formatClock, formatDuration } from '../time/format-time.ts';
import { describeDay } from '../time/relative-time.ts';

/** "Today 07:00:02.418", "Fri 20 Nov 07:00:02.418", with the year if it is not the present one. Local time. */
export function describeMoment(at: number, now: number): string {
  const year = new Date(at).getFullYear();
  const isThisYear = year === new Date(now).getFullYear();
  return `${describeDay(at, now)}${isThisYear ? '' : ` ${String(year)}`} ${formatClock(at)}`;
}

/** `2026-11-21 07:00:02.418 +01:00`, the complete form. */
export function fullMoment(at: number): string {
  const offset = -new Date(at).getTimezoneOffset();
  const local = new Date(at + offset * 60_000).toISOString().slice(0, 23).replace('T', ' ');
  const minutes = Math.abs(offset);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${local} ${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/**
 * "9 h 12 min after its last change": from the entity's own state, which needs no history; else from the previous
 * event about the same subject. Empty if neither has it.
 */
export function describeSince(event: HaEvent | null, at: number, previousAt: number | null): string {
  const change = event === null ? null : toStateChange(event);
  if (event !== null && change !== null) {
    const { before, after } = change;
    if (before === null || after === null) return '';
    const isChange = before.state !== after.state;
    const key = isChange ? 'last_changed' : 'last_updated';
    const lastAt = parseFiredAt(readText(readRecord(event.data, 'old_state'), key));
    if (lastAt !== null && lastAt <= at) {
      return `${formatDuration(at - lastAt)} after its last ${isChange ? 'change' : 'update'}`;
    }
  }
  if (previousAt === null || previousAt > at) return '';
  return `${formatDuration(at - previousAt)} after its previous event`;
}

/** How long a relative time stays accurate and need not be redrawn. Milliseconds. */
export function nextAgoMs(ageMs: number): number {
  if (ageMs < 2_000) return 2_000;
  if (ageMs < 60_000) return 5_000;
  return ageMs < 3_600_000 ? 60_000 - (ageMs % 60_000) : 600_000;
}
