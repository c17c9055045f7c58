import { isUrgent } from '../events/tone.ts';
import { LIMITS } from '../limits.ts';
import type { Rule } from './rule.ts';
import type { Due } from './due.ts';

/** Most cool-downs; the oldest is dropped. Fifty times what the budget can start in a minute. */
const MAX_COOLDOWNS = 2_048;
/** In a flood it is not looked each time which of them have ended. */
const LOOK_EVERY_MS = 1_000;
const HOUR_MS = 3_600_000;

/** A condition that keeps a rule from telling of a thing is said again after this time. */
const UNMET_AGAIN_MS = 600_000;

/**
 * `tell`, or why not: `condition` (one does not hold), `cooldown`, `hourly` (its limit for an hour is used up), `muted`
 * (notifications are off now). `until` by the monotonic clock, ms, where it is known when that ends.
 */
export interface Verdict {
  readonly kind: 'tell' | 'condition' | 'cooldown' | 'hourly' | 'muted';
  readonly until: number | null;
}

/** The level: a danger always has its own, whatever the rule says. */
export function levelOf({ rule, event }: Due): Rule['level'] {
  return event !== null && rule.timing.kind !== 'silent' && isUrgent(event) ? 'critical' : rule.level;
}

/** How often a rule may alert: a cool-down for each thing, and a limit for an hour. Memory is limited. */
export function createGate() {
  /** By rule and thing. */
  const cooldowns = createEnds();
  const unmet = createEnds();
  /** Times of the alerts in the last hour, by rule, oldest first. */
  const told = new Map<string, readonly number[]>();

  return {
    /**
     * Decides about one alert. A muted one starts no cool-down, because it was not shown. `null` for one that a condition
     * keeps back, when that was said a short time ago.
     *
     * @param t by the monotonic clock, ms
     */
    judge(due: Due, t: number, isMuted: boolean): Verdict | null {
      const { rule, thing } = due;
      const level = levelOf(due);
      const key = `${rule.id}\n${thing}`;
      if (due.unmet !== null) {
        if (unmet.of(key) > t) return null;
        unmet.set(key, t + UNMET_AGAIN_MS, t);
        return { kind: 'condition', until: null };
      }
      if (isMuted && level !== 'quiet') return { kind: 'muted', until: null };
      const cooldown = cooldowns.of(key);
      if (t < cooldown) return { kind: 'cooldown', until: cooldown };
      const lately = (told.get(rule.id) ?? []).filter((each) => t - each < HOUR_MS);
      const [oldest = t] = lately;
      if (rule.maxPerHour !== null && lately.length >= rule.maxPerHour)
        return { kind: 'hourly', until: oldest + HOUR_MS };
      if (rule.maxPerHour !== null) told.set(rule.id, [...lately, t]);
      const leastMs = level === 'critical' ? LIMITS.urgentCooldownMs : 0;
      cooldowns.set(key, t + Math.max(leastMs, rule.cooldownMs), t);
      return { kind: 'tell', until: null };
    },
  };
}

/** When something ends, by key and the monotonic clock, ms. Memory is limited: the oldest is dropped. */
function createEnds() {
  const ends = new Map<string, number>();
  let lookedAt = Number.NEGATIVE_INFINITY;

  function dropEnded(t: number): void {
    lookedAt = t;
    for (const [key, until] of ends) if (until <= t) ends.delete(key);
  }

  return {
    of: (key: string): number => ends.get(key) ?? Number.NEGATIVE_INFINITY,
    set(key: string, until: number, t: number): void {
      ends.delete(key);
      if (until <= t) return;
      ends.set(key, until);
      if (ends.size <= MAX_COOLDOWNS) return;
      if (t - lookedAt >= LOOK_EVERY_MS) dropEnded(t);
      const [oldest] = ends.size > MAX_COOLDOWNS ? ends.keys() : [];
      if (oldest !== undefined) ends.delete(oldest);
    },
  };
}
