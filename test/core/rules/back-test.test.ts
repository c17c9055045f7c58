import { describe, expect, it } from 'vitest';
import type { HaEvent } from '../../../src/core/events/event.ts';
import { backTest } from '../../../src/core/rules/back-test.ts';
import type { RuleCount } from '../../../src/core/rules/refuse-rule.ts';
import type { Rule } from '../../../src/core/rules/rule.ts';
import { haEvent, stateChanged, type Side } from '../../support/event-builders.ts';
import { createListedHistory } from '../../support/listed-history.ts';
import { ruleOf } from '../../support/rule-builders.ts';

const NOW = Date.parse('2026-11-21T20:00:00Z');

function at(minutesAgo: number, event: HaEvent): HaEvent {
  return { ...event, time_fired: new Date(NOW - minutesAgo * 60_000).toISOString() };
}

function count(rule: Rule, events: readonly HaEvent[], signal = new AbortController().signal) {
  const history = createListedHistory(events);
  return backTest(rule, { history, serverNames: new Map([['home', 'Home']]), days: 1, now: NOW, signal });
}

const light = (before: Side, after: Side): HaEvent => stateChanged('light.hall', before, after);
const OFF = ruleOf('entity:light.hall to:off');

describe('backTest', () => {
  it.each<[string, Rule, readonly HaEvent[], Partial<RuleCount>]>([
    [
      'changes of the last 24 hours',
      OFF,
      [at(1_500, light('on', 'off')), at(90, light('on', 'off')), at(30, light('on', 'off'))],
      { matches: 2, alerts: 2, total: 2 },
    ],
    [
      'no attributes, and no return to what was before',
      OFF,
      [
        at(9, light('on', 'off')),
        at(8, light('off', ['off', { battery: 3 }])),
        at(7, light('off', 'unavailable')),
        at(6, light('unavailable', 'off')),
      ],
      { matches: 1, alerts: 1, total: 4 },
    ],
    [
      'its cool-down',
      { ...OFF, cooldownMs: 3 * 60_000 },
      [at(9, light('on', 'off')), at(8, light('on', 'off')), at(6, light('on', 'off'))],
      { matches: 3, alerts: 2 },
    ],
    [
      'its server',
      { ...OFF, server: 'cabin' },
      [at(9, light('on', 'off'))],
      { matches: 0, alerts: 0, total: 0 },
    ],
    ['one that is switched off', { ...OFF, enabled: false }, [at(9, light('on', 'off'))], { alerts: 1 }],
    [
      'calls',
      ruleOf('service:light.turn_on'),
      [at(1, haEvent('call_service', { domain: 'light', service: 'turn_on' }))],
      { alerts: 1 },
    ],
  ])('counts %s', async (_name, rule, events, expected) => {
    expect(await count(rule, events)).toMatchObject({ isMore: false, ...expected });
  });

  it('looks at no more than it takes to refuse a rule', async () => {
    const events = Array.from({ length: 6_000 }, (_, i) => at(i / 100, light(String(i), String(i + 1))));
    expect(await count(ruleOf('entity:light.hall'), events.toReversed())).toMatchObject({
      matches: 5_001,
      isMore: true,
      total: 6_000,
    });
  });

  it('says nothing when it is ended, and of a query that can not be read', async () => {
    expect(await count(OFF, [at(9, light('on', 'off'))], AbortSignal.abort())).toBeNull();
    expect(await count(ruleOf('to:('), [])).toBeNull();
  });
});
