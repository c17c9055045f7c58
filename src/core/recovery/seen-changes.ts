import type { HaEvent } from '../events/event.ts';
import { parseFiredAt } from '../events/to-row.ts';

/** Keys remembered: some minutes of a busy house on both sides of a gap. */
const MAX_SEEN = 10_000;

/**
 * What tells one event from another when the same thing comes once from the stream and once from the recorder: the
 * entity and the moment to the millisecond. Both carry the server's own clock, so ours does not matter.
 */
export function changeKey(event: HaEvent): string | null {
  const at = happenedAt(event);
  const subject = event.data['entity_id'];
  if (at === null || typeof subject !== 'string') return null;
  return `${event.event_type === 'state_changed' ? 'state' : 'entry'} ${subject} ${String(at)}`;
}

/** Epoch ms by the server's clock; `null` where it does not say. */
export function happenedAt(event: HaEvent): number | null {
  const next = event.data['new_state'];
  const updated =
    typeof next === 'object' && next !== null && 'last_updated' in next ? next.last_updated : undefined;
  return parseFiredAt(typeof updated === 'string' ? updated : event.time_fired);
}

/** Events that were shown lately, so that none is recovered a second time. Bounded; the oldest go first. */
export interface SeenChanges {
  note(event: HaEvent): void;
  has(event: HaEvent): boolean;
}

export function createSeenChanges(max = MAX_SEEN): SeenChanges {
  const keys = new Set<string>();
  return {
    note(event) {
      const key = changeKey(event);
      if (key === null) return;
      keys.delete(key);
      keys.add(key);
      const oldest = keys.size > max ? keys.values().next().value : undefined;
      if (oldest !== undefined) keys.delete(oldest);
    },
    has(event) {
      const key = changeKey(event);
      return key !== null && keys.has(key);
    },
  };
}
