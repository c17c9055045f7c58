import type { HaEvent } from '../events/event.ts';
import { parseFiredAt } from '../events/to-row.ts';

/**
 * Identifies an event that comes both from the stream and from the recorder: the
 * entity and the moment to the microsecond. Both have the time of the server's clock, so ours does not matter. `null` for an
 * event without a moment.
 */
export function keyOf(event: HaEvent): string | null {
  const state = event.event_type === 'state_changed' ? toKey('state', event, momentOf(event)) : null;
  return state ?? toKey('entry', event, event.time_fired);
}

/**
 * The keys of an event that was seen. A state change also has the key of its logbook entry,
 * which has the moment of the event and not of the state.
 */
export function keysOf(event: HaEvent): readonly string[] {
  const keys = [keyOf(event), toKey('entry', event, event.time_fired)];
  return [...new Set(keys.filter((key) => key !== null))];
}

/** When it happened, epoch ms by the server's clock; `null` if unknown. */
export function happenedAt(event: HaEvent): number | null {
  return parseFiredAt(momentOf(event));
}

/** When it happened, whole microseconds since 1970 by the server's clock; `null` if unknown. */
export function happenedAtMicros(event: HaEvent): number | null {
  return toMicros(momentOf(event));
}

function toKey(kind: 'state' | 'entry', event: HaEvent, moment: string): string | null {
  const micros = toMicros(moment);
  const { entity_id: entityId } = event.data;
  return micros === null ? null : `${kind} ${typeof entityId === 'string' ? entityId : ''} ${String(micros)}`;
}

function toMicros(moment: string): number | null {
  const at = parseFiredAt(moment);
  if (at === null) return null;
  const fraction = /\.(\d{1,6})/.exec(moment)?.[1] ?? '';
  return Math.floor(at / 1000) * 1_000_000 + Number(fraction.padEnd(6, '0'));
}

/** When a state was set, or else when the event was fired. */
function momentOf(event: HaEvent): string {
  const next = event.data['new_state'];
  const updated =
    typeof next === 'object' && next !== null && 'last_updated' in next ? next.last_updated : undefined;
  return typeof updated === 'string' ? updated : event.time_fired;
}
