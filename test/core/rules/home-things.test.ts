import { describe, expect, it } from 'vitest';
import { toHomeFacts } from '../../../src/core/rules/home-facts.ts';
import { listThings, type HomeThing } from '../../../src/core/rules/home-things.ts';
import { refuseFlood, refuseRule } from '../../../src/core/rules/refuse-rule.ts';
import { readPicks, toQuery } from '../../../src/core/rules/rule-picks.ts';
import { suggestStarters, withoutKept } from '../../../src/core/rules/starters.ts';
import { subjectOptions } from '../../../src/core/rules/subject-options.ts';
import { toRegistry } from '../../../src/core/registry/registry.ts';
import { ruleOf } from '../../support/rule-builders.ts';

const REGISTRIES = new Map([
  [
    'home',
    toRegistry({
      total: 2,
      entities: [
        ['sensor.freezer', 'Freezer', 'temperature', 'kitchen', '', []],
        ['light.never_seen', '', '', '', '', [], '%'],
      ],
      devices: [],
      areas: [['kitchen', 'Kitchen', '', []]],
      floors: [],
      labels: [],
      persons: [],
    }),
  ],
]);

function seen(entity: string, state: string, attributes: Readonly<Record<string, unknown>> = {}) {
  return { serverId: 'home', entity, state, attributes };
}

describe('listThings', () => {
  it('joins what a registry names with what was seen, by name', () => {
    const things = listThings(
      [
        seen('sensor.freezer', '-18', { friendly_name: 'Other', unit_of_measurement: '°C' }),
        seen('select.mode', 'day', { options: ['day', 'night', 4] }),
      ],
      REGISTRIES,
    );
    expect(things.map(({ entity, name, area, state }) => [entity, name, area, state])).toEqual([
      ['sensor.freezer', 'Freezer', 'Kitchen', '-18'],
      ['select.mode', 'Mode', '', 'day'],
      ['light.never_seen', 'Never seen', '', ''],
    ]);
    expect(things[0]).toMatchObject({ unit: '°C', deviceClass: 'temperature' });
    expect(things[2]?.unit).toBe('%');
    expect(things[1]?.options).toEqual(['day', 'night']);
  });

  it('keeps the states of secrets to itself', () => {
    const [pin] = listThings([seen('text.pin', '4711', { mode: 'password', options: ['4711'] })], new Map());
    expect(pin).toMatchObject({ state: '', options: [] });
  });
});

const thing = (entity: string, rest: Partial<HomeThing> = {}): HomeThing => ({
  serverId: 'home',
  entity,
  name: entity,
  area: '',
  floor: '',
  device: '',
  labels: [],
  deviceClass: '',
  unit: '',
  state: '',
  options: [],
  ...rest,
});

const HOME: readonly HomeThing[] = [
  thing('binary_sensor.leak', { deviceClass: 'moisture' }),
  thing('binary_sensor.front', {
    deviceClass: 'door',
    name: 'Front door',
    area: 'Hall',
    floor: 'Ground',
    device: 'Sensor 7',
    labels: ['Security'],
  }),
  thing('person.zoe', { name: 'Zoë' }),
  thing('update.core', { name: 'Core' }),
  thing('automation.night', { name: 'Night' }),
  thing('cover.garage', { deviceClass: 'garage', name: 'Garage door', area: 'Garage' }),
  thing('event.bell', { deviceClass: 'doorbell', name: 'Bell' }),
  thing('sensor.remote', { deviceClass: 'battery', unit: '%', state: '71' }),
];

describe('suggestStarters', () => {
  it('offers only what exists and is not there yet', () => {
    expect(suggestStarters([])).toEqual([]);
    expect(suggestStarters([thing('light.a')]).map(({ key }) => key)).toEqual(['unavailable', 'login']);
    const keys = withoutKept(suggestStarters(HOME), [{ query: 'class:moisture to:on' }]).map(
      ({ key }) => key,
    );
    expect(keys).toEqual([
      'door-open',
      'garage-open',
      'doorbell',
      'battery',
      'unavailable',
      'update',
      'automation-failed',
      'login',
    ]);
  });

  it('offers rules that can be kept, and that lists can show', () => {
    for (const { key, query } of suggestStarters(HOME)) {
      const rule = ruleOf(query);
      const picks = readPicks(query);
      expect([refuseRule(rule), refuseFlood(rule, null)]).toEqual([null, null]);
      // Lists have no wildcards.
      expect(picks === null ? null : toQuery(picks)).toBe(key === 'automation-failed' ? null : query);
    }
  });

  it.each([
    ['binary_sensor.doorbell', 'entity:binary_sensor.doorbell to:on'],
    ['event.front_doorbell', 'type:state_changed entity:event.front_doorbell'],
  ])('knows a doorbell by its name: %s', (entity, query) => {
    expect(suggestStarters([thing(entity)]).find(({ key }) => key === 'doorbell')?.query).toBe(query);
  });
});

describe('subjectOptions', () => {
  const ask = (typed: string, onlyThings = false) =>
    subjectOptions({
      typed,
      things: HOME,
      homes: new Map(),
      types: ['my_event', 'state_changed'],
      actions: ['light.turn_on'],
      onlyThings,
    }).options;

  it.each([
    ['garage', 'Garage door', 'entity:cover.garage to:open'],
    ['door hall', 'Front door', 'entity:binary_sensor.front to:on'],
    ['batter', 'Any battery', 'class:battery from:>=15 to:<15'],
    ['bell', 'Bell', 'type:state_changed entity:event.bell'],
    ['wrong login', 'A login fails', 'type:system_log_event data.name:homeassistant.components.http.ban'],
    ['ground', 'Anything on Ground', 'type:state_changed floor:Ground'],
    ['security', 'Anything labelled Security', 'type:state_changed label:Security'],
    ['sensor 7', 'Anything of Sensor 7', 'type:state_changed device:"Sensor 7"'],
    ['zo', 'Anything by or about Zoë', 'person:Zoë'],
    ['light on', '“Light: turn on” is called', 'type:call_service service:light.turn_on'],
    ['my_ev', 'my_event happens', 'type:my_event'],
  ])('finds by %j: %s', (typed, words, query) => {
    const found = ask(typed).find((option) => option.words === words);
    expect(found === undefined ? '' : toQuery(found.picks)).toBe(query);
  });

  it('offers a few of many things, and says how many more there are', () => {
    const things = Array.from({ length: 12_000 }, (_, i) => thing(`sensor.s${String(i)}`, { area: 'Attic' }));
    const question = { homes: new Map<string, string>(), types: [], actions: [], onlyThings: true };
    const { options, more } = subjectOptions({ ...question, typed: 'attic', things });
    expect(options.length).toBeLessThan(100);
    expect(options.length + more).toBe(12_000);
    const facts = toHomeFacts(things, { entities: ['sensor.s7'], query: 'area:attic', server: null });
    expect(facts.things.length).toBeLessThan(300);
    expect(facts.things[0]?.entity).toBe('sensor.s7');
    expect(facts.places).toEqual([{ place: 'area', name: 'Attic' }]);
  });

  it('begins with kinds and rooms, and offers things alone where only they are asked for', () => {
    expect(ask('')[0]?.group).toBe('Kinds');
    expect(new Set(ask('', true).map(({ group }) => group))).toEqual(new Set(['Things']));
    expect(ask('no such thing')).toEqual([]);
  });
});
