import type { Rule } from './rule.ts';

/** Cool-downs on offer. Milliseconds. */
export const COOLDOWNS_MS = [0, 10_000, 60_000, 300_000, 900_000, 3_600_000, 86_400_000] as const;

/** A rule that tells at once, whatever else is so. */
export const PLAIN_RULE: Pick<Rule, 'timing' | 'onlyIf' | 'level' | 'maxPerHour'> = {
  timing: { kind: 'at-once' },
  onlyIf: [],
  level: 'normal',
  maxPerHour: null,
};
