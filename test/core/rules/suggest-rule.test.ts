import { describe, expect, it } from 'vitest';
import type { HaEvent } from '../../../src/core/events/event.ts';
import { createRuleMatcher } from '../../../src/core/rules/match-rule.ts';
import { refuseFlood, refuseRule } from '../../../src/core/rules/refuse-rule.ts';
import { crossingQuery, suggestRule } from '../../../src/core/rules/suggest-rule.ts';
import { haEvent, stateChanged } from '../../support/event-builders.ts';
import { ruleOf } from '../../support/rule-builders.ts';

const named = (state: string, rest: object = {}) => [state, { friendly_name: 'Hall', ...rest }] as const;

const CASES: readonly [name: string, event: HaEvent, query: string, title: string][] = [
  [
    'a lamp',
    stateChanged('light.hall', named('on'), named('off')),
    'entity:light.hall to:off',
    'Hall turned off',
  ],
  [
    'a thing that no longer answers',
    stateChanged('light.hall', named('on'), named('unavailable')),
    'entity:light.hall to:unavailable',
    'Hall became unavailable',
  ],
  [
    'a state of words',
    stateChanged('select.mode', 'a', 'armed away'),
    'entity:select.mode to:"armed away"',
    'Mode: armed away',
  ],
  [
    'a secret',
    stateChanged('text.pin', 'a', ['4711', { mode: 'password' }]),
    'type:state_changed entity:text.pin',
    'Pin changed',
  ],
  [
    'a code',
    stateChanged('text.door_code_slot_1_pin', '1', '4711'),
    'type:state_changed entity:text.door_code_slot_1_pin',
    'Door code slot 1 pin changed',
  ],
  [
    'a button',
    stateChanged('button.bell', '2026-11-21T06:00:00+00:00', '2026-11-21T07:00:00+00:00'),
    'type:state_changed entity:button.bell',
    'Bell was pressed',
  ],
  [
    'an event entity',
    stateChanged('event.bell', '2026-11-21T06:00:00+00:00', [
      '2026-11-21T07:00:00+00:00',
      { event_type: 'press' },
    ]),
    'type:state_changed entity:event.bell data.new_state.attributes.event_type:press',
    'Bell: press',
  ],
  [
    'a removed entity',
    stateChanged('light.hall', named('on'), null),
    'type:state_changed entity:light.hall',
    'Hall was removed',
  ],
  [
    'a call',
    haEvent('call_service', {
      domain: 'light',
      service: 'turn_on',
      service_data: { entity_id: ['light.a', 'light.b'] },
    }),
    'type:call_service service:light.turn_on entity:(light.a OR light.b)',
    '',
  ],
  [
    'a failed login of before 2023.6',
    haEvent('call_service', {
      domain: 'persistent_notification',
      service: 'create',
      service_data: { notification_id: 'http-login', message: 'Login attempt failed' },
    }),
    'type:call_service service:persistent_notification.create data.service_data.notification_id:http-login',
    'Failed login: Login attempt failed',
  ],
  [
    'an entry of the log of Home Assistant',
    haEvent('system_log_event', {
      name: 'homeassistant.components.http.ban',
      level: 'WARNING',
      message: ['x'],
    }),
    'type:system_log_event data.name:homeassistant.components.http.ban',
    '',
  ],
  [
    'an automation',
    haEvent('automation_triggered', { entity_id: 'automation.x' }),
    'type:automation_triggered entity:automation.x',
    '',
  ],
  [
    'a tag',
    haEvent('tag_scanned', { tag_id: 'c0ffee', device_id: 'd' }),
    'type:tag_scanned data.device_id:d',
    '',
  ],
  [
    'a Zigbee button',
    haEvent('zha_event', { device_ieee: '00:15', endpoint_id: 1, command: 'toggle', args: [] }),
    'type:zha_event data.device_ieee:00:15 data.command:toggle',
    '',
  ],
  [
    'a Z-Wave scene',
    haEvent('zwave_js_value_notification', {
      node_id: 14,
      device_id: 'a45e',
      property_key_name: '002',
      value: 'KeyPressed2x',
    }),
    'type:zwave_js_value_notification data.device_id:a45e data.property_key_name:002 data.value:KeyPressed2x',
    '',
  ],
  ['an event of nothing', haEvent('bell'), 'type:bell', 'bell'],
];

describe('suggestRule', () => {
  it.each(CASES)('%s', (_name, event, query, title) => {
    expect(suggestRule(event)).toMatchObject({
      kind: 'query',
      query,
      ...(title === '' ? {} : { name: title }),
    });
  });

  it.each(CASES)('makes a rule that would have told of it: %s', (_name, event, query) => {
    const rule = ruleOf(query, { name: suggestRule(event).name });
    const step = event.data['new_state'] === null || query.includes('unavailable') ? 'lost' : 'changed';
    const matcher = createRuleMatcher([rule], { serverNames: new Map() });
    const [match] = matcher.match({ event, seq: 1, serverId: 'home', recovered: false, step });
    expect([refuseRule(rule), refuseFlood(rule, null)]).toEqual([null, null]);
    // What is gone has no state that a rule could wait for.
    expect(match?.rule).toBe(event.data['new_state'] === null ? undefined : rule);
  });

  it('asks a person for the limit of a number', () => {
    const event = stateChanged(
      'sensor.power',
      ['250', {}],
      ['277', { friendly_name: 'House power', unit_of_measurement: 'W' }],
    );
    expect(suggestRule(event)).toEqual({
      kind: 'number',
      name: 'House power',
      entityId: 'sensor.power',
      value: 277,
      unit: 'W',
    });
  });

  it.each([
    ['above', 'entity:sensor.power from:<=300 to:>300', [false, true, false]],
    ['below', 'entity:sensor.power from:>=300 to:<300', [false, false, true]],
  ] as const)('tells once when a number goes %s it', (side, query, expected) => {
    expect(crossingQuery('sensor.power', side, 300)).toBe(query);
    const matcher = createRuleMatcher([ruleOf(query)], { serverNames: new Map() });
    const steps = [
      stateChanged('sensor.power', '310', '320'),
      stateChanged('sensor.power', '300', '301'),
      stateChanged('sensor.power', '300', '-4.5'),
    ];
    expect(
      steps.map(
        (event) =>
          matcher.match({ event, seq: 1, serverId: 'home', recovered: false, step: 'changed' }).length > 0,
      ),
    ).toEqual(expected);
  });
});
