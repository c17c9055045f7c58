import type { StoredEvent } from './history.ts';
import { decodeMessage } from '../events/decode.ts';
import { readRecord, readText } from '../events/read-field.ts';

/** A numeric entity over time, oldest first. */
export interface Series {
  readonly entity: string;
  readonly unit: string;
  readonly points: readonly { readonly at: number; readonly value: number }[];
}

/** A line needs at least this many points. */
const MIN_POINTS = 2;

/**
 * The numeric states of an entity as a series; `null` if its states are not numbers. States such as `unavailable` between
 * numbers are left out.
 *
 * @param event the `state_changed` with the unit.
 * @param states oldest first.
 */
export function toSeries(
  event: StoredEvent,
  states: readonly { readonly at: number; readonly state: string }[],
): Series | null {
  const points = states.flatMap(({ at, state }) => {
    const value = state.trim() === '' ? Number.NaN : Number(state);
    return Number.isFinite(value) ? [{ at, value }] : [];
  });
  if (points.length < MIN_POINTS) return null;
  return { entity: event.row.subject, unit: unitOf(event.raw), points };
}

function unitOf(raw: string): string {
  const decoded = decodeMessage(raw);
  if (decoded.kind !== 'event') return '';
  const state = readRecord(decoded.event.data, 'new_state');
  return readText(readRecord(state, 'attributes'), 'unit_of_measurement').slice(0, 20);
}
