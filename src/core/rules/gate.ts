import { isUrgent } from '../events/tone.ts';
import { LIMITS } from '../limits.ts';
import type { Rule } from './rule.ts';
import type { Due } from './timings.ts';

/** Cool-downs kept at once; the oldest gives way. Fifty times what the budget can start in a minute. */
const MAX_COOLDOWNS = 2_048;
const HOUR_MS = 3_600_000;

/** `tell`, or why not: `cooldown`, `hourly` (its bound an hour is used up), `muted` (nothing is shown now). */
export type Verdict = 'tell' | 'cooldown' | 'hourly' | 'muted';

/** How loud: what is a danger is told as one, whatever its rule says. */
export function levelOf({ rule, event }: Due): Rule['level'] {
  return event !== null && rule.timing.kind !== 'silent' && isUrgent(event) ? 'critical' : rule.level;
}

/** How often a rule may tell: a cool-down for each thing, and a bound an hour. Memory is bounded. */
export function createGate() {
  /** By rule and thing: until when. */
  const cooldowns = new Map<string, number>();
  /** By rule: when it told in the last hour, oldest first. */
  const told = new Map<string, readonly number[]>();

  function startCooldown(key: string, until: number, t: number): void {
    cooldowns.delete(key);
    if (until <= t) return;
    if (cooldowns.size >= MAX_COOLDOWNS) dropEnded(cooldowns, t);
    cooldowns.set(key, until);
  }

  return {
    /**
     * Decides about one. What is muted starts no cool-down: nobody was told.
     *
     * @param t by the clock that runs evenly, ms
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

/** Drops what has ended, and the oldest when nothing has. */
function dropEnded(cooldowns: Map<string, number>, t: number): void {
  for (const [key, until] of cooldowns) if (until <= t) cooldowns.delete(key);
  const oldest = cooldowns.keys().next();
  if (cooldowns.size >= MAX_COOLDOWNS && oldest.done !== true) cooldowns.delete(oldest.value);
}
