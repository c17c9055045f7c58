import { isUrgent } from '../events/tone.ts';
import { LIMITS } from '../limits.ts';
import type { Rule } from './rule.ts';
import type { Due } from './timings.ts';

/** Most cool-downs; the oldest is dropped. Fifty times what the budget can start in a minute. */
const MAX_COOLDOWNS = 2_048;
/** In a flood it is not looked each time which of them have ended. */
const LOOK_EVERY_MS = 1_000;
const HOUR_MS = 3_600_000;

/** `tell`, or why not: `cooldown`, `hourly` (its limit for an hour is used up), `muted` (notifications are off now). */
export type Verdict = 'tell' | 'cooldown' | 'hourly' | 'muted';

/** The level: a danger always has its own, whatever the rule says. */
export function levelOf({ rule, event }: Due): Rule['level'] {
  return event !== null && rule.timing.kind !== 'silent' && isUrgent(event) ? 'critical' : rule.level;
}

/** How often a rule may alert: a cool-down for each thing, and a limit for an hour. Memory is limited. */
export function createGate() {
  /** End of the cool-down, by rule and thing. */
  const cooldowns = new Map<string, number>();
  let lookedAt = Number.NEGATIVE_INFINITY;
  /** Times of the alerts in the last hour, by rule, oldest first. */
  const told = new Map<string, readonly number[]>();

  function dropEnded(t: number): void {
    lookedAt = t;
    for (const [key, until] of cooldowns) if (until <= t) cooldowns.delete(key);
  }

  function startCooldown(key: string, until: number, t: number): void {
    cooldowns.delete(key);
    if (until <= t) return;
    cooldowns.set(key, until);
    if (cooldowns.size <= MAX_COOLDOWNS) return;
    if (t - lookedAt >= LOOK_EVERY_MS) dropEnded(t);
    const [oldest] = cooldowns.size > MAX_COOLDOWNS ? cooldowns.keys() : [];
    if (oldest !== undefined) cooldowns.delete(oldest);
  }

  return {
    /**
     * Decides about one alert. A muted one starts no cool-down, because it was not shown.
     *
     * @param t by the monotonic clock, ms
     */
    judge(due: Due, t: number, isMuted: boolean): Verdict {
      const { rule, thing } = due;
      const level = levelOf(due);
      const key = `${rule.id}\n${thing}`;
      if (isMuted && level !== 'quiet') return 'muted';
      if (t < (cooldowns.get(key) ?? Number.NEGATIVE_INFINITY)) return 'cooldown';
      const lately = (told.get(rule.id) ?? []).filter((each) => t - each < HOUR_MS);
      if (rule.maxPerHour !== null && lately.length >= rule.maxPerHour) return 'hourly';
      if (rule.maxPerHour !== null) told.set(rule.id, [...lately, t]);
      const leastMs = level === 'critical' ? LIMITS.urgentCooldownMs : 0;
      startCooldown(key, t + Math.max(leastMs, rule.cooldownMs), t);
      return 'tell';
    },
  };
}
