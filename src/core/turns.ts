import type { Clock } from './clock.ts';
import { sleep } from './sleep.ts';

/**
 * Gives other work of this thread a turn whenever so much was done since the last one. Call what comes back before an amount of
 * work is done, and await what that gives; `null`: go on at once.
 *
 * @param max work between two turns, in any unit
 * @param signal once it aborts nobody has a turn any more: what is left to do is to end
 */
export function createTurns(clock: Clock, max: number, signal: AbortSignal) {
  let done = 0;
  return (amount: number): Promise<void> | null => {
    const isDue = done > 0 && done + amount > max;
    done = isDue ? amount : done + amount;
    return isDue ? sleep(clock, 0, signal) : null;
  };
}
