import type { Clock } from './clock.ts';
import { sleep } from './sleep.ts';

/**
 * Gives other work of this thread a turn after a certain amount of work. Call the returned function before each
 * piece of work and await its result; `null`: continue at once.
 *
 * @param max work between two turns, in any unit
 * @param signal once it aborts there are no more turns, because the work should only end
 */
export function createTurns(clock: Clock, max: number, signal: AbortSignal) {
  let done = 0;
  return (amount: number): Promise<void> | null => {
    const isDue = done > 0 && done + amount > max;
    done = isDue ? amount : done + amount;
    return isDue ? sleep(clock, 0, signal) : null;
  };
}
