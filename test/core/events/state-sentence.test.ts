import { describe, expect, it } from 'vitest';
import { describeEvent } from '../../../src/core/events/sentence.ts';
import { formatMoment } from '../../../src/core/time/format-time.ts';
import { type Data, type Side, stateChanged } from '../../support/event-builders.ts';

function named(name: string, state: string, rest: Data = {}): Side {
  return [state, { friendly_name: name, ...rest }];
}

function sensor(name: string, deviceClass: string, before: string, after: string): string {
  const rest = { device_class: deviceClass };
  return describeEvent(stateChanged('binary_sensor.x', named(name, before, rest), named(name, after, rest)));
}

const AT = '2026-11-23T05:45:00+00:00';
const LATER = '2026-11-24T06:15:00Z';
const [LOCAL_AT, LOCAL_LATER] = [AT, LATER].map((text) => formatMoment(Date.parse(text)));

describe('a state that changed', () => {
  it.each<[string, Side, Side, string]>([
    [
      'light.kitchen',
      named('Kitchen light', 'off'),
      named('Kitchen light', 'on'),
      'Kitchen light turned on, was off',
    ],
    ['light.bedroom_lamp', 'on', 'off', 'Bedroom lamp turned off, was on'],
    ['binary_sensor.thing', 'off', 'on', 'Thing turned on, was off'],
    ['cover.garage_door', 'closed', 'open', 'Garage door opened, was closed'],
    ['cover.blind', 'open', 'closing', 'Blind is closing, was open'],
    ['lock.front_door', 'locked', 'unlocked', 'Front door is now unlocked, was locked'],
    ['lock.front_door', 'locking', 'jammed', 'Front door is jammed, was locking'],
    ['alarm_control_panel.house', 'armed_away', 'triggered', 'House was triggered, was armed away'],
    ['alarm_control_panel.house', 'disarmed', 'armed_night', 'House is armed night, was disarmed'],
    ['person.anna', 'not_home', 'home', 'Anna came home'],
    ['person.anna', 'home', 'not_home', 'Anna left home'],
    ['person.anna', 'Work', 'not_home', 'Anna left Work'],
    ['device_tracker.phone', 'not_home', 'Work', 'Phone arrived at Work'],
    ['sun.sun', 'below_horizon', 'above_horizon', 'Sun rose'],
    ['automation.night', 'on', 'off', 'Night was disabled'],
    ['script.hello', 'off', 'on', 'Hello started running'],
    ['timer.eggs', 'idle', 'active', 'Eggs started'],
    ['input_button.bell', '2026-11-21T19:56:32+00:00', '2026-11-21T20:00:00+00:00', 'Bell was pressed'],
    ['scene.evening', 'unknown', '2026-11-21T20:00:00+00:00', 'Evening was activated'],
    ['button.restart', 'unavailable', '2026-11-21T20:00:00+00:00', 'Restart is back'],
    ['button.restart', null, '2026-11-21T20:00:00+00:00', 'Restart was added'],
    ['button.restart', '2026-11-21T20:00:00+00:00', 'unavailable', 'Restart became unavailable'],
    ['conversation.home', 'unknown', '2026-11-21T20:00:00+00:00', 'Home was used'],
    ['image.front', '2026-11-21T19:00:00+00:00', '2026-11-21T20:00:00+00:00', 'Front has a new picture'],
    ['event.bell', 'a', ['b', { event_type: 'double_press' }], 'Bell: double press'],
    ['event.bell', 'a', ['b', { event_type: 'ring', device_class: 'doorbell' }], 'Bell rang'],
    ['input_select.mode', 'Day', 'Night', 'Mode: Night, was Day'],
    ['sensor.washer', 'pre_wash', 'rinse_hold', 'Washer: rinse hold, was pre wash'],
    ['counter.visits', '4', '5', 'Visits 5, was 4'],
    ['weather.home', 'sunny', 'partlycloudy', 'Home: partlycloudy, was sunny'],
    [
      'media_player.tv',
      'idle',
      ['playing', { media_title: 'Blue', media_artist: 'Joni' }],
      'Tv plays Blue by Joni',
    ],
    ['media_player.tv', 'playing', 'paused', 'Tv was paused, was playing'],
    ['update.core', 'off', ['on', { latest_version: '2026.12.0' }], 'Core has an update to 2026.12.0'],
    ['vacuum.bob', 'docked', 'cleaning', 'Bob started cleaning, was docked'],
  ])('%s %j to %j', (entityId, before, after, sentence) => {
    expect(describeEvent(stateChanged(entityId, before, after))).toBe(sentence);
  });

  it.each<[string, Data, string, string, string]>([
    [
      'a moment in local time',
      { device_class: 'timestamp' },
      AT,
      LATER,
      `X: ${LOCAL_LATER}, was ${LOCAL_AT}`,
    ],
    ['a moment without a class', {}, AT, LATER, `X: ${LOCAL_LATER}, was ${LOCAL_AT}`],
    [
      'no moment',
      { device_class: 'timestamp' },
      '2026-13-45T99:00:00+00:00',
      'soon',
      'X: soon, was 2026-13-45T99:00:00+00:00',
    ],
    [
      'seconds',
      { device_class: 'duration', unit_of_measurement: 's' },
      '60',
      '93600',
      'X 1 d 2 h, was 1 min',
    ],
    [
      'hours',
      { device_class: 'duration', unit_of_measurement: 'h' },
      '0.5',
      '1.5',
      'X 1 h 30 min, was 30 min',
    ],
    ['hours of no class', { unit_of_measurement: 'h' }, '0.5', '1.5', 'X 1.5 h, was 0.5 h'],
  ])('says %s', (_, attributes, before, after, sentence) => {
    expect(describeEvent(stateChanged('sensor.x', [before, attributes], [after, attributes]))).toBe(sentence);
  });

  it('says that an update was skipped, and not that there is none', () => {
    const version = { latest_version: '2026.12.0' };
    const skipped = { ...version, skipped_version: '2026.12.0' };
    expect(describeEvent(stateChanged('update.core', ['on', version], ['off', skipped]))).toBe(
      'Core: 2026.12.0 was skipped',
    );
    expect(describeEvent(stateChanged('update.core', ['on', version], ['off', version]))).toBe(
      'Core is up to date',
    );
  });

  it('has its unit', () => {
    const unit = { friendly_name: 'Temperature', unit_of_measurement: '°C' };
    expect(describeEvent(stateChanged('sensor.t', ['21.1', unit], ['21.3', unit]))).toBe(
      'Temperature 21.3 °C, was 21.1 °C',
    );
  });

  it.each<[string, Side, Side, string]>([
    ['light.a', 'on', 'unavailable', 'A became unavailable, was on'],
    ['light.a', 'unavailable', 'on', 'A is back, on'],
    ['light.a', 'unavailable', 'unknown', 'A is in an unknown state'],
    ['light.a', 'unknown', 'unavailable', 'A became unavailable'],
    ['light.a', 'unknown', 'on', 'A: on'],
    ['sensor.knocks', 'unknown', '3', 'Knocks 3'],
    ['person.anna', 'unavailable', 'not_home', 'Anna is back, away'],
    ['update.core', 'unavailable', 'off', 'Core is back, up to date'],
    ['alarm_control_panel.house', 'unavailable', 'triggered', 'House is back: triggered'],
    ['alarm_control_panel.house', 'unavailable', 'disarmed', 'House is back, disarmed'],
    ['lock.back', 'unavailable', 'jammed', 'Back is back: jammed'],
    ['light.a', null, 'on', 'A was added, on'],
    ['light.a', null, 'unavailable', 'A was added'],
    ['light.a', 'on', null, 'A was removed'],
    ['light.a', null, null, 'A changed'],
    ['input_text.safe', ['1234', { mode: 'password' }], ['9876', { mode: 'password' }], 'Safe changed'],
    ['input_text.note', 'a', '', 'Note: empty, was a'],
  ])('%s comes, goes, or is not known: %j to %j', (entityId, before, after, sentence) => {
    expect(describeEvent(stateChanged(entityId, before, after))).toBe(sentence);
  });
});

describe('a binary sensor', () => {
  it.each([
    ['Front door', 'door', 'off', 'on', 'Front door opened'],
    ['Front door', 'door', 'on', 'off', 'Front door closed'],
    ['Garage', 'garage_door', 'off', 'on', 'Garage opened'],
    ['Loft', 'window', 'off', 'on', 'Loft opened'],
    ['Hall motion', 'motion', 'off', 'on', 'Hall motion detected'],
    ['Hall', 'motion', 'off', 'on', 'Hall: motion detected'],
    ['Hall', 'motion', 'on', 'off', 'Hall: motion cleared'],
    ['Washing room leak', 'moisture', 'off', 'on', 'Washing room leak detected'],
    ['Washing room', 'moisture', 'off', 'on', 'Washing room: leak detected'],
    ['Kitchen smoke', 'smoke', 'off', 'on', 'Kitchen smoke detected'],
    ['Boiler', 'gas', 'off', 'on', 'Boiler: gas detected'],
    ['Boiler CO', 'carbon_monoxide', 'off', 'on', 'Boiler CO detected'],
    ['Remote battery', 'battery', 'off', 'on', 'Remote battery is low'],
    ['Remote', 'battery', 'on', 'off', 'Remote: battery is fine again'],
    ['Router', 'connectivity', 'on', 'off', 'Router disconnected'],
    ['Anna', 'presence', 'off', 'on', 'Anna: presence detected'],
    ['Hallway presence', 'presence', 'on', 'off', 'Hallway presence cleared'],
    ['Desk', 'occupancy', 'off', 'on', 'Desk: occupancy detected'],
    ['Car', 'plug', 'off', 'on', 'Car plugged in'],
    ['Oven', 'power', 'off', 'on', 'Oven: power detected'],
    ['Printer', 'problem', 'off', 'on', 'Printer: problem detected'],
    ['Gate', 'lock', 'off', 'on', 'Gate unlocked'],
    ['Box', 'tamper', 'off', 'on', 'Box: tampering detected'],
    ['Thing', 'no_such_class', 'off', 'on', 'Thing turned on, was off'],
    ['Thing', 'constructor', 'off', 'on', 'Thing turned on, was off'],
  ])('%s of class %s, %s to %s', (name, deviceClass, before, after, sentence) => {
    expect(sensor(name, deviceClass, before, after)).toBe(sentence);
  });
});

describe('a binary sensor that was away', () => {
  it.each([
    ['Cellar leak', 'moisture', 'unavailable', 'on', 'Cellar leak is back: leak detected'],
    ['Cellar leak', 'moisture', 'unavailable', 'off', 'Cellar leak is back, no leak'],
    ['Kitchen smoke', 'smoke', 'unknown', 'on', 'Kitchen smoke: smoke detected'],
    ['Front door', 'door', 'unavailable', 'on', 'Front door is back, open'],
    ['Front door', 'door', 'on', 'unavailable', 'Front door became unavailable, was open'],
    ['Hall', 'motion', 'on', 'unavailable', 'Hall became unavailable, motion was detected'],
    ['Hall', 'motion', 'off', 'unknown', 'Hall is in an unknown state, no motion before'],
    ['Back door lock', 'lock', 'unavailable', 'on', 'Back door lock is back, unlocked'],
    ['Box', 'tamper', 'unavailable', 'on', 'Box is back: tampering detected'],
    ['Printer', 'problem', 'unavailable', 'on', 'Printer is back: problem detected'],
    ['Pump', 'safety', 'unavailable', 'on', 'Pump is back: unsafe'],
    ['Remote', 'battery', 'unavailable', 'on', 'Remote is back, battery low'],
    ['Thing', 'no_such_class', 'unavailable', 'on', 'Thing is back, on'],
    ['Front door', 'door', 'on', 'on', 'Front door reported again, still open'],
  ])('%s of class %s, %s to %s', (name, deviceClass, before, after, sentence) => {
    expect(sensor(name, deviceClass, before, after)).toBe(sentence);
  });

  it('says how it is when it is added', () => {
    const door = named('Front door', 'on', { device_class: 'door' });
    expect(describeEvent(stateChanged('binary_sensor.x', null, door))).toBe('Front door was added, open');
  });
});

describe('attributes that changed while the state stayed', () => {
  const climate = { friendly_name: 'Thermostat', max_temp: 35 };
  it.each<[string, Side, Side, string]>([
    [
      'climate.hall',
      ['heat', { ...climate, temperature: 20, current_temperature: 18.2 }],
      ['heat', { ...climate, temperature: 21, current_temperature: 18.2 }],
      'Thermostat: target temperature 20 to 21 °C',
    ],
    [
      'climate.hall',
      ['heat', { max_temp: 95, temperature: 68 }],
      ['heat', { max_temp: 95, temperature: 70 }],
      'Hall: target temperature 68 to 70 °F',
    ],
    [
      'light.desk_light',
      ['on', { brightness: 102 }],
      ['on', { brightness: 204 }],
      'Desk light: brightness 40 % to 80 %',
    ],
    [
      'light.desk_light',
      ['on', { rgb_color: [1, 2, 3] }],
      ['on', { rgb_color: [9, 2, 3] }],
      'Desk light: colour changed',
    ],
    [
      'media_player.tv',
      ['on', { volume_level: 0.1 }],
      ['on', { volume_level: 0.25 }],
      'Tv: volume 10 % to 25 %',
    ],
    [
      'media_player.tv',
      ['playing', { media_title: 'A', source: 'x' }],
      ['playing', { media_title: 'B', source: 'y', entity_picture: '/z?token=1' }],
      'Tv: title A to B, source x to y',
    ],
    [
      'cover.blind',
      ['open', { current_position: 10 }],
      ['open', { current_position: 50 }],
      'Blind: position 10 % to 50 %',
    ],
    ['vacuum.bob', ['docked', {}], ['docked', { battery_level: 90 }], 'Bob: battery level 90 %'],
    ['vacuum.bob', ['docked', { effect: 'x' }], ['docked', {}], 'Bob: effect no longer x'],
    ['automation.a', ['on', { current: 0 }], ['on', { current: 1 }], 'A started running'],
    ['automation.a', ['on', { current: 1 }], ['on', { current: 0 }], 'A finished'],
    ['automation.a', ['on', { last_triggered: null }], ['on', { last_triggered: 'x' }], 'A was triggered'],
    ['sensor.x', ['5', { last_seen: 1 }], ['5', { last_seen: 2 }], 'X: last seen updated'],
    ['sensor.x', ['5', { access_token: 'a' }], ['5', { access_token: 'b' }], 'X reported again, still 5'],
    ['sensor.x', ['5', {}], ['5', {}], 'X reported again, still 5'],
    ['sensor.x', ['5', { n: Number.NaN }], ['5', { n: 1 }], 'X: n NaN to 1'],
  ])('%s %j to %j', (entityId, before, after, sentence) => {
    expect(describeEvent(stateChanged(entityId, before, after))).toBe(sentence);
  });
});
