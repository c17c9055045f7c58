import type { HaEvent } from '../events/event.ts';
import { parseFiredAt } from '../events/to-row.ts';
import { keysOf } from './event-key.ts';

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
  /** Keys of those noted (`keysOf`). */
  keys(): ReadonlySet<string>;
  /** Latest moment of those noted, epoch ms of the server's clock; `null` before the first. */
  newestAt(): number | null;
  /** Entities of those noted, also such as are gone by now. */
  entityIds(): readonly string[];
}

export function createSeenChanges(readEvent: (seq: number) => HaEvent | null = () => null): SeenChanges {
  const keys = new Set<string>();
  /** Sequence numbers, written over from the start when all places are taken: an array would leave garbage in a flood. */
  let unread: Float64Array | null = null;
  let unreadCount = 0;
  const entities = new Set<string>();
  let newest: number | null = null;

  function note(event: HaEvent): void {
    newest = Math.max(newest ?? Number.NEGATIVE_INFINITY, parseFiredAt(event.time_fired) ?? 0);
    for (const key of keysOf(event)) addWithin(keys, key, MAX_SEEN);
    const { entity_id: entityId } = event.data;
    if (typeof entityId === 'string') addWithin(entities, entityId, MAX_ENTITIES);
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
    keys() {
      readUnread();
      return keys;
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

/** Adds to a set that forgets what was added first beyond `max`. */
function addWithin(set: Set<string>, value: string, max: number): void {
  set.add(value);
  const oldest = set.size > max ? set.values().next().value : undefined;
  if (oldest !== undefined) set.delete(oldest);
}
