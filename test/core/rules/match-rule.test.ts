import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HaEvent } from '../../../src/core/events/event.ts';
import { createMatcher } from '../../../src/core/query/create-matcher.ts';
import { toQueryItem } from '../../../src/core/query/event-item.ts';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { DEFAULT_RULES } from '../../../src/core/rules/default-rules.ts';
import type { StateStep } from '../../../src/core/rules/known-states.ts';
import { createRuleMatcher } from '../../../src/core/rules/match-rule.ts';
import type { Rule } from '../../../src/core/rules/rule.ts';
import { toRegistry } from '../../../src/core/registry/registry.ts';
import { HOME } from '../registry/registry-builders.ts';
import { haEvent, stateChanged, type Side } from '../../support/event-builders.ts';
import { ruleOf } from '../../support/rule-builders.ts';

const NAMES = {
  serverNames: new Map([
    ['home', 'Home'],
    ['cabin', 'Cabin'],
  ]),
  registries: new Map([['home', toRegistry(HOME)]]),
};

function match(rules: readonly Rule[], event: HaEvent, step: StateStep = 'changed', serverId = 'home') {
  const found = createRuleMatcher(rules, NAMES).match({ event, seq: 1, serverId, recovered: false, step });
  return found[0]?.rule ?? null;
}

const WINDOW = 'binary_sensor.window';
const of = (deviceClass: string, state: string): Side => [state, { device_class: deviceClass }];

describe('createRuleMatcher', () => {
  it.each([
    ['entity:light.hall to:off', stateChanged('light.hall', 'on', 'off'), true],
    ['entity:light.hall to:off', stateChanged('light.hall', 'off', 'on'), false],
    ['entity:light.hall to:OFF', stateChanged('light.hall', 'on', 'Off'), true],
    ['entity:light.*', stateChanged('light.hall', 'off', 'on'), true],
    ['entity:sensor.power from:<=300 to:>300', stateChanged('sensor.power', '277', '301.5'), true],
    ['entity:sensor.power from:<=300 to:>300', stateChanged('sensor.power', '301.5', '302'), false],
    ['class:door to:on', stateChanged('binary_sensor.x', of('door', 'off'), of('door', 'on')), true],
    ['class:door to:on', stateChanged('binary_sensor.x', of('window', 'off'), of('window', 'on')), false],
    ['type:timer.finished', haEvent('timer.finished', { entity_id: 'timer.eggs' }), true],
    ['type:timer.finished', haEvent('Timer.Finished'), true],
    ['type:timer.finished', haEvent('timer.finished2'), false],
    ['type:/^timer/', haEvent('timer.started'), true],
    [
      'service:light.turn_on entity:light.a',
      call({ service_data: { entity_id: ['switch.x', 'light.a'] } }),
      true,
    ],
    ['service:light.turn_on entity:light.a', call({ target: { entity_id: 'light.a' } }), true],
    ['service:light.turn_on entity:light.a', call({ service_data: { entity_id: 'light.b' } }), false],
    ['"eggs ready"', haEvent('custom', { text: 'Eggs ready!' }), true],
    ['to:on OR type:bell', haEvent('bell'), true],
    ['area:kitchen class:window to:on', stateChanged(WINDOW, of('window', 'off'), of('window', 'on')), true],
    ['area:hall class:window to:on', stateChanged(WINDOW, of('window', 'off'), of('window', 'on')), false],
    ['device:"window sensor"', haEvent('zha_event', { device_id: 'dev1' }), true],
    ['server:Home', haEvent('bell'), true],
    ['server:Cabin', haEvent('bell'), false],
  ])('%s', (query, event, matches) => {
    const rule = ruleOf(query);
    expect(match([rule], event)).toBe(matches ? rule : null);
  });

  it('counts only a change of state, and a lost one only for who asks for it', () => {
    const any = ruleOf('entity:lock.front');
    const lost = ruleOf('entity:lock.front to:(jammed OR unavailable)');
    const whatever = ruleOf('entity:lock.front to:*');
    const gone = stateChanged('lock.front', 'locked', 'unavailable');
    expect(match([any], stateChanged('lock.front', 'locked', 'jammed'), 'none')).toBeNull();
    expect(match([any], stateChanged('lock.front', 'locked', 'jammed'), 'changed')).toBe(any);
    expect(match([any], stateChanged('lock.front', null, 'jammed'), 'danger')).toBe(any);
    expect(match([any], gone, 'lost')).toBeNull();
    expect(match([any, lost], gone, 'lost')).toBe(lost);
    expect(match([any, whatever], gone, 'lost')).toBe(whatever);
  });

  it('asks the rules in their order, and only those that are on, of that server, and can be read', () => {
    const [first, second] = [ruleOf('type:bell', { id: '1' }), ruleOf('type:bell', { id: '2' })];
    const broken = ruleOf('type:(bell');
    const off = ruleOf('type:bell', { enabled: false });
    const cabin = ruleOf('type:bell', { server: 'cabin' });
    const rules = [broken, off, cabin, first, second];
    expect(match(rules, haEvent('bell'))).toBe(first);
    expect(match(rules, haEvent('bell'), 'changed', 'cabin')).toBe(cabin);
  });

  it('finds the same as the plain matcher, whatever rules are sorted by', () => {
    const word = fc.constantFrom('type:bell', 'type:state_changed', 'to:on', 'to:off', 'to:*', 'from:off');
    const other = fc.constantFrom(
      'entity:light.a',
      'entity:*',
      'domain:light',
      'service:a.b',
      'class:door',
      'a',
    );
    const { query } = fc.letrec<{ query: string }>((tie) => ({
      query: fc.oneof(
        { maxDepth: 3 },
        word,
        other,
        fc.tuple(tie('query'), tie('query')).map(([a, b]) => `(${a} ${b})`),
        fc.tuple(tie('query'), tie('query')).map(([a, b]) => `(${a} OR ${b})`),
        tie('query').map((a) => `-${a}`),
      ),
    }));
    const state = fc.constantFrom('on', 'off', 'On', '5');
    const event = fc.oneof(
      fc.tuple(state, state).map(([a, b]) => stateChanged('light.a', of('door', a), of('door', b))),
      fc.constantFrom('bell', 'Bell', 'x').map((type) => haEvent(type, { entity_id: 'light.a' })),
      fc.constant(haEvent('call_service', { domain: 'a', service: 'b' })),
    );
    fc.assert(
      fc.property(fc.array(query, { minLength: 1, maxLength: 4 }), event, (queries, each) => {
        const rules = queries.map((text) => ruleOf(text));
        const item = toQueryItem({
          facts: { seq: 1, kind: 'event', serverId: 'home', at: 0, alert: false },
          event: each,
          text: null,
        });
        const expected = rules.find((rule) => {
          const parsed = parseQuery(rule.query, { now: 0 });
          return parsed.ok && createMatcher(parsed.root, NAMES)(item);
        });
        expect(match(rules, each)).toBe(expected ?? null);
      }),
      { numRuns: 1_000 },
    );
  });

  it('looks into hardly any event with the default rules', () => {
    let looks = 0;
    const numbers = Array.from({ length: 1_000 }, (_, i) =>
      watched(stateChanged('sensor.t', String(i), String(i + 1))),
    );
    const matcher = createRuleMatcher(DEFAULT_RULES, NAMES);
    for (const event of numbers) {
      expect(matcher.match({ event, seq: 1, serverId: 'home', recovered: false, step: 'changed' })).toEqual(
        [],
      );
    }
    expect(looks).toBe(0);

    /** Counts who reads attributes: that is what a rule by device class costs. */
    function watched(event: HaEvent): HaEvent {
      const after = event.data['new_state'] as object;
      Object.defineProperty(after, 'attributes', { get: () => ((looks += 1), {}), enumerable: true });
      return event;
    }
  });
});

describe('the default rules', () => {
  it.each([
    ['a leak', 'binary_sensor.wassermelder_kuche', of('moisture', 'off'), of('moisture', 'on'), 'leaks'],
    ['smoke', 'binary_sensor.rauchmelder_flur', of('smoke', 'off'), of('smoke', 'on'), 'smoke'],
    ['gas', 'binary_sensor.g', of('gas', 'off'), of('gas', 'on'), 'smoke'],
    ['tampering', 'binary_sensor.x', of('tamper', 'off'), of('tamper', 'on'), 'safety'],
    ['an alarm', 'alarm_control_panel.haus', 'armed_away', 'triggered', 'alarm'],
    ['a jammed lock', 'lock.haustur', 'locked', 'jammed', 'locks'],
    ['a door', 'binary_sensor.front_door', of('door', 'off'), of('door', 'on'), null],
    ['a thing whose name only sounds so', 'binary_sensor.smoke_leak', 'off', 'on', null],
    ['the end of a leak', 'binary_sensor.x', of('moisture', 'on'), of('moisture', 'off'), null],
  ] as const)('%s', (_name, entityId, before, after, id) => {
    expect(match(DEFAULT_RULES, stateChanged(entityId, before, after))?.id ?? null).toBe(id);
  });
});

function call(data: Readonly<Record<string, unknown>>): HaEvent {
  return haEvent('call_service', { domain: 'light', service: 'turn_on', ...data });
}
