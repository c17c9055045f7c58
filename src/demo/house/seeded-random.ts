import type { Random } from '../../core/clock.ts';

/** A repeatable source of randomness (mulberry32): the same seed gives the same day. */
export function createSeededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A number in `[min, max)`. */
export function between(random: Random, min: number, max: number): number {
  return min + random() * (max - min);
}

/** One of a list that is not empty. */
export function pickOne<T>(random: Random, list: readonly [T, ...T[]]): T {
  return list[Math.floor(random() * list.length)] ?? list[0];
}

/** The same items in another order (Fisher and Yates). */
export function shuffle<T>(random: Random, list: readonly T[]): T[] {
  const shuffled: T[] = [];
  for (const item of list) {
    const at = Math.floor(random() * (shuffled.length + 1));
    shuffled.push(item);
    const moved = shuffled[at];
    if (moved !== undefined) {
      shuffled[shuffled.length - 1] = moved;
      shuffled[at] = item;
    }
  }
  return shuffled;
}
