import fc from 'fast-check';
import type { HaEvent } from '../../../../src/core/events/event.ts';
import type { RowKind } from '../../../../src/core/events/row.ts';
import type { QueryItemFacts } from '../../../../src/core/query/event-item.ts';

/**
 * Words of a small house, few enough that a generated query often finds a generated event. Upper and lower case,
 * accents, letters beyond ASCII, blanks and signs that mean something to a query.
 */
export const HOUSE = {
  types: ['state_changed', 'call_service', 'automation_triggered', 'zha_event', 'My_Event', 'ünïcode event'],
  entities: [
    'light.hall',
    'light.Kitchen',
    'binary_sensor.leak_kitchen',
    'sensor.zoë_battery',
    'switch.x',
    'sensor.1',
  ],
  services: ['turn_on', 'turn_off', 'Toggle'],
  states: [
    'on',
    'off',
    'Off',
    '21.5',
    '-3',
    '7',
    '007',
    'not home',
    'unavailable',
    'Zoë',
    'a*b',
    '"q"',
    '0x10',
    '',
  ],
  users: ['19ecb464017641749b9b547c1396c17b', 'u-2'],
  contexts: ['01M7ZTX5ZP106VD328RS9YJAYQ', '01M7ZTX6B9T6DXYMY3F8M00JAR', 'c3'],
  servers: ['home', 'Cabin-2'],
  keys: ['battery', 'friendly_name', 'Name', 'name', 'items', 'a.b', 'last_changed', 'x y'],
  texts: [
    'Hall motion',
    'motion in the hall',
    'Küche',
    'CODE 1234',
    '☕',
    'straße',
    'Ωmega Σας',
    'x'.repeat(70),
  ],
} as const;

/** Earliest and latest time of a generated item, epoch ms. */
export const HOUSE_TIMES = { from: Date.UTC(2026, 10, 21, 6), to: Date.UTC(2026, 10, 21, 9) } as const;
export const HOUSE_MAX_SEQ = 300;

const one = <T>(list: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...list);
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary);

const scalar = fc.oneof(
  one([...HOUSE.states, ...HOUSE.texts, ...HOUSE.entities]),
  fc.integer({ min: -30, max: 30 }),
  one([0.5, 21.5, 1e21, true, false, null]),
);
const value = fc.oneof(
  { weight: 4, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.dictionary(one(HOUSE.keys), scalar, { maxKeys: 2 }) },
);
const attributes = fc.dictionary(one(HOUSE.keys), value, { maxKeys: 3 });

const state = (entityId: string): fc.Arbitrary<unknown> =>
  fc.record({
    entity_id: fc.constant(entityId),
    state: one(HOUSE.states),
    attributes,
    last_changed: fc.constant('2026-11-21T07:00:00.000001+00:00'),
    context: fc.constant({ id: 'inner', parent_id: null, user_id: null }),
  });

const stateChangedData = one(HOUSE.entities).chain((entityId) =>
  fc.record({
    entity_id: fc.constant(entityId),
    old_state: maybe(state(entityId)),
    new_state: maybe(state(entityId)),
  }),
);
const callData = fc.record({
  domain: one(['light', 'Switch']),
  service: one(HOUSE.services),
  service_data: fc.record(
    {
      entity_id: fc.oneof(one(HOUSE.entities), fc.array(one(HOUSE.entities), { maxLength: 3 })),
      code: one(['1234', 'abcd']),
    },
    { requiredKeys: [] },
  ),
});

/** Any event a server of today could send, in this house. */
export const arbitraryEvent: fc.Arbitrary<HaEvent> = one(HOUSE.types)
  .chain((event_type) =>
    fc.record(
      {
        event_type: fc.constant(event_type),
        data: (event_type === 'state_changed'
          ? stateChangedData
          : event_type === 'call_service'
            ? callData
            : attributes) as fc.Arbitrary<Readonly<Record<string, unknown>>>,
        origin: one(['LOCAL', 'REMOTE', '']),
        time_fired: fc
          .integer({ min: HOUSE_TIMES.from, max: HOUSE_TIMES.to })
          .map((at) => new Date(at).toISOString().replace('Z', '000+00:00')),
        context: fc.record({
          id: one(HOUSE.contexts),
          parent_id: maybe(one(HOUSE.contexts)),
          user_id: maybe(one(HOUSE.users)),
        }),
      },
      { requiredKeys: ['event_type', 'data', 'origin', 'time_fired'] },
    ),
  )
  .map((event): HaEvent => JSON.parse(JSON.stringify(event)) as HaEvent);

/** Event, facts and sentence of a row, as `toQueryItem` takes them. Own rows and unparsed ones among them. */
export interface ItemSource {
  readonly facts: QueryItemFacts;
  readonly event: HaEvent | null;
  readonly text: string | null;
}

export const arbitraryItemSource: fc.Arbitrary<ItemSource> = fc
  .record({
    kind: fc.oneof(
      { weight: 8, arbitrary: fc.constant<RowKind>('event') },
      { weight: 2, arbitrary: one<RowKind>(['gap', 'server', 'unparsed']) },
    ),
    seq: fc.integer({ min: 1, max: HOUSE_MAX_SEQ }),
    serverId: one(HOUSE.servers),
    at: fc.integer({ min: HOUSE_TIMES.from, max: HOUSE_TIMES.to }),
    alert: fc.boolean(),
    recovered: fc.boolean(),
    bookmarked: fc.boolean(),
    event: arbitraryEvent,
    text: one(HOUSE.texts),
  })
  .map(({ event, text, recovered, bookmarked, ...facts }) => ({
    facts: {
      ...facts,
      ...(recovered && { recovered: true as const }),
      ...(bookmarked && { bookmarked: true as const }),
    },
    event: facts.kind === 'event' ? event : null,
    text: facts.kind === 'event' ? null : text,
  }));
