import { toRegistry, type Registries } from '../../src/core/registry/registry.ts';
import type { RegistryDocument } from '../../src/core/registry/registry-document.ts';

/** User of a person who has a name. */
export const ANNA = '91d3e2ab4c5f60718293a4b5c6d7e8f9';

const ENTITIES: RegistryDocument['entities'] = [
  ['light.hall', 'Hall light', '', 'hall', '', []],
  ['binary_sensor.hall_motion', 'Hall motion', 'motion', 'hall', '', []],
  ['binary_sensor.front_door', 'Front door', 'door', 'hall', '', []],
  ['light.kitchen', 'Kitchen light', '', 'kitchen', '', []],
  ['light.kitchen_counter', 'Kitchen counter light', '', 'kitchen', '', []],
  ['sensor.living_room_temperature', 'Living room temperature', 'temperature', 'living', '', []],
];

/** What the fake home says of its rooms and people. */
export const FAKE_REGISTRIES: Registries = new Map([
  [
    'home',
    toRegistry({
      total: ENTITIES.length,
      entities: ENTITIES,
      devices: [],
      areas: [
        ['hall', 'Hall', 'ground', []],
        ['kitchen', 'Kitchen', 'ground', []],
        ['living', 'Living room', '', []],
      ],
      floors: [['ground', 'Ground floor']],
      labels: [],
      persons: [['person.anna', 'Anna', ANNA]],
    }),
  ],
]);
