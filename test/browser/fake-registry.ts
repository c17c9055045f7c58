import { readText } from '../../src/core/events/read-field.ts';
import { toRegistry, type Registries } from '../../src/core/registry/registry.ts';
import type { RegistryDocument } from '../../src/core/registry/registry-document.ts';
import { KNOWN_ENTITIES } from './fake-house.ts';

/** User of a person who has a name. */
export const ANNA = '91d3e2ab4c5f60718293a4b5c6d7e8f9';

type Entity = RegistryDocument['entities'][number];

/** Id, name, floor, and whose ids stand in it. */
const ROOMS: readonly (readonly [id: string, name: string, floor: string, things: RegExp])[] = [
  ['garage', 'Garage', 'ground', /garage/],
  ['kids_room', 'Kids room', 'upstairs', /kids_room/],
  ['hall', 'Hall', 'ground', /hall|front_door|doorbell/],
  ['kitchen', 'Kitchen', 'ground', /kitchen|freezer/],
  ['living', 'Living room', '', /living_room/],
];
/** Things that were not heard of yet. */
const UNSEEN: readonly (readonly [id: string, name: string])[] = [
  ['light.kitchen', 'Kitchen light'],
  ['light.kitchen_counter', 'Kitchen counter light'],
];

function toEntity(id: string, name: string, deviceClass: string, unit: string): Entity {
  const room = ROOMS.find(([, , , things]) => things.test(id))?.[0] ?? '';
  const device = id.includes('front_door') ? 'd1' : '';
  return [id, name, deviceClass, room, device, deviceClass === 'door' ? ['security'] : [], unit];
}

const ENTITIES: readonly Entity[] = [
  ...KNOWN_ENTITIES.map(({ entity, attributes }) =>
    toEntity(
      entity,
      readText(attributes, 'friendly_name'),
      readText(attributes, 'device_class'),
      readText(attributes, 'unit_of_measurement'),
    ),
  ),
  ...UNSEEN.map(([id, name]) => toEntity(id, name, '', '')),
];

/** What the fake home says of its rooms and people. */
export const FAKE_REGISTRIES: Registries = new Map([
  [
    'home',
    toRegistry({
      total: ENTITIES.length,
      entities: ENTITIES,
      devices: [['d1', 'Front door sensor', 'hall', []]],
      areas: ROOMS.map(([id, name, floor]) => [id, name, floor, []]),
      floors: [
        ['ground', 'Ground floor'],
        ['upstairs', 'Upstairs'],
      ],
      labels: [['security', 'Security']],
      persons: [['person.anna', 'Anna', ANNA]],
    }),
  ],
]);
