import { describe, expect, it } from 'vitest';
import { belongingsOf } from '../../../src/core/registry/find-places.ts';
import { toRegistry, type Place } from '../../../src/core/registry/registry.ts';
import { HOME } from './registry-builders.ts';

describe('belongingsOf', () => {
  it.each<[Place, string, readonly string[]]>([
    ['area', 'küche', ['light.kitchen', 'binary_sensor.window', 'sensor.window_battery']],
    ['area', 'kitchen', ['light.kitchen', 'binary_sensor.window', 'sensor.window_battery']],
    ['area', '', []],
    [
      'floor',
      'ground floor',
      ['light.kitchen', 'binary_sensor.window', 'sensor.window_battery', 'light.hall'],
    ],
    // Its own, and that of its room.
    ['label', 'at night', ['binary_sensor.window', 'light.hall']],
    // That of its device.
    ['label', 'garden', ['switch.mower']],
    ['device', 'window sensor', ['binary_sensor.window', 'sensor.window_battery']],
    ['person', 'zoë', ['person.zoe']],
    ['person', 'person.zoe', ['person.zoe']],
  ])('%s %s', (place, value, entities) => {
    expect(belongingsOf(toRegistry(HOME), place, (each) => each === value).entities).toEqual(entities);
  });

  it('names the user of a person and the ids of devices', () => {
    expect(belongingsOf(toRegistry(HOME), 'person', () => true).users).toEqual(['user1']);
    expect(belongingsOf(toRegistry(HOME), 'device', () => true).devices).toEqual(['dev1', 'dev2']);
  });
});
