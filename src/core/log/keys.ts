/**
 * The key of a row of the log: epoch milliseconds times 1,024, plus a counter. Keys are unique, sort by time, and are exact
 * integers until the year 2248. In code, queries and exports a key is called `seq`.
 */

/** Keys of one millisecond. With 4,096, keys would exceed JavaScript's exact integers in 2039. */
export const KEYS_PER_MS = 1_024;

/** A smaller step back of the clock is a correction by NTP and gets no row. Milliseconds. */
const SET_BACK_MS = 1_000;

/** The first key of a moment, epoch ms. A fraction of a millisecond is left out. */
export function keyAt(ms: number): number {
  return Math.max(0, Math.floor(ms)) * KEYS_PER_MS;
}

/** The millisecond of a key, epoch ms. */
export function timeOfKey(key: number): number {
  return Math.floor(key / KEYS_PER_MS);
}

/**
 * The first free key of a moment, for an event that comes late. If all keys of its millisecond are taken, those of the next
 * one are tried.
 *
 * @param ms the moment it happened, epoch ms
 * @param isTaken a row has this key
 * @param after the key must be higher than this one: rows that belong together then stay in order, and a batch of rows of
 *   one moment does not try the same keys repeatedly
 */
export function freeKey(ms: number, isTaken: (key: number) => boolean, after = -1): number {
  let key = Math.max(keyAt(ms), after + 1);
  while (isTaken(key)) key += 1;
  return key;
}

/** A key, and by how many milliseconds the clock was set back since the last one; 0 when it was not. */
export interface LiveKey {
  readonly key: number;
  readonly setBackMs: number;
}

/** Assigns keys to events that arrive now. */
export type KeyAllocator = ReturnType<typeof createKeyAllocator>;

/** @param lastKey the highest stored key; 0 if there is none */
export function createKeyAllocator(lastKey = 0) {
  let last = lastKey;
  let clockWas = timeOfKey(lastKey);
  return {
    /** Higher than all before it. @param now epoch ms by our clock, which may have been set back */
    next(now: number): LiveKey {
      const setBackMs = clockWas - now;
      clockWas = now;
      last = Math.max(last + 1, keyAt(now));
      return { key: last, setBackMs: setBackMs < SET_BACK_MS ? 0 : setBackMs };
    },
    /** A row that came late has this key: the next one must be higher. */
    noteTaken(key: number): void {
      last = Math.max(last, key);
    },
    /** The highest key that was assigned or noted. */
    get last() {
      return last;
    },
  };
}
