import { toRegistry, type Registry } from '../../src/core/registry/registry.ts';
import { KNOWN_ENTITIES } from './fake-house.ts';

const ROOMS: readonly (readonly [area: string, name: string, things: RegExp])[] = [
  ['garage', 'Garage', /garage/],
  ['kids_room', 'Kids room', /kids_room/],
  ['hall', 'Hall', /hall|front_door|doorbell/],
  ['kitchen', 'Kitchen', /kitchen|freezer/],
];

/** In which rooms the things of the house stand. */
export const FAKE_ROOMS: Registry = toRegistry({
  total: KNOWN_ENTITIES.length,
  entities: KNOWN_ENTITIES.map(({ entity, attributes }) => {
    const { friendly_name: name = '', device_class: deviceClass = '' } = attributes;
    const area = ROOMS.find(([, , things]) => things.test(entity))?.[0] ?? '';
    return [entity, String(name), String(deviceClass), area, '', []];
  }),
  devices: [],
  areas: ROOMS.map(([id, name]) => [id, name, '', []]),
  floors: [],
  labels: [],
  persons: [],
});
