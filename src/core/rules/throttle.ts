import type { Clock } from '../clock.ts';
import { LIMITS } from '../limits.ts';

/** Most different titles of held-back alerts. Further ones are only counted. */
const MAX_HELD_TITLES = 64;

export interface ThrottleOptions {
  readonly clock: Pick<Clock, 'monotonic' | 'after'>;
  /**
   * Called when one notification about all held-back alerts may be shown. It uses up its place.
   *
   * @param titles how often each was held back, at least once; those above the limit are under the empty title
   */
  readonly onSummary: (titles: ReadonlyMap<string, number>) => void;
  /** Most notifications, including summaries, in any `windowMs`. */
  readonly maxToasts?: number;
  readonly windowMs?: number;
}

export type Throttle = ReturnType<typeof createThrottle>;

/** Keeps notifications few: a budget for all of them. Memory is bounded. */
export function createThrottle(options: ThrottleOptions) {
  const { clock, onSummary, maxToasts = LIMITS.maxToasts, windowMs = LIMITS.toastWindowMs } = options;
  /** Monotonic times of the latest toasts, oldest first, at most `maxToasts`. */
  const shownAt: number[] = [];
  /** By title; those above the limit under the empty one. */
  const held = new Map<string, number>();
  let cancelTimer: (() => void) | null = null;
  let stopped = false;

  const hasPlace = (now: number): boolean => {
    const oldest = shownAt[0];
    return shownAt.length < maxToasts || (oldest !== undefined && now - oldest >= windowMs);
  };

  const takePlace = (now: number): void => {
    shownAt.push(now);
    if (shownAt.length > maxToasts) shownAt.shift();
  };

  const summarise = (now: number): void => {
    if (held.size === 0 || !hasPlace(now)) return;
    const titles = new Map(held);
    held.clear();
    takePlace(now);
    cancelTimer?.();
    cancelTimer = null;
    onSummary(titles);
  };

  const waitForPlace = (now: number): void => {
    if (cancelTimer !== null) return;
    const waitMs = Math.max(1, Math.ceil((shownAt[0] ?? now) + windowMs - now));
    cancelTimer = clock.after(waitMs, () => {
      cancelTimer = null;
      const firedAt = clock.monotonic();
      summarise(firedAt);
      // A timer may come a moment early, and a monotonic clock may stand still while the machine sleeps.
      if (held.size > 0 && !stopped) waitForPlace(firedAt);
    });
  };

  const hold = (title: string): void => {
    const bucket = held.has(title) || held.size < MAX_HELD_TITLES ? title : '';
    held.set(bucket, (held.get(bucket) ?? 0) + 1);
  };

  return {
    /**
     * Decides at once about what one notification would show, in one place. True: show it now. False: a summary will name it.
     *
     * @param titles by which a summary names each
     */
    offer(titles: readonly string[]): boolean {
      if (stopped) return false;
      const now = clock.monotonic();
      summarise(now);
      if (hasPlace(now)) {
        if (titles.length > 0) takePlace(now);
        return true;
      }
      titles.forEach(hold);
      waitForPlace(now);
      return false;
    },
    /** Drops held-back alerts and sets no more timers. */
    stop(): void {
      stopped = true;
      cancelTimer?.();
      cancelTimer = null;
      held.clear();
    },
  };
}
