import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { DEFAULT_RULES } from '../../../src/core/rules/default-rules.ts';
import { createRuleMatcher } from '../../../src/core/rules/match-rule.ts';
import { ruleSchema, type Rule } from '../../../src/core/rules/rule.ts';
import { takeOverChoices } from '../../../src/core/rules/take-over-choices.ts';
import { haEvent, stateChanged } from '../../support/event-builders.ts';

interface Choice {
  readonly type: string;
  readonly enabled: boolean;
  readonly entities: readonly string[];
  readonly toStates: readonly string[];
  readonly cooldownMs: number;
}

const choiceOf = (type: string, rest: Partial<Choice> = {}): Choice => {
  return { type, enabled: true, entities: [], toStates: [], cooldownMs: 10_000, ...rest };
};
const OLD_SAFETY = choiceOf('state_changed', {
  entities: [
    'binary_sensor.front_door*',
    'binary_sensor.*leak*',
    'binary_sensor.*smoke*',
    'binary_sensor.*carbon_monoxide*',
    'alarm_control_panel.*',
  ],
  toStates: ['on', 'triggered', 'open'],
});
const OLD_DEFAULTS = [OLD_SAFETY, choiceOf('timer.finished'), choiceOf('tag_scanned')];

function takeOver(choices: readonly Choice[]): readonly Rule[] {
  const taken = takeOverChoices({ enabled: true, pausedUntil: null, choices });
  return z.object({ rules: z.array(ruleSchema) }).parse(taken).rules;
}

function own(choices: readonly Choice[]): readonly Rule[] {
  return takeOver(choices).filter(({ id }) => id.startsWith('choice-'));
}

describe('takeOverChoices', () => {
  it('replaces defaults that nobody touched by those of today', () => {
    expect(takeOver(OLD_DEFAULTS)).toEqual(DEFAULT_RULES);
    expect(takeOverChoices({ enabled: false, pausedUntil: 5, choices: [] })).toEqual({
      enabled: false,
      pausedUntil: 5,
      rules: DEFAULT_RULES,
    });
  });

  it('keeps what an owner has made of them, and has the new ones at hand, switched off', () => {
    const mine = { ...OLD_SAFETY, entities: [...OLD_SAFETY.entities, 'light.hall'] };
    const rules = takeOver([mine, choiceOf('timer.finished', { enabled: false }), choiceOf('tag_scanned')]);
    expect(rules.map(({ id, enabled }) => [id, enabled])).toEqual([
      ['choice-1', true],
      ['choice-2', false],
      ['leaks', false],
      ['smoke', false],
      ['safety', false],
      ['alarm', false],
      ['locks', false],
      ['openings', false],
      ['timers', false],
      ['tags', true],
    ]);
  });

  it.each([
    [choiceOf('tag_scanned', { cooldownMs: 0 }), 'type:tag_scanned', true],
    [choiceOf('timer.finished', { entities: ['timer.eggs'] }), 'type:timer.finished entity:timer.eggs', true],
    [
      choiceOf('state_changed', { entities: ['light.a', 'lock.*'], toStates: [' on ', 'armed away'] }),
      'type:state_changed to:(on OR "armed away") entity:(light.a OR lock.*)',
      true,
    ],
    [choiceOf('state_changed', { entities: ['lock.*'] }), 'type:state_changed to:* entity:lock.*', true],
    // It matched nothing, and would match everything.
    [choiceOf('state_changed'), 'type:state_changed to:*', false],
    [choiceOf('my event'), 'type:"my event"', true],
    [choiceOf('x', { entities: ['Front door'] }), 'type:x entity:"Front door"', true],
  ])('makes a rule of %j', (choice, query, enabled) => {
    expect(own([choice])).toMatchObject([{ query, enabled, cooldownMs: choice.cooldownMs }]);
  });

  it('means the same: a lock that goes to any state, also when it no longer answers', () => {
    const matcher = createRuleMatcher(own([choiceOf('state_changed', { entities: ['lock.*'] })]), {
      serverNames: new Map(),
    });
    const find = (event = haEvent('x'), step: 'changed' | 'lost' = 'changed') =>
      matcher.match({ event, seq: 1, serverId: 'home', recovered: false, step })[0] ?? null;
    expect(find(stateChanged('lock.a', 'locked', 'jammed'))).not.toBeNull();
    expect(find(stateChanged('lock.a', 'locked', 'unavailable'), 'lost')).not.toBeNull();
    expect(find(haEvent('call_service', { service_data: { entity_id: 'lock.a' } }))).toBeNull();
  });

  it('takes any choice over into rules that can be read, however long it is', () => {
    const text = fc.oneof(
      fc.constantFrom('light.*', 'a.b', 'AND', '*', 'x y', '"', '\\', '(', 'a'.repeat(255), '"'.repeat(255)),
      fc.string({ minLength: 1, maxLength: 20 }),
    );
    const choice = fc.record({
      type: fc.oneof(fc.constant('state_changed'), text),
      enabled: fc.boolean(),
      entities: fc.array(text, { maxLength: 200 }),
      toStates: fc.array(text, { maxLength: 50 }),
      cooldownMs: fc.nat(86_400_000),
    });
    fc.assert(
      fc.property(fc.array(choice, { maxLength: 3 }), (choices) => {
        for (const { query } of takeOver(choices)) {
          expect(parseQuery(query, { now: 0 })).toMatchObject({ ok: true });
        }
      }),
      { numRuns: 200 },
    );
  });

  it('hands on what has another shape, for the schema to refuse', () => {
    for (const broken of [null, 5, {}, { choices: [{}] }]) expect(takeOverChoices(broken)).toBe(broken);
  });
});
