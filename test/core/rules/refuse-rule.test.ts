import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES } from '../../../src/core/rules/default-rules.ts';
import { refuseFlood, refuseRule } from '../../../src/core/rules/refuse-rule.ts';
import { ruleOf } from '../../support/rule-builders.ts';

describe('refuseRule', () => {
  it.each(DEFAULT_RULES)('takes the default rule $name', (rule) => {
    expect([refuseRule(rule), refuseFlood(rule, null)]).toEqual([null, null]);
  });

  it.each([
    [ruleOf('to:on', { name: ' ' }), /Give the rule a name/],
    [ruleOf('  '), /Say which events/],
    [ruleOf('entitty:a'), /Did you mean entity/],
    [ruleOf('to:on since:1h'), /since: or at:/],
    [ruleOf('to:on at:07:00..08:00'), /since: or at:/],
    [ruleOf('-alert:yes'), /alert: has no meaning/],
    [ruleOf('to:on (seq:5 OR to:off)'), /seq: has no meaning/],
    [ruleOf('kind:gap'), /kind: has no meaning/],
    [ruleOf('to:on', { does: [{ label: 'Off', action: 'a.b', data: '[' }] }), /JSON object/],
    [ruleOf('to:on', { says: { title: '{{nme}}' } }), /In the title, character 3: there is no name/],
    [ruleOf('to:on', { says: { body: 'a {{name' } }), /In the text, character 3: this \{\{ has no/],
  ])('refuses %j', (rule, reason) => {
    expect(refuseRule(rule)).toMatch(reason);
  });
});

describe('refuseFlood', () => {
  it.each([
    '*',
    'type:state_changed',
    'entity:*',
    'entity:*.*',
    'to:*',
    '-to:off',
    'server:Home',
    'type:*',
    'entity:light.a OR origin:local',
  ])('refuses %s, which is about nearly everything, with the number of its matches', (query) => {
    const rule = ruleOf(query);
    expect(refuseRule(rule)).toBeNull();
    expect(refuseFlood(rule, null)).toMatch(/about nearly everything\. Say which/);
    const count = { matches: 14_231, alerts: 9, isMore: false, total: 15_000, checkedUntil: null };
    expect(refuseFlood(rule, count)).toContain('It matches 14,231 events of the last 24 hours.');
  });

  it.each([
    ['a third of many', { matches: 90, total: 200, isMore: false }, true],
    ['a third of few', { matches: 90, total: 100, isMore: false }, false],
    ['less', { matches: 60, total: 200, isMore: false }, false],
    ['more than anybody reads', { matches: 5_001, total: 900_000, isMore: true }, true],
  ])('minds %s', (_name, count, refused) => {
    const sentence = refuseFlood(ruleOf('entity:sensor.*'), { alerts: 0, checkedUntil: null, ...count });
    expect(sentence !== null).toBe(refused);
    if (count.isMore) expect(sentence).toContain('more than 5,001');
    const silent = ruleOf('entity:sensor.*', { timing: { kind: 'silent', ms: 60_000 } });
    expect(refuseFlood(silent, { alerts: 0, checkedUntil: null, ...count })).toBeNull();
  });
});
