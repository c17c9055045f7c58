import type { HaEvent } from '../events/event.ts';
import { parseFiredAt } from '../events/to-row.ts';
import { createNamePool } from '../name-pool.ts';

/** Events remembered: some minutes of a busy house on both sides of a gap. */
const MAX_SEEN = 20_000;
const FIRST_PLACES = 1_024;
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

/**
 * Keys are asked for after a gap only, so that is when they are made, and they are not kept: on a busy stream they cost more
 * than the reading of the events, and 20,000 of them are some megabytes.
 */
export function createSeenChanges(
  max = MAX_SEEN,
  readEvent: (seq: number) => HaEvent | null = () => null,
): SeenChanges {
  const sightings = new Sightings(max);
  /** Made when it is asked for; `null` once there is something new. */
  let keys: ReadonlySet<string> | null = null;
  /** Sequence numbers, written over from the start when all places are taken: an array would leave garbage in a flood. */
  let unread: Float64Array | null = null;
  let unreadCount = 0;
  const entities = new Set<string>();
  const names = createNamePool();
  let newest: number | null = null;

  function note(event: HaEvent): void {
    const sighting = toSighting(event);
    const subject = names.pool(sighting.subject);
    const firedAt = Number.isNaN(sighting.firedAt) ? 0 : sighting.firedAt;
    newest = Math.max(newest ?? Number.NEGATIVE_INFINITY, Math.floor(firedAt / 1000));
    sightings.add({ ...sighting, subject });
    if (subject !== '') addWithin(entities, subject, MAX_ENTITIES);
    keys = null;
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
      keys ??= sightings.keys();
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

/** What of an event its keys are made of. */
interface Sighting {
  readonly subject: string;
  /** Microseconds since 1970 when the state was set, and when the event was fired; NaN for none. */
  readonly moment: number;
  readonly firedAt: number;
}

/**
 * The newest of them. In rows of numbers: a calm house fires 20,000 events within an hour,
 * and an object and two texts for each were 5 MB that stayed.
 */
class Sightings {
  readonly #max: number;
  #subjects: string[] = [];
  #moments = new Float64Array(FIRST_PLACES);
  #firedAts = new Float64Array(FIRST_PLACES);
  /** Of all there were. Beyond `max` they are written over from the start. */
  #count = 0;

  constructor(max: number) {
    this.#max = max;
  }

  add({ subject, moment, firedAt }: Sighting): void {
    const place = this.#count % this.#max;
    this.#count += 1;
    if (place === this.#moments.length) {
      this.#moments = enlarge(this.#moments);
      this.#firedAts = enlarge(this.#firedAts);
    }
    this.#subjects[place] = subject;
    this.#moments[place] = moment;
    this.#firedAts[place] = firedAt;
  }

  /** Keys of all of them. */
  keys(): ReadonlySet<string> {
    const keys = new Set<string>();
    this.#subjects.forEach((subject, place) => {
      const moment = this.#moments[place] ?? Number.NaN;
      const firedAt = this.#firedAts[place] ?? Number.NaN;
      for (const key of keysOf({ subject, moment, firedAt })) keys.add(key);
    });
    return keys;
  }
}

function enlarge(numbers: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}

/** Adds to a set that forgets what was added first beyond `max`. */
function addWithin(set: Set<string>, value: string, max: number): void {
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
    subject: typeof entityId === 'string' ? entityId : '',
    moment: event.event_type === 'state_changed' ? toMicros(momentOf(event)) : Number.NaN,
    firedAt: toMicros(event.time_fired),
  };
}

/**
 * What tells one event from another when the same thing comes once from the stream and once from the recorder: the
 * entity and the moment to the microsecond. Both carry the server's own clock, so ours does not matter. A state change
 * also gets the key of the logbook's words about it, which carry the moment of the event and not of the state.
 */
function keysOf({ subject, moment, firedAt }: Sighting): readonly string[] {
  const entry = Number.isNaN(firedAt) ? [] : [`entry ${subject} ${String(firedAt)}`];
  return Number.isNaN(moment) ? entry : [`state ${subject} ${String(moment)}`, ...entry];
}

/** Microseconds since 1970, a whole number; NaN for what is no moment. */
function toMicros(moment: string): number {
  const at = parseFiredAt(moment);
  if (at === null) return Number.NaN;
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
