import { LIMITS } from '../limits.ts';
import type { Rule } from './rule.ts';
import { PLAIN_RULE } from './rule-choices.ts';

/**
 * The rules of a new owner: harm, by the device class of a sensor and never by its name, and two rare events
 * that are meant for a person. The rule for doors and windows is switched off.
 */
export const DEFAULT_RULES: readonly Rule[] = [
  danger('leaks', 'Leaks', 'class:moisture to:on'),
  danger('smoke', 'Smoke and gas', 'class:(smoke OR gas OR carbon_monoxide) to:on'),
  danger('safety', 'Safety and tampering', 'class:(safety OR tamper) to:on'),
  danger('alarm', 'Alarm triggered', 'domain:alarm_control_panel to:triggered'),
  danger('locks', 'Jammed locks', 'domain:lock to:jammed'),
  {
    ...rule('openings', 'Doors and windows', 'class:(door OR garage_door OR window OR opening) to:on'),
    enabled: false,
  },
  rule('timers', 'Timers', 'type:timer.finished'),
  rule('tags', 'Tags', 'type:tag_scanned'),
];

function danger(id: string, name: string, query: string): Rule {
  return { ...rule(id, name, query), level: 'critical' };
}

function rule(id: string, name: string, query: string): Rule {
  return { id, name, enabled: true, query, cooldownMs: LIMITS.defaultCooldownMs, ...PLAIN_RULE };
}
