import type { Random } from '../../../src/core/clock.ts';

/** A whole number from 0 to `below` minus one. */
export function drawInt(random: Random, below: number): number {
  return Math.floor(random() * below);
}

/** One of the list. */
export function drawOne<T>(random: Random, list: readonly T[]): T {
  const item = list[drawInt(random, list.length)];
  if (item === undefined) throw new Error('nothing to draw from');
  return item;
}

/** Up to `max` of what `draw` makes. Few are likelier than many. */
export function drawMany<T>(random: Random, max: number, draw: () => T): T[] {
  return Array.from({ length: Math.floor(random() * random() * (max + 1)) }, draw);
}

/** True in this share of all cases. */
export function drawChance(random: Random, share: number): boolean {
  return random() < share;
}
