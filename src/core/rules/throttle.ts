import type { Clock } from '../clock.ts';
import { LIMITS } from '../limits.ts';

/** Cool-downs kept at once; the oldest gives way. Fifty times what the budget can start in a minute. */
const MAX_COOLDOWNS = 2_048;
/** Titles told apart while alerts are held back. Those beyond are counted. */
const MAX_HELD_TITLES = 64;
/** Characters of a thing that tell one cool-down from another. */
const MAX_KEY_CHARS = 600;

/** `raised`: show it now. `cooldown`: the same was shown lately. `burst`: it will be part of a summary. */
export type ThrottleOutcome = 'raised' | 'cooldown' | 'burst';

export interface ThrottleOptions {
  readonly clock: Pick<Clock, 'monotonic' | 'after'>;
  /**
   * Called when a place is free for one notification about all that was held back; it has used its place.
   *
   * @param titles how often each was held back, at least one; what is beyond some number stands under the empty title
   */
  readonly onSummary: (titles: ReadonlyMap<string, number>) => void;
  /** Notifications, summaries included, in any time of `windowMs`. */
  readonly maxToasts?: number;
  readonly windowMs?: number;
}

/** An alert that asks to be shown. `cooldownMs` of silence follow for the same thing. */
export interface Offer {
  readonly thing: string;
  /** By which a summary names it. */
  readonly title: string;
  readonly cooldownMs: number;
}

export type Throttle = ReturnType<typeof createThrottle>;

/** Keeps notifications few: a budget for all of them and a cool-down for each thing. Memory is bounded. */
export function createThrottle(options: ThrottleOptions) {
  const { clock, onSummary, maxToasts = LIMITS.maxToasts, windowMs = LIMITS.toastWindowMs } = options;
  /** Monotonic times of the latest toasts, oldest first, at most `maxToasts`. */
  const shownAt: number[] = [];
  const cooldowns = new Map<string, number>();
  /** By title; what is beyond stands under the empty one. */
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
     * Decides at once about alerts that one notification would show, in one place. The caller shows those that are `raised`;
     * each offer is raised, cooled down, or counted in a summary. The outcomes have the order of the offers.
     */
    offer(offers: readonly Offer[]): readonly ThrottleOutcome[] {
      if (stopped) return offers.map(() => 'burst');
      const now = clock.monotonic();
      summarise(now);
      let isPlaced = false;
      return offers.map(({ thing, title, cooldownMs }) => {
        const key = thing.slice(0, MAX_KEY_CHARS);
        if (now < (cooldowns.get(key) ?? -Infinity)) return 'cooldown';
        if (!isPlaced && !hasPlace(now)) {
          hold(title);
          waitForPlace(now);
          return 'burst';
        }
        if (!isPlaced) takePlace(now);
        isPlaced = true;
        startCooldown(cooldowns, key, now, cooldownMs);
        return 'raised';
      });
    },
    /** Forgets what is held back and sets no timer any more. */
    stop(): void {
      stopped = true;
      cancelTimer?.();
      cancelTimer = null;
      held.clear();
      cooldowns.clear();
    },
  };
}

function startCooldown(cooldowns: Map<string, number>, key: string, now: number, cooldownMs: number): void {
  cooldowns.delete(key);
  if (cooldownMs <= 0) return;
  if (cooldowns.size >= MAX_COOLDOWNS) dropEnded(cooldowns, now);
  cooldowns.set(key, now + cooldownMs);
}

/** Drops what has ended, and the oldest when nothing has. */
function dropEnded(cooldowns: Map<string, number>, now: number): void {
  for (const [key, until] of cooldowns) if (until <= now) cooldowns.delete(key);
  const oldest = cooldowns.keys().next();
  if (cooldowns.size >= MAX_COOLDOWNS && oldest.done !== true) cooldowns.delete(oldest.value);
}
