import { PLAIN_RULE } from '../../src/core/rules/rule-choices.ts';
import type { Rule } from '../../src/core/rules/rule.ts';

/** A rule that is switched on, for all servers, without a cool-down. */
export function ruleOf(query: string, rest: Partial<Rule> = {}): Rule {
  return {
    id: query.slice(0, 64),
    name: 'A rule',
    enabled: true,
    query,
    cooldownMs: 0,
    ...PLAIN_RULE,
    ...rest,
  };
}
