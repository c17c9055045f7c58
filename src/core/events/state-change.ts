import type { HaEvent, HaState } from './event.ts';
import { isWireRecord, readField, readRecord, readText } from './read-field.ts';

/** Both sides of a `state_changed`. `before` is `null` for a new entity, `after` for a removed one. */
export interface StateChange {
  readonly entityId: string;
  readonly before: HaState | null;
  readonly after: HaState | null;
}

/** Reads a `state_changed` tolerantly; `null` for another event or one that names no entity. */
export function toStateChange(event: HaEvent): StateChange | null {
  if (event.event_type !== 'state_changed') return null;
  const before = toState(readField(event.data, 'old_state'));
  const after = toState(readField(event.data, 'new_state'));
  const entityId = [readText(event.data, 'entity_id'), after?.entity_id, before?.entity_id].find(Boolean);
  return entityId === undefined ? null : { entityId, before, after };
}

/** True for `unavailable` and `unknown`: the device does not answer, or has not reported yet. */
export function isAbsent(state: string): boolean {
  return state === 'unavailable' || state === 'unknown' || state === '';
}

function toState(value: unknown): HaState | null {
  if (!isWireRecord(value)) return null;
  return {
    entity_id: readText(value, 'entity_id'),
    state: stateText(readField(value, 'state')),
    attributes: readRecord(value, 'attributes'),
    last_changed: readText(value, 'last_changed'),
    last_updated: readText(value, 'last_updated'),
  };
}

/** A state is always a text, but one set by an API in early versions may be a number. */
export function stateText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
