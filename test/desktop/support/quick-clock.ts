import type { Clock } from '../../../src/core/clock.ts';
import { repeatAfter } from '../../support/repeat-after.ts';

/**
 * A clock for a past that is lived quickly: it starts `spanMs` ago, runs `speed` times as fast as the real one, and has caught up with
 * it after `spanMs / speed`. From then on it is the real one.
 */
export function createQuickClock(spanMs: number, speed: number): Clock {
  const startedMs = performance.now();
  const quickMs = spanMs / speed;
  const endsAt = Date.now() + quickMs;

  function monotonic(): number {
    const passedMs = performance.now() - startedMs;
    return Math.min(passedMs, quickMs) * speed + Math.max(0, passedMs - quickMs);
  }

  function after(delayMs: number, fn: () => void): () => void {
    const isQuick = performance.now() - startedMs < quickMs;
    const timer = setTimeout(fn, isQuick ? delayMs / speed : delayMs);
    return () => {
      clearTimeout(timer);
    };
  }

  return { now: () => endsAt - spanMs + monotonic(), monotonic, after, every: repeatAfter(after) };
}
