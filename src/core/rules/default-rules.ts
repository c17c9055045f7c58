import { LIMITS } from '../limits.ts';
import type { Rule } from './rule.ts';

/**
 * What a new owner is told of: harm, by what Home Assistant knows of a sensor and never by its name, and two things that
 * happen seldom and are meant for somebody. Doors and windows are there to be switched on.
 */
export const DEFAULT_RULES: readonly Rule[] = [
  rule('leaks', 'Leaks', 'class:moisture to:on'),
  rule('smoke', 'Smoke and gas', 'class:(smoke OR gas OR carbon_monoxide) to:on'),
  rule('safety', 'Safety and tampering', 'class:(safety OR tamper) to:on'),
  rule('alarm', 'Alarm triggered', 'domain:alarm_control_panel to:triggered'),
  rule('locks', 'Jammed locks', 'domain:lock to:jammed'),
  {
    ...rule('openings', 'Doors and windows', 'class:(door OR garage_door OR window OR opening) to:on'),
    enabled: false,
  },
  rule('timers', 'Timers', 'type:timer.finished'),
  rule('tags', 'Tags', 'type:tag_scanned'),
];

function rule(id: string, name: string, query: string): Rule {
  return { id, name, enabled: true, query, cooldownMs: LIMITS.defaultCooldownMs };
}
