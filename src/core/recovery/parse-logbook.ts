import type { HaEvent } from '../events/event.ts';
import { isWireRecord, type WireRecord } from '../events/read-field.ts';
import { happenedAt } from './event-key.ts';
import type { Span } from './parse-history.ts';

/** Longest time from a state being set to the event about it being fired. Some 10 us; more where a thread waits. */
const MAX_LAG_MS = 100;

/**
 * `GET /api/logbook/<from>`: what automations, scripts and integrations wrote. Entries about a state say less than
 * its history, so only the others are taken, as the `logbook_entry` events that they once were.
 * @param changes the `state_changed` of the same time; versions without a `state` in their entries say
 *   "turned on" about each of them, and nothing else tells such an entry from others
 */
export function parseLogbook(body: unknown, span: Span, changes: readonly HaEvent[]): readonly HaEvent[] {
  if (!Array.isArray(body)) return [];
  const entries = body.filter(isWireRecord);
  const events = entries.flatMap((entry) => toEvent(entry, span));
  return isOldLogbook(body) ? withoutChanges(events, changes) : events;
}

/** Entries that all lack a `state`: of a version before about 0.115, or of a time without any change of state. */
export function isOldLogbook(body: unknown): boolean {
  return Array.isArray(body) && body.length > 0 && !body.filter(isWireRecord).some(isAboutState);
}

/** Entities that are in a logbook, each once. */
export function entitiesInLogbook(body: unknown): readonly string[] {
  if (!Array.isArray(body)) return [];
  const ids = body.filter(isWireRecord).map((entry) => entry['entity_id']);
  return [...new Set(ids.filter((id) => typeof id === 'string'))];
}

function toEvent(entry: WireRecord, span: Span): readonly HaEvent[] {
  const when = whenOf(entry['when']);
  if (when === null || when.at <= span.from || when.at > span.to) return [];
  if (typeof entry['message'] !== 'string' || isAboutState(entry)) return [];
  return [{ event_type: 'logbook_entry', data: entry, origin: '', time_fired: when.iso }];
}

function isAboutState(entry: WireRecord): boolean {
  return typeof entry['state'] === 'string';
}

/** Leaves out, for each change, the first entry about the same entity that was written right after it. */
function withoutChanges(entries: readonly HaEvent[], changes: readonly HaEvent[]): readonly HaEvent[] {
  const setAt = new Map<unknown, number[]>();
  for (const change of changes) {
    const at = happenedAt(change);
    if (at === null) continue;
    const moments = setAt.get(change.data['entity_id']) ?? [];
    moments.push(at);
    setAt.set(change.data['entity_id'], moments);
  }
  return entries.filter((entry) => {
    const moments = setAt.get(entry.data['entity_id']) ?? [];
    const when = happenedAt(entry) ?? Number.NaN;
    const found = moments.findIndex((at) => at <= when && when <= at + MAX_LAG_MS);
    if (found >= 0) moments.splice(found, 1);
    return found < 0;
  });
}

/** `when` is ISO text; over the WebSocket, and maybe one day here, seconds since the epoch. */
function whenOf(when: unknown): { at: number; iso: string } | null {
  const at =
    typeof when === 'number' ? when * 1000 : typeof when === 'string' ? Date.parse(when) : Number.NaN;
  if (Number.isNaN(at) || Math.abs(at) > 8.64e15) return null;
  return { at, iso: typeof when === 'string' ? when : new Date(at).toISOString() };
}
