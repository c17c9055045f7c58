import type { Clock } from '../../src/core/clock.ts';
import { repeatAfter } from './repeat-after.ts';

/** A clock that stands still until it is told to go. */
export interface VirtualClock extends Clock {
  /**
   * Lets `ms` pass: runs each timer at its time, in order, and lets promises settle before, between and after them,
   * so that a timer set in an `async` answer to another is run in its turn too.
   */
  advance(ms: number): Promise<void>;
  /** Sets the wall clock alone, as a person, NTP or a sleeping machine does. */
  setWallClock(epochMs: number): void;
  /** Timers that wait. */
  readonly timers: number;
}

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly fn: () => void;
}

/** Rounds of the microtask queue that one settling lasts: more than any chain of `await`s in the code has. */
const SETTLE_ROUNDS = 50;

/** Lets everything happen that waits for promises only. */
export async function settle(): Promise<void> {
  for (let round = 0; round < SETTLE_ROUNDS; round++) await Promise.resolve();
}

/** Starts on 21 November 2026, 12:00 UTC, with a monotonic clock at 1,000 ms. */
export function createVirtualClock(startEpochMs: number = Date.UTC(2026, 10, 21, 12)): VirtualClock {
  const timers = new Set<Timer>();
  let monotonicMs = 1_000;
  let wallOffsetMs = startEpochMs - monotonicMs;
  let order = 0;

  function takeDue(untilMs: number): Timer | undefined {
    const due = [...timers].filter(({ at }) => at <= untilMs);
    return due.sort((left, right) => left.at - right.at || left.order - right.order)[0];
  }

  function after(delayMs: number, fn: () => void): () => void {
    const timer = { at: monotonicMs + Math.max(0, delayMs), order: order++, fn };
    timers.add(timer);
    return () => {
      timers.delete(timer);
    };
  }

  return {
    now: () => monotonicMs + wallOffsetMs,
    monotonic: () => monotonicMs,
    after,
    every: repeatAfter(after),
    async advance(ms) {
      const untilMs = monotonicMs + ms;
      await settle();
      for (let timer = takeDue(untilMs); timer; timer = takeDue(untilMs)) {
        timers.delete(timer);
        monotonicMs = Math.max(monotonicMs, timer.at);
        timer.fn();
        await settle();
      }
      monotonicMs = untilMs;
    },
    setWallClock(epochMs) {
      wallOffsetMs = epochMs - monotonicMs;
    },
    get timers() {
      return timers.size;
    },
  };
}
