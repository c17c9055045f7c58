import type { HaEvent } from '../events/event.ts';
import { parseFiredAt } from '../events/to-row.ts';

/** Keys remembered: some minutes of a busy house on both sides of a gap. A state change has two. */
const MAX_SEEN = 20_000;
/** Entities remembered: more than most homes have. */
const MAX_ENTITIES = 2_000;

/** Events that were shown lately, so that none is recovered a second time. Bounded; the oldest go first. */
export interface SeenChanges {
  note(event: HaEvent): void;
  has(event: HaEvent): boolean;
  /** Latest moment of those noted, epoch ms of the server's clock; `null` before the first. */
  newestAt(): number | null;
  /** Entities of those noted, also such as are gone by now. */
  entityIds(): readonly string[];
}

export function createSeenChanges(max = MAX_SEEN): SeenChanges {
  const keys = new Set<string>();
  const entities = new Set<string>();
  let newest: number | null = null;
  return {
    note(event) {
      newest = Math.max(newest ?? Number.NEGATIVE_INFINITY, parseFiredAt(event.time_fired) ?? 0);
      for (const key of keysOf(event)) addNewest(keys, key, max);
      const entityId = event.data['entity_id'];
      if (typeof entityId === 'string') addNewest(entities, entityId, MAX_ENTITIES);
    },
    has(event) {
      const [key] = keysOf(event);
      return key !== undefined && keys.has(key);
    },
    newestAt: () => newest,
    entityIds: () => [...entities],
  };
}

/** Adds at the end of a set that forgets its oldest beyond `max`. */
function addNewest(set: Set<string>, value: string, max: number): void {
  set.delete(value);
  set.add(value);
  const oldest = set.size > max ? set.values().next().value : undefined;
  if (oldest !== undefined) set.delete(oldest);
}

/** Epoch ms by the server's clock; `null` where it does not say. */
export function happenedAt(event: HaEvent): number | null {
  return parseFiredAt(momentOf(event));
}

/**
 * What tells one event from another when the same thing comes once from the stream and once from the recorder: the
 * entity and the moment to the microsecond. Both carry the server's own clock, so ours does not matter. A state change
 * also gets the key of the logbook's words about it, which carry the moment of the event and not of the state.
 */
function keysOf(event: HaEvent): readonly string[] {
  const { entity_id: entityId } = event.data;
  const subject = typeof entityId === 'string' ? entityId : '';
  const entry = toKey('entry', subject, event.time_fired);
  if (event.event_type !== 'state_changed') return entry;
  return [...toKey('state', subject, momentOf(event)), ...entry];
}

function toKey(kind: 'state' | 'entry', subject: string, moment: string): readonly string[] {
  const at = parseFiredAt(moment);
  if (at === null) return [];
  const fraction = /\.(\d{1,6})/.exec(moment)?.[1] ?? '';
  return [`${kind} ${subject} ${String(Math.floor(at / 1000))}.${fraction.padEnd(6, '0')}`];
}

/** When a state was set, or else when the event was fired. */
function momentOf(event: HaEvent): string {
  const next = event.data['new_state'];
  const updated =
    typeof next === 'object' && next !== null && 'last_updated' in next ? next.last_updated : undefined;
  return typeof updated === 'string' ? updated : event.time_fired;
}
