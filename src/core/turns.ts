import type { Clock } from './clock.ts';
import { sleep } from './sleep.ts';

/** Gives other work of this thread a turn whenever so much was done since the last one. */
export class Turns {
  readonly #clock: Clock;
  readonly #max: number;
  readonly #signal: AbortSignal;
  #done = 0;

  /**
   * @param max work between two turns, in any unit
   * @param signal once it aborts nobody has a turn any more: what is left to do is to end
   */
  constructor(clock: Clock, max: number, signal: AbortSignal) {
    this.#clock = clock;
    this.#max = max;
    this.#signal = signal;
  }

  /** So much will be done now. Await what comes back before it is; `null`: go on at once. */
  take(amount: number): Promise<void> | null {
    const isDue = this.#done > 0 && this.#done + amount > this.#max;
    this.#done = isDue ? amount : this.#done + amount;
    return isDue ? sleep(this.#clock, 0, this.#signal) : null;
  }
}
