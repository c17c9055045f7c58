import type { RegistryDocument } from '../../../src/core/registry/registry-document.ts';

/** A home of two rooms on one floor, and a shed. */
export const HOME: RegistryDocument = {
  total: 6,
  entities: [
    ['light.kitchen', 'Ceiling', '', 'kitchen', '', []],
    ['binary_sensor.window', 'Küchenfenster', 'window', 'kitchen', 'dev1', ['night']],
    ['sensor.window_battery', 'Window battery', 'battery', 'kitchen', 'dev1', []],
    ['light.hall', 'Hall', '', 'hall', '', []],
    ['switch.mower', 'Mower', '', 'shed', 'dev2', []],
    ['person.zoe', 'Zoë', '', '', '', []],
  ],
  devices: [
    ['dev1', 'Window sensor', 'kitchen', []],
    ['dev2', 'Mower', 'shed', ['garden']],
  ],
  areas: [
    ['kitchen', 'Küche', 'ground', []],
    ['hall', 'Hall', 'ground', ['night']],
    ['shed', 'Shed', '', []],
  ],
  floors: [['ground', 'Ground floor']],
  labels: [
    ['night', 'At night'],
    ['garden', 'Garden things'],
  ],
  persons: [['person.zoe', 'Zoë', 'user1']],
};

/** One of so many entities. */
export function homeOf(entities: number): RegistryDocument {
  return {
    ...HOME,
    total: entities,
    entities: Array.from({ length: entities }, (_, n) => [
      `sensor.thing_${String(n)}`,
      'Thing',
      '',
      '',
      '',
      [],
    ]),
  };
}
