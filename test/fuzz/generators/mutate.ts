import type { Random } from '../../../src/core/clock.ts';
import { drawChance, drawInt, drawOne } from './draw.ts';

/**
 * Changes a text in a few places: takes a stretch out, doubles it, moves it, changes a character, or puts one of
 * `tokens` in. `maxCode` bounds the characters that are made up.
 */
export function mutate(random: Random, text: string, tokens: readonly string[], maxCode: number): string {
  let mutated = text;
  const changes = 1 + drawInt(random, drawChance(random, 0.2) ? 12 : 3);
  for (let change = 0; change < changes; change += 1) mutated = mutateOnce(random, mutated, tokens, maxCode);
  return mutated;
}

function mutateOnce(random: Random, text: string, tokens: readonly string[], maxCode: number): string {
  const at = drawInt(random, text.length + 1);
  const end = Math.min(text.length, at + 1 + drawInt(random, drawChance(random, 0.3) ? 64 : 4));
  const before = text.slice(0, at);
  const stretch = text.slice(at, end);
  const after = text.slice(end);
  switch (drawInt(random, 6)) {
    case 0:
      return before + after;
    case 1:
      return before + stretch + stretch + after;
    case 2:
      return before + String.fromCharCode(drawInt(random, maxCode + 1)) + text.slice(at + 1);
    case 3:
      return after + stretch + before;
    default:
      return before + drawOne(random, tokens) + text.slice(at);
  }
}
