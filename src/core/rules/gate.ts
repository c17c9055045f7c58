import { isUrgent } from '../events/tone.ts';
import { LIMITS } from '../limits.ts';
import type { Rule } from './rule.ts';
import type { Due } from './timings.ts';

/** Most cool-downs; the oldest is dropped. Fifty times what the budget can start in a minute. */
const MAX_COOLDOWNS = 2_048;
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
  /** Times of the alerts in the last hour, by rule, oldest first. */
  const told = new Map<string, readonly number[]>();

  function startCooldown(key: string, until: number, t: number): void {
    cooldowns.delete(key);
    if (until <= t) return;
    if (cooldowns.size >= MAX_COOLDOWNS) dropEnded(cooldowns, t);
    cooldowns.set(key, until);
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

/** Drops ended ones, or the oldest when none has ended. */
function dropEnded(cooldowns: Map<string, number>, t: number): void {
  for (const [key, until] of cooldowns) if (until <= t) cooldowns.delete(key);
  const oldest = cooldowns.keys().next();
  if (cooldowns.size >= MAX_COOLDOWNS && oldest.done !== true) cooldowns.delete(oldest.value);
}
