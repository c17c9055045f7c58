/**
 * The key of a row of the log: epoch milliseconds times 1,024, plus a counter. Keys are unique, sort by time, and are exact
 * integers until the year 2248. In code, queries and exports a key is called `seq`.
 */

/** Keys that one millisecond has. 4,096 of them would leave the exact integers of JavaScript in 2039. */
export const KEYS_PER_MS = 1_024;

/** A smaller step back of the clock is a correction by NTP and not worth a row. Milliseconds. */
const SET_BACK_MS = 1_000;

/** The first key of a moment, epoch ms. A fraction of a millisecond is left out. */
export function keyAt(ms: number): number {
  return Math.max(0, Math.floor(ms)) * KEYS_PER_MS;
}

/** The millisecond that a key stands for, epoch ms. */
export function timeOfKey(key: number): number {
  return Math.floor(key / KEYS_PER_MS);
}

/**
 * The first free key of a moment, for what comes late. Where all keys of its millisecond are taken, those of the next one are
 * tried.
 *
 * @param ms the moment it happened, epoch ms
 * @param isTaken a row has this key
 * @param after the key must be higher than this one: rows that belong together then stay in order, and a batch of rows of
 *   one moment does not try the same keys again and again
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

/** Gives keys to what arrives now. */
export type KeyAllocator = ReturnType<typeof createKeyAllocator>;

/** @param lastKey the highest key that is kept from before; 0 where there is none */
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
    /** The highest key that was given or noted. */
    get last() {
      return last;
    },
  };
}
