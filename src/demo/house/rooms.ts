import type { RegistryDocument } from '../../core/registry/registry-document.ts';
import type { HaState } from '../../core/events/event.ts';

type Place = readonly [id: string, name: string, within: string, things: RegExp];

/** Id, name, floor, and whose object ids stand in it. */
const AREAS: readonly Place[] = [
  ['kitchen', 'Kitchen', 'ground', /^(kitchen|pantry|fridge|freezer|coffee_machine|eggs|back_door)/],
  ['dining_room', 'Dining room', 'ground', /^(dining|cafe)/],
  ['living_room', 'Living room', 'ground', /^(living_room|sofa|zoes_lamp|tv_)/],
  ['hall', 'Hall', 'ground', /^(hall|stairs|front_door|doorbell)/],
  ['garage', 'Garage', 'ground', /^garage/],
  ['landing', 'Landing', 'upstairs', /^landing/],
  ['bathroom', 'Bathroom', 'upstairs', /^(bathroom|washing_machine)/],
  ['bedroom', 'Bedroom', 'upstairs', /^bed/],
  ['kids_room', 'Kids’ room', 'upstairs', /^kids_room/],
  ['study', 'Study', 'upstairs', /^study/],
  ['garden', 'Garden', '', /^(porch|garden|outdoor)/],
];
/** Id, name, area, and whose object ids belong to it. */
const DEVICES: readonly Place[] = [
  ['7d1f2c8e94b04a6fb35e0c91d2a86f47', 'Zoë’s phone', '', /^zoes_phone/],
  ['a2c94e0d71b84f35960de8c1f4b7a360', 'Front door sensor', 'hall', /^front_door(_battery)?$/],
  ['c51e7b90f2d3486aa8e10475bd96e2f8', 'Washing machine', 'bathroom', /^washing_machine/],
  [
    'e80f3ad62c194b7fb4d7510c98aa63e1',
    'Living room thermostat',
    'living_room',
    /^living_room(_temperature)?$/,
  ],
];
/** Of these domains things stand in rooms. */
const IN_ROOMS =
  /^(binary_sensor|camera|climate|cover|event|light|lock|media_player|sensor|switch|timer|device_tracker)\./;

/** What the registries of the house say, as the one template asks that a monitor sends. */
export function describeRooms(states: readonly HaState[]): RegistryDocument {
  return {
    total: states.length,
    entities: states.map(({ entity_id: id, attributes }) => {
      const isDoor = /^(door|window)$/.test(textOf(attributes['device_class']));
      return [
        id,
        textOf(attributes['friendly_name']),
        textOf(attributes['device_class']),
        placeOf(AREAS, id),
        placeOf(DEVICES, id),
        isDoor ? ['security'] : [],
        textOf(attributes['unit_of_measurement']),
      ];
    }),
    devices: DEVICES.map(([id, name, area]) => [id, name, area, []]),
    areas: AREAS.map(([id, name, floor]) => [id, name, floor, []]),
    floors: [
      ['ground', 'Ground floor'],
      ['upstairs', 'Upstairs'],
    ],
    labels: [['security', 'Security']],
    persons: states
      .filter(({ entity_id: id }) => id.startsWith('person.'))
      .map(({ entity_id: id, attributes }) => [
        id,
        textOf(attributes['friendly_name']),
        textOf(attributes['user_id']),
      ]),
  };
}

function placeOf(places: readonly Place[], entityId: string): string {
  if (!IN_ROOMS.test(entityId)) return '';
  const objectId = entityId.slice(entityId.indexOf('.') + 1);
  return places.find(([, , , things]) => things.test(objectId))?.[0] ?? '';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
