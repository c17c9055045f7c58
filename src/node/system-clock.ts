import type { Clock } from '../core/clock.ts';

/** The machine's clocks and timers. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(delayMs, fn) {
    const timer = setTimeout(fn, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
  every(delayMs, fn) {
    const timer = setInterval(fn, delayMs);
    return () => {
      clearInterval(timer);
    };
  },
};
