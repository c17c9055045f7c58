import type { Clock } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import { toSummaryNotification } from './wording.ts';
import type { Notification } from './wording.ts';

/** Cool-downs kept at once; the oldest gives way. Fifty times what the budget can start in a minute. */
const MAX_COOLDOWNS = 2_048;
/** Types counted one by one while alerts are held back. */
const MAX_HELD_TYPES = 64;
/** Characters of type and subject that tell one cool-down from another. */
const MAX_KEY_CHARS = 600;

/** `raised`: show it now. `cooldown`: the same was shown lately. `burst`: it will be part of a summary. */
export type ThrottleOutcome = 'raised' | 'cooldown' | 'burst';

export interface ThrottleOptions {
  readonly clock: Pick<Clock, 'monotonic' | 'after'>;
  /** Called with the one notification for all that was held back, when a place is free. It has used its place. */
  readonly onSummary: (summary: Notification & { readonly count: number }) => void;
  /** Notifications, summaries included, in any time of `windowMs`. */
  readonly maxToasts?: number;
  readonly windowMs?: number;
}

/** An alert that asks to be shown. `cooldownMs` of silence follow for the same type and subject. */
export interface Offer {
  readonly type: string;
  readonly subject: string;
  readonly cooldownMs: number;
}

export interface Throttle {
  /** Decides at once. With `raised` the caller shows it; each offer is raised, cooled down, or counted in a summary. */
  offer(offer: Offer): ThrottleOutcome;
  /** Forgets what is held back and sets no timer any more. */
  stop(): void;
}

/** Keeps notifications few: a budget for all of them and a cool-down for each. Memory is bounded. */
export function createThrottle(options: ThrottleOptions): Throttle {
  const { clock, onSummary, maxToasts = LIMITS.maxToasts, windowMs = LIMITS.toastWindowMs } = options;
  /** Monotonic times of the latest toasts, oldest first, at most `maxToasts`. */
  const shownAt: number[] = [];
  const cooldowns = new Map<string, number>();
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
    const count = [...held.values()].reduce((sum, each) => sum + each, 0);
    const summary = { ...toSummaryNotification(held), count };
    held.clear();
    takePlace(now);
    cancelTimer?.();
    cancelTimer = null;
    onSummary(summary);
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

  return {
    offer({ type, subject, cooldownMs }) {
      if (stopped) return 'burst';
      const now = clock.monotonic();
      summarise(now);
      const key = `${type}\n${subject}`.slice(0, MAX_KEY_CHARS);
      if (now < (cooldowns.get(key) ?? -Infinity)) return 'cooldown';
      if (!hasPlace(now)) {
        const bucket = held.has(type) || held.size < MAX_HELD_TYPES ? type : 'other types';
        held.set(bucket, (held.get(bucket) ?? 0) + 1);
        waitForPlace(now);
        return 'burst';
      }
      takePlace(now);
      startCooldown(cooldowns, key, now, cooldownMs);
      return 'raised';
    },
    stop() {
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
