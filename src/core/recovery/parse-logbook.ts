import type { HaEvent } from '../events/event.ts';
import type { WireRecord } from '../events/read-field.ts';
import { happenedAt } from './event-key.ts';
import { isWithin, type Span } from './parse-history.ts';

/** Longest time between setting a state and firing its event. Usually microseconds; more if a thread waits. */
const MAX_LAG_MS = 100;

/**
 * The event of an entry in `GET /api/logbook/<from>`, which an automation, a script or an integration wrote.
 * `null` for one about a state, because the history has more about it, and for one outside the span.
 */
export function toLogbookEvent(entry: WireRecord, span: Span): HaEvent | null {
  const when = whenOf(entry['when']);
  if (when === null || typeof entry['message'] !== 'string' || isAboutState(entry)) return null;
  const event: HaEvent = { event_type: 'logbook_entry', data: entry, origin: '', time_fired: when };
  return isWithin(span, happenedAt(event)) ? event : null;
}

/** Versions before about 0.115 have no `state` in any entry, not even in those about states. */
export function isAboutState(entry: WireRecord): boolean {
  return typeof entry['state'] === 'string';
}

/**
 * Leaves out, for each change, the first entry about the same entity that was written right after it: versions without a
 * `state` in their entries have one such as "turned on" for each change, and only its time tells it from others.
 * @param entries oldest first
 * @param changes oldest first
 */
export function withoutChanges(entries: readonly HaEvent[], changes: readonly HaEvent[]): readonly HaEvent[] {
  const setAt = new Map<unknown, { readonly moments: number[]; next: number }>();
  for (const change of changes) {
    const at = happenedAt(change);
    if (at === null) continue;
    const { entity_id: entityId } = change.data;
    const known = setAt.get(entityId) ?? { moments: [], next: 0 };
    known.moments.push(at);
    setAt.set(entityId, known);
  }
  return entries.filter((entry) => {
    const known = setAt.get(entry.data['entity_id']);
    const when = happenedAt(entry);
    if (known === undefined || when === null) return true;
    while ((known.moments[known.next] ?? Number.POSITIVE_INFINITY) < when - MAX_LAG_MS) known.next += 1;
    if ((known.moments[known.next] ?? Number.POSITIVE_INFINITY) > when) return true;
    known.next += 1;
    return false;
  });
}

/** `when` is ISO text. Over the WebSocket, and perhaps here in future, it is seconds since the epoch. */
function whenOf(when: unknown): string | null {
  if (typeof when === 'string') return when;
  if (typeof when !== 'number' || !(Math.abs(when * 1000) <= 8.64e15)) return null;
  return new Date(when * 1000).toISOString();
}
