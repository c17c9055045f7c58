import type { Clock } from '../../src/core/clock.ts';
import { repeatAfter } from '../support/repeat-after.ts';

/** One party's view of a shared clock, which knows how many timers that party has left running. */
export interface CountedClock extends Clock {
  readonly timers: number;
}

/**
 * Virtual time between bursts of real traffic. It stands still while bytes are under way, and jumps to the next timer
 * once nothing moves any more, so that an hour of retries over real sockets takes as long as its bytes take.
 */
export interface BurstClock {
  /** Monotonic ms. */
  monotonic(): number;
  view(): CountedClock;
  /** Jumps to the next timer that is due by then and runs it. `false`: none is, and the clock stands at `untilMs`. */
  runNext(untilMs: number): boolean;
  /** Moves the wall clock alone, as a person, NTP or a sleeping machine does. */
  jumpWallClock(byMs: number): void;
}

interface Timer {
  readonly atMs: number;
  readonly fn: () => void;
}

/** Starts on 21 November 2026, 12:00 UTC, with a monotonic clock at 1,000 ms. */
export function createBurstClock(startEpochMs: number = Date.UTC(2026, 10, 21, 12)): BurstClock {
  const timers = new Set<Timer>();
  let monotonicMs = 1_000;
  let wallOffsetMs = startEpochMs - monotonicMs;

  /** A set keeps the order of insertion, so that of two timers for the same moment the older one comes first. */
  function nextTimer(): Timer | null {
    let next: Timer | null = null;
    for (const timer of timers) if (next === null || timer.atMs < next.atMs) next = timer;
    return next;
  }

  return {
    monotonic: () => monotonicMs,
    view() {
      const own = new Set<Timer>();
      function after(delayMs: number, fn: () => void): () => void {
        const forget = (): void => {
          timers.delete(timer);
          own.delete(timer);
        };
        const timer: Timer = {
          atMs: monotonicMs + Math.max(0, delayMs),
          fn: () => {
            forget();
            fn();
          },
        };
        timers.add(timer);
        own.add(timer);
        return forget;
      }
      return {
        now: () => monotonicMs + wallOffsetMs,
        monotonic: () => monotonicMs,
        after,
        every: repeatAfter(after),
        get timers() {
          return own.size;
        },
      };
    },
    runNext(untilMs) {
      const timer = nextTimer();
      if (timer === null || timer.atMs > untilMs) {
        monotonicMs = Math.max(monotonicMs, untilMs);
        return false;
      }
      monotonicMs = Math.max(monotonicMs, timer.atMs);
      timer.fn();
      return true;
    },
    jumpWallClock(byMs) {
      wallOffsetMs += byMs;
    },
  };
}
