import type { Clock } from '../../src/core/clock.ts';

/** A clock that moves only when a test says so. */
export interface VirtualClock extends Clock {
  /** Lets `ms` pass: timers fire in order, and after each the promises that hang on it are let run. */
  advance(ms: number): Promise<void>;
  /** The machine sleeps: the wall clock moves on, the monotonic one and the timers do not. */
  sleep(ms: number): void;
  /** Timers that are set. */
  pending(): number;
}

export function createVirtualClock(startAt = Date.parse('2026-11-21T12:00:00Z')): VirtualClock {
  let wallOffset = startAt;
  let mono = 0;
  let order = 0;
  const timers = new Set<{ dueAt: number; order: number; fn: () => void }>();

  function nextDue(until: number): { dueAt: number; order: number; fn: () => void } | undefined {
    return [...timers]
      .filter(({ dueAt }) => dueAt <= until)
      .sort((a, b) => a.dueAt - b.dueAt || a.order - b.order)[0];
  }

  return {
    now: () => wallOffset + mono,
    monotonic: () => mono,
    after(delayMs, fn) {
      order += 1;
      const timer = { dueAt: mono + Math.max(0, delayMs), order, fn };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    async advance(ms) {
      const until = mono + ms;
      await settle();
      for (let timer = nextDue(until); timer !== undefined; timer = nextDue(until)) {
        timers.delete(timer);
        mono = timer.dueAt;
        timer.fn();
        await settle();
      }
      mono = until;
    },
    sleep(ms) {
      wallOffset += ms;
    },
    pending: () => timers.size,
  };
}

/** Lets every promise that can settle do so. A turn of the event loop runs all microtasks, however deep. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 3; i += 1) {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
  }
}
