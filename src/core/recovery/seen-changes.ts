import type { HaEvent } from '../events/event.ts';
import { parseFiredAt } from '../events/to-row.ts';

/** Keys remembered: some minutes of a busy house on both sides of a gap. A state change has two. */
const MAX_SEEN = 20_000;
/** Entities remembered: more than most homes have. */
const MAX_ENTITIES = 2_000;
/** Events of a flood that are read after a gap, in some 20 ms: what a second of the busiest house has. */
const MAX_UNREAD = 5_000;

/** Events that were shown lately, so that none is recovered a second time. Bounded; the oldest go first. */
export interface SeenChanges {
  note(event: HaEvent): void;
  /** Notes one that nobody has parsed. It is read after a gap, if it can be had then. */
  noteUnread(seq: number): void;
  has(event: HaEvent): boolean;
  /** Latest moment of those noted, epoch ms of the server's clock; `null` before the first. */
  newestAt(): number | null;
  /** Entities of those noted, also such as are gone by now. */
  entityIds(): readonly string[];
}

/** What of an event its keys are made of. */
interface Sighting {
  readonly isState: boolean;
  readonly subject: string;
  /** When the state was set, or else when the event was fired; and when it was fired. */
  readonly moment: string;
  readonly firedAt: string;
}

/**
 * Keys are asked for after a gap only, so that is when they are made: on a busy stream they cost more than the reading of
 * the events.
 */
export function createSeenChanges(
  max = MAX_SEEN,
  readEvent: (seq: number) => HaEvent | null = () => null,
): SeenChanges {
  const keys = new Set<string>();
  /** Sequence numbers, written over from the start when all places are taken: an array would leave garbage in a flood. */
  let unread: Float64Array | null = null;
  let unreadCount = 0;
  let sightings: Sighting[] = [];
  const entities = new Set<string>();
  let newest: number | null = null;

  function note(event: HaEvent): void {
    newest = Math.max(newest ?? Number.NEGATIVE_INFINITY, parseFiredAt(event.time_fired) ?? 0);
    sightings.push(toSighting(event));
    if (sightings.length > max) sightings = sightings.slice(-max / 2);
    const entityId = event.data['entity_id'];
    if (typeof entityId === 'string') addNewest(entities, entityId, MAX_ENTITIES);
  }

  function readUnread(): void {
    const seqs = unread?.slice(0, unreadCount).sort() ?? [];
    unreadCount = 0;
    for (const seq of seqs) {
      const event = readEvent(seq);
      if (event !== null) note(event);
    }
  }

  return {
    note,
    noteUnread(seq) {
      unread ??= new Float64Array(MAX_UNREAD);
      unread[unreadCount % MAX_UNREAD] = seq;
      unreadCount += 1;
    },
    has(event) {
      readUnread();
      for (const sighting of sightings) for (const known of keysOf(sighting)) addNewest(keys, known, max);
      sightings = [];
      const [key] = keysOf(toSighting(event));
      return key !== undefined && keys.has(key);
    },
    newestAt() {
      readUnread();
      return newest;
    },
    entityIds() {
      readUnread();
      return [...entities];
    },
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

function toSighting(event: HaEvent): Sighting {
  const { entity_id: entityId } = event.data;
  return {
    isState: event.event_type === 'state_changed',
    subject: typeof entityId === 'string' ? entityId : '',
    moment: momentOf(event),
    firedAt: event.time_fired,
  };
}

/**
 * What tells one event from another when the same thing comes once from the stream and once from the recorder: the
 * entity and the moment to the microsecond. Both carry the server's own clock, so ours does not matter. A state change
 * also gets the key of the logbook's words about it, which carry the moment of the event and not of the state.
 */
function keysOf({ isState, subject, moment, firedAt }: Sighting): readonly string[] {
  const entry = toKey('entry', subject, firedAt);
  return isState ? [...toKey('state', subject, moment), ...entry] : entry;
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
