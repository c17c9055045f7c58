import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toJinja } from '../../../src/core/events/jinja.ts';
import { formatPath, valueAt, type JsonPath } from '../../../src/core/events/json-path.ts';
import { toTriggerYaml } from '../../../src/core/events/trigger-yaml.ts';
import { toYaml } from '../../../src/core/events/yaml.ts';
import { haEvent, stateChanged } from '../../support/event-builders.ts';

const LIGHT = stateChanged('light.hall', ['off', {}], ['on', { brightness: 120 }]);

describe('the path of a value', () => {
  it.each<readonly [JsonPath, string]>([
    [['data', 'new_state', 'attributes', 'battery'], 'data.new_state.attributes.battery'],
    [['data', 'service_data', 'entity_id', 0], 'data.service_data.entity_id[0]'],
    [['data', 'odd name', '__proto__'], 'data["odd name"].__proto__'],
    [['a"b'], '["a\\"b"]'],
    [[], ''],
  ])('%j is %s', (path, text) => {
    expect(formatPath(path)).toBe(text);
  });

  it('leads to the value, and to nothing that is inherited', () => {
    const value = { data: { list: [1, { x: null }] } };
    expect(valueAt(value, ['data', 'list', 1, 'x'])).toBe(null);
    expect(valueAt(value, ['data', 'list', 9])).toBe(undefined);
    expect(valueAt(value, ['constructor', 'name'])).toBe(undefined);
    expect(valueAt(value, ['data', 'list', 'length', 'toString'])).toBe(undefined);
  });
});

describe('the template of a value', () => {
  it.each<readonly [JsonPath, string]>([
    [['data', 'new_state', 'attributes', 'brightness'], "{{ state_attr('light.hall', 'brightness') }}"],
    [
      ['data', 'new_state', 'attributes', 'forecast', 0, 'temp'],
      "{{ state_attr('light.hall', 'forecast')[0].temp }}",
    ],
    [['data', 'new_state', 'state'], "{{ states('light.hall') }}"],
    [['data', 'new_state', 'last_changed'], '{{ trigger.to_state.last_changed }}'],
    [['data', 'new_state'], '{{ trigger.to_state }}'],
    [['data', 'old_state', 'attributes', 'items'], "{{ trigger.from_state.attributes['items'] }}"],
    [['data', 'entity_id'], '{{ trigger.entity_id }}'],
    [['event_type'], '{{ trigger.event.event_type }}'],
    [['context', 'user_id'], '{{ trigger.event.context.user_id }}'],
  ])('of a state: %j', (path, text) => {
    expect(toJinja(LIGHT, path)).toBe(text);
  });

  it.each<readonly [JsonPath, string]>([
    [['data', 'command'], '{{ trigger.event.data.command }}'],
    [['data', 'args', 1], '{{ trigger.event.data.args[1] }}'],
    [['data', "o'dd\\ \n\u2028"], "{{ trigger.event.data['o\\'dd\\\\ \\n\\u2028'] }}"],
    [['data', 'update'], "{{ trigger.event.data['update'] }}"],
    [['data', 'if'], "{{ trigger.event.data['if'] }}"],
  ])('of another event: %j', (path, text) => {
    expect(toJinja(haEvent('zha_event'), path)).toBe(text);
  });
});

describe('YAML', () => {
  it.each([
    ['on', '"on"'],
    ['Off', '"Off"'],
    ['y', '"y"'],
    ['null', '"null"'],
    ['~', '"~"'],
    ['08:30', '"08:30"'],
    ['21.5', '"21.5"'],
    ['1e3', '"1e3"'],
    ['not_home', 'not_home'],
    ['light.hall', 'light.hall'],
    ['Armed away', 'Armed away'],
    ['a: b', '"a: b"'],
    ['# x', '"# x"'],
    [' x', '" x"'],
    ['x\ny', '"x\\ny"'],
    ['\u2028\u0085', '"\\u2028\\u0085"'],
    ['', '""'],
    ['zoë', '"zoë"'],
    [12, '12'],
    [1e21, '1.0e+21'],
    [Number.NaN, '.nan'],
    [true, 'true'],
    [null, 'null'],
    [[], '[]'],
    [{}, '{}'],
  ])('%j is %s', (value, text) => {
    expect(toYaml(value)).toBe(text);
  });

  it('nests lists and objects', () => {
    expect(toYaml({ a: [1, [2], { b: 'on', c: {} }], on: { d: [] } })).toBe(
      ['a:', '  - 1', '  - - 2', '  - b: "on"', '    c: {}', '"on":', '  d: []'].join('\n'),
    );
  });

  it('is as many lines as it has values, whatever stands in them', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })), (record) => {
        const lines = toYaml(record).split(/[\n\r\u0085\u2028\u2029]/);
        expect(lines).toHaveLength(Math.max(1, Object.keys(record).length));
      }),
    );
  });
});

describe('the trigger of an automation', () => {
  it('names both states, quoted where YAML would read a boolean', () => {
    expect(toTriggerYaml(LIGHT)).toBe('trigger: state\nentity_id: light.hall\nfrom: "off"\nto: "on"');
  });

  it('is written as its version of Home Assistant reads it', () => {
    expect(toTriggerYaml(LIGHT, '2024.9.3')).toContain('platform: state');
    expect(toTriggerYaml(LIGHT, '0.100.3')).toContain('platform: state');
    expect(toTriggerYaml(LIGHT, '2024.10.0')).toContain('trigger: state');
    expect(toTriggerYaml(LIGHT, '2026.11.0')).toContain('trigger: state');
  });

  it('names the attribute that changed alone, with its value as it is', () => {
    const dimmed = stateChanged(
      'light.desk',
      ['on', { brightness: 100, name: 'x' }],
      ['on', { brightness: 204, name: 'x' }],
    );
    expect(toTriggerYaml(dimmed)).toBe(
      'trigger: state\nentity_id: light.desk\nattribute: brightness\nfrom: 100\nto: 204',
    );
  });

  it('waits for no exact measurement', () => {
    const warmer = stateChanged(
      'sensor.t',
      ['21.4', { unit_of_measurement: '°C' }],
      ['21.5', { unit_of_measurement: '°C' }],
    );
    expect(toTriggerYaml(warmer)).toBe('trigger: state\nentity_id: sensor.t');
    const gone = stateChanged('sensor.t', ['21.4', { unit_of_measurement: '°C' }], ['unavailable', {}]);
    expect(toTriggerYaml(gone)).toContain('from: "21.4"\nto: unavailable');
  });

  it('leaves out the side that is not there', () => {
    expect(toTriggerYaml(stateChanged('light.new', null, 'on'))).toBe(
      'trigger: state\nentity_id: light.new\nto: "on"',
    );
  });

  it('compares what an event says, but no secret, no template, and nothing empty', () => {
    const event = haEvent('zha_event', {
      device_ieee: '84:71:27:ff',
      command: 'off',
      args: [],
      params: { level: 3, code: '[redacted]', note: '{{ 1 }}', none: null },
      list: ['a', 1],
    });
    expect(toTriggerYaml(event)).toBe(
      [
        'trigger: event',
        'event_type: zha_event',
        'event_data:',
        '  device_ieee: "84:71:27:ff"',
        '  command: "off"',
        '  params:',
        '    level: 3',
        '  list:',
        '    - a',
        '    - 1',
      ].join('\n'),
    );
    expect(toTriggerYaml(haEvent('my_event'))).toBe('trigger: event\nevent_type: my_event');
  });
});
