import { describe, expect, it } from 'vitest';
import { changedKeys } from '../../../src/core/events/diff.ts';
import { entityIdsOf, subjectOf } from '../../../src/core/events/subject.ts';
import { parseFiredAt, toRow } from '../../../src/core/events/to-row.ts';
import { toneOf } from '../../../src/core/events/tone.ts';
import { type Data, haEvent, stateChanged } from '../../support/event-builders.ts';

const FACTS = { seq: 7, serverId: 'home', receivedAt: 1_000, alert: false };

describe('toRow', () => {
  it('is flat and says when, what and about what', () => {
    expect(toRow(stateChanged('light.hall', 'off', 'on'), { ...FACTS, alert: true })).toEqual({
      seq: 7,
      context: '01M7ZTX5ZP106VD328RS9YJAYQ',
      kind: 'event',
      serverId: 'home',
      at: Date.parse('2026-11-21T19:56:32.274Z'),
      type: 'state_changed',
      subject: 'light.hall',
      text: 'Hall turned on, was off',
      origin: 'LOCAL',
      tone: 'state',
      alert: true,
    });
  });

  it.each(['', 'now', '2026-11-21', '2026-13-21T00:00:00Z', '2026-11-21T19:56:32', '5'])(
    'takes the time of arrival where the server says %j',
    (time) => {
      expect(toRow({ ...haEvent('a'), time_fired: time }, FACTS).at).toBe(1_000);
    },
  );

  it.each([
    ['2026-11-21T19:56:32.274129+00:00', '2026-11-21T19:56:32.274Z'],
    ['2026-11-21T19:56:32+00:00', '2026-11-21T19:56:32.000Z'],
    ['2026-11-21T21:56:32+02:00', '2026-11-21T19:56:32.000Z'],
    ['2026-11-21 19:56:32Z', '2026-11-21T19:56:32.000Z'],
  ])('reads %s', (time, iso) => {
    expect(parseFiredAt(time)).toBe(Date.parse(iso));
  });

  it('keeps hostile names to one short line', () => {
    const long = `a\n\u202e${'b'.repeat(10_000)}`;
    const row = toRow({ ...haEvent(long, { entity_id: long }), origin: long }, FACTS);
    for (const text of [row.type, row.subject, row.origin, row.text]) {
      expect(text.length).toBeLessThanOrEqual(300);
      expect(text).not.toMatch(/[\n\u202e]/);
    }
  });
});

describe('subjectOf', () => {
  it.each<[string, Data, string]>([
    ['call_service', { domain: 'light', service: 'turn_on', entity_id: 'x' }, 'light.turn_on'],
    ['call_service', {}, ''],
    ['state_changed', { new_state: { entity_id: 'light.a' } }, 'light.a'],
    ['tag_scanned', { tag_id: 'abc', device_id: 'd', name: 'Fridge' }, 'abc'],
    ['zha_event', { device_ieee: '84:71', device_id: 'x' }, '84:71'],
    ['zha_event', { device_name: 'Button', device_ieee: '84:71' }, 'Button'],
    ['component_loaded', { component: 'light' }, 'light'],
    ['area_registry_updated', { area_id: 'kitchen' }, 'kitchen'],
    ['shopping_list_updated', { item: { name: 'milk' } }, 'milk'],
    ['custom', { entity_id: ['light.a', 'light.b'] }, 'light.a'],
    ['custom', { id: 5 }, '5'],
    ['custom', { a: 1 }, ''],
  ])('%s %j', (type, data, subject) => {
    expect(subjectOf(haEvent(type, data))).toBe(subject);
  });

  it('finds every entity of a call once', () => {
    const data = {
      service_data: { entity_id: 'light.a, light.b', target: { entity_id: 'light.c' } },
      target: { entity_id: ['light.b', 5, 'light.d'] },
    };
    expect(entityIdsOf(haEvent('call_service', data))).toEqual(['light.a', 'light.b', 'light.c', 'light.d']);
  });
});

describe('toneOf', () => {
  const leak = (state: string): [string, Data] => [state, { device_class: 'moisture' }];
  it.each([
    [stateChanged('light.a', 'off', 'on'), 'state'],
    [stateChanged('binary_sensor.leak', leak('off'), leak('on')), 'bad'],
    [stateChanged('binary_sensor.leak', leak('on'), leak('off')), 'state'],
    [stateChanged('alarm_control_panel.a', 'armed_away', 'triggered'), 'bad'],
    [stateChanged('persistent_notification.http_login', null, 'notifying'), 'bad'],
    [haEvent('system_log_event', { name: 'homeassistant.components.http.ban', level: 'WARNING' }), 'bad'],
    [stateChanged('lock.back_door', 'locking', 'jammed'), 'bad'],
    [stateChanged('lock.back_door', 'locked', 'unlocked'), 'state'],
    [stateChanged('binary_sensor.printer', 'off', ['on', { device_class: 'problem' }]), 'bad'],
    [stateChanged('binary_sensor.box', 'off', ['on', { device_class: 'tamper' }]), 'bad'],
    [stateChanged('binary_sensor.gate', 'off', ['on', { device_class: 'safety' }]), 'bad'],
    [stateChanged('binary_sensor.leak', 'unavailable', leak('on')), 'bad'],
    [stateChanged('binary_sensor.leak', null, leak('on')), 'bad'],
    [haEvent('call_service'), 'call'],
    [haEvent('automation_triggered'), 'automation'],
    [haEvent('timer.finished'), 'automation'],
    [haEvent('homeassistant_started'), 'system'],
    [haEvent('entity_registry_updated'), 'system'],
    [haEvent('system_log_event', { level: 'ERROR' }), 'bad'],
    [haEvent('system_log_event', { level: 'WARNING' }), 'system'],
    [haEvent('my_event'), 'other'],
  ] as const)('%j is %s', (event, tone) => {
    expect(toneOf(event)).toBe(tone);
  });
});

describe('changedKeys', () => {
  it('lists the state first, then attributes by name, and no times', () => {
    const event = stateChanged(
      'light.a',
      ['off', { b: 1, gone: 'x', same: [1, { n: Number.NaN }], list: [1], state: 'inner' }],
      ['on', { b: '1', same: [1, { n: Number.NaN }], list: [1, 2], a: Number.NaN, state: 'other' }],
    );
    expect(changedKeys(event)).toEqual([
      { key: 'state', before: 'off', after: 'on' },
      { key: 'a', before: null, after: 'NaN' },
      { key: 'b', before: '1', after: '"1"' },
      { key: 'gone', before: 'x', after: null },
      { key: 'list', before: '[1]', after: '[1,2]' },
      { key: 'state', before: 'inner', after: 'other' },
    ]);
  });

  it('has one side where the other is missing, and nothing for other events', () => {
    expect(changedKeys(stateChanged('a.b', null, 'on'))).toEqual([
      { key: 'state', before: null, after: 'on' },
    ]);
    expect(changedKeys(stateChanged('a.b', 'on', 'on'))).toEqual([]);
    expect(changedKeys(haEvent('timer.started', { entity_id: 'timer.a' }))).toEqual([]);
  });
});
