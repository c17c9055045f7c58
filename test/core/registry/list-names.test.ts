import { describe, expect, it } from 'vitest';
import { listNames } from '../../../src/core/registry/list-names.ts';
import { toRegistry } from '../../../src/core/registry/registry.ts';
import { HOME } from './registry-builders.ts';

const registries = new Map([
  ['home', toRegistry(HOME)],
  ['cabin', toRegistry(HOME)],
]);

describe('listNames', () => {
  it('finds what has the letters in its name or id, once, those that begin so first', () => {
    expect(listNames(registries, 'entity', 'fen', 9)).toEqual([
      { value: 'binary_sensor.window', words: 'Küchenfenster, Küche' },
    ]);
    const window = listNames(registries, 'entity', 'window', 9).map(({ value }) => value);
    expect(window).toEqual(['binary_sensor.window', 'sensor.window_battery']);
    expect(listNames(registries, 'device', 'sens', 9)).toEqual([{ value: 'Window sensor', words: '' }]);
  });

  it('says on which floor a room is, and ends where it is told', () => {
    expect(listNames(registries, 'area', '', 2)).toEqual([
      { value: 'Hall', words: 'Ground floor' },
      { value: 'Küche', words: 'Ground floor' },
    ]);
    expect(listNames(registries, 'person', 'zo', 9)).toEqual([{ value: 'Zoë', words: '' }]);
  });
});
