import type { Clock } from '../../core/clock.ts';

const MAX_REVIVALS = 3;
const REVIVAL_WINDOW_MS = 60_000;

/** A page that dies again and again is not opened again and again. */
export function createPageRevival(clock: Clock): { mayRevive(): boolean } {
  let deaths: number[] = [];
  return {
    mayRevive() {
      const now = clock.monotonic();
      deaths = [...deaths.filter((at) => now - at < REVIVAL_WINDOW_MS), now];
      return deaths.length <= MAX_REVIVALS;
    },
  };
}
