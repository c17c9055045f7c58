import { describe, expect, it } from 'vitest';
import {
  describeCall,
  presetsFor,
  presetsOf,
  refuseCalls,
  refuseHidden,
  toCalls,
  type RuleAction,
} from '../../../src/core/rules/rule-calls.ts';

const action = (rest: Partial<RuleAction> = {}): RuleAction => {
  return { label: 'Turn off', action: 'homeassistant.turn_off', ...rest };
};
const dataOf = (each: RuleAction, entity = 'light.hall') =>
  toCalls({ does: [each] }, 'home', entity).map(({ data }) => data);

describe('toCalls', () => {
  it('is for the thing of the alert, on its server', () => {
    expect(toCalls({ does: [action()] }, 'home', 'light.hall')).toEqual([
      {
        label: 'Turn off',
        serverId: 'home',
        action: 'homeassistant.turn_off',
        data: '{"entity_id":"light.hall"}',
      },
    ]);
  });

  it.each<[Partial<RuleAction>, string, string]>([
    [{ target: 'light.desk' }, 'light.hall', '{"entity_id":"light.desk"}'],
    [{ target: 'none' }, 'light.hall', '{}'],
    [{}, '', '{}'],
    [{ data: '{"transition":2}' }, 'light.hall', '{"transition":2,"entity_id":"light.hall"}'],
    [{ data: '{"area_id":"hall"}' }, 'light.hall', '{"area_id":"hall"}'],
    [{ data: '{"entity_id":"light.a"}' }, 'light.hall', '{"entity_id":"light.a"}'],
    [{ data: '{"entity_id":"light.a"}', target: 'light.b' }, 'light.hall', '{"entity_id":"light.b"}'],
    [{ data: 'not json' }, 'light.hall', '{"entity_id":"light.hall"}'],
  ])('%j about %s sends %s', (rest, entity, data) => {
    expect(dataOf(action(rest), entity)).toEqual([data]);
  });

  it('has none before the owner has agreed', () => {
    expect(toCalls({ does: [action()], unconfirmed: true }, 'home', 'light.hall')).toEqual([]);
  });
});

describe('refuseCalls', () => {
  it.each<[Partial<RuleAction>, RegExp | null]>([
    [{}, null],
    [{ data: ' ' }, null],
    [{ data: '{"a":1}', target: 'none' }, null],
    [{ label: ' ' }, /label/],
    [{ action: 'turn off' }, /such as light\.turn_on/],
    [{ action: '../events/x.y' }, /such as light\.turn_on/],
    [{ data: '[1]' }, /JSON object/],
    [{ data: '{' }, /JSON object/],
    [{ target: 'hall' }, /entity id/],
  ])('%j', (rest, why) => {
    const refused = refuseCalls({ does: [action(rest)] });
    if (why === null) expect(refused).toBeNull();
    else expect(refused).toMatch(why);
  });
});

describe('refuseHidden', () => {
  it('asks for a secret that was taken out', () => {
    const data = '{"code":"[redacted]"}';
    expect(refuseHidden({ does: [action(), action({ data })] })).toMatch(/“Turn off”. Type it in/);
    expect([refuseHidden({ does: [action()] }), refuseHidden({})]).toEqual([null, null]);
  });
});

describe('presetsFor', () => {
  it.each([
    ['light.hall', ['Turn off', 'Turn on']],
    ['light', ['Turn off', 'Turn on']],
    ['lock.front', ['Lock']],
    ['cover.garage', ['Close', 'Open', 'Stop']],
    ['binary_sensor.door', []],
    ['', []],
    ['constructor', []],
  ])('%s has %j', (entity, labels) => {
    const presets = presetsFor(entity);
    expect(presets.map(({ label }) => label)).toEqual(labels);
    expect(refuseCalls({ does: [...presets] })).toBeNull();
  });
});

describe('presetsOf', () => {
  it.each([
    ['entity:light.hall to:on', ['Turn off', 'Turn on']],
    ['entity:(light.hall OR lock.front) to:on', ['Turn off', 'Turn on', 'Lock']],
    ['domain:cover to:open', ['Close', 'Open', 'Stop']],
    ['class:moisture to:on', []],
    ['type:bell', []],
    ['to:on OR type:bell', []],
    ['((', []],
  ])('%s has %j', (query, labels) => {
    expect(presetsOf(query).map(({ label }) => label)).toEqual(labels);
  });
});

describe('describeCall', () => {
  it.each<[Partial<RuleAction>, string]>([
    [{}, '“Turn off” calls homeassistant.turn_off for what the alert is about.'],
    [{ target: 'light.desk' }, '“Turn off” calls homeassistant.turn_off for light.desk.'],
    [{ target: 'none', data: '{"a":1}' }, '“Turn off” calls homeassistant.turn_off, with {"a":1}.'],
  ])('%j', (rest, words) => {
    expect(describeCall(action(rest))).toBe(words);
  });
});
