import { describe, expect, it } from 'vitest';
import {
  describePicture,
  describeSendTo,
  describeSound,
  pictureChoices,
  soundChoices,
  soundOf,
} from '../../../src/core/rules/also-words.ts';
import type { HomeThing } from '../../../src/core/rules/home-things.ts';

const thing = (entity: string, name: string, area = '', serverId = 'home'): HomeThing => ({
  entity,
  name,
  area,
  floor: '',
  device: '',
  labels: [],
  serverId,
  deviceClass: '',
  unit: '',
  state: '',
  options: [],
});

const THINGS = [
  thing('camera.front_door', 'Front door camera', 'Hall'),
  thing('light.hall', 'Hall light', 'Hall'),
  thing('image.map', 'Map', '', 'cabin'),
];
const HOMES = new Map([
  ['home', 'Home'],
  ['cabin', 'Cabin'],
]);

describe('the sound of a rule', () => {
  it.each([
    [{ level: 'quiet', sound: 'alarm' }, 'none', 'No sound'],
    [{ level: 'normal' }, null, "Usual: the desktop's own"],
    [{ level: 'important' }, 'chime', 'Usual: chime'],
    [{ level: 'critical' }, 'alarm', 'Usual: alarm'],
    [{ level: 'critical', sound: 'none' }, 'none', 'No sound'],
    [{ level: 'normal', sound: 'bell' }, 'bell', 'Bell'],
  ] as const)('of %j is %j: %s', (rule, sound, words) => {
    expect(soundOf(rule)).toBe(sound);
    expect(describeSound(rule)).toBe(words);
  });

  it('is chosen from all that there are', () => {
    expect(soundChoices('normal').map(([sound]) => sound)).toEqual([
      '',
      'none',
      'knock',
      'chime',
      'bell',
      'alarm',
    ]);
  });
});

describe('the picture of a rule', () => {
  it('is chosen from cameras and images, by name, room and home', () => {
    expect(pictureChoices(THINGS, undefined, HOMES)).toEqual([
      ['', 'No picture'],
      ['camera.front_door', 'Front door camera · Hall · Home'],
      ['image.map', 'Map · Cabin'],
    ]);
    expect(describePicture({ shows: 'camera.front_door' }, THINGS, new Map())).toBe(
      'Front door camera · Hall',
    );
    expect(describePicture({}, THINGS, HOMES)).toBe('No picture');
  });

  it('keeps a camera that is not there any more', () => {
    expect(pictureChoices([], 'camera.gone', HOMES).at(-1)).toEqual(['camera.gone', 'camera.gone']);
    expect(describePicture({ shows: 'camera.gone' }, [], HOMES)).toBe('camera.gone');
  });
});

it('where a rule sends is told by name', () => {
  const destinations = [
    { id: 'a', name: 'Phone' },
    { id: 'b', name: 'Hook' },
  ];
  expect(describeSendTo({ sendTo: ['b', 'a', 'gone'] }, destinations)).toBe('Phone, Hook');
  expect(describeSendTo({ sendTo: ['gone'] }, destinations)).toBe('Nowhere');
  expect(describeSendTo({}, destinations)).toBe('Nowhere');
});
