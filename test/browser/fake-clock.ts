import type { Clock } from '../../src/core/clock.ts';

/** The page's own time, for the code of main that runs in the fake. */
export const fakeClock: Clock = {
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
