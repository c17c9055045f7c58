import type { Clock } from './clock.ts';

/** Gives other work of this thread a turn whenever so much was done since the last one. */
export class Turns {
  readonly #clock: Clock;
  readonly #max: number;
  #done = 0;

  /** @param max work between two turns, in any unit */
  constructor(clock: Clock, max: number) {
    this.#clock = clock;
    this.#max = max;
  }

  /** So much will be done now. Await what comes back before it is; `null`: go on at once. */
  take(amount: number): Promise<void> | null {
    const isDue = this.#done > 0 && this.#done + amount > this.#max;
    this.#done = isDue ? amount : this.#done + amount;
    return isDue ? new Promise((resolve) => this.#clock.after(0, resolve)) : null;
  }
}
