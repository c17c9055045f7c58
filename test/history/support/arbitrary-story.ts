import fc from 'fast-check';
import type { HistoryEntry } from '../../../src/core/history/history.ts';
import { START } from './stored-events.ts';

/** Few words, so that queries find something: with accents, signs, capitals, astral letters and a lone surrogate. */
const WORDS = [
  'hall',
  'Haustür',
  'öffnet',
  'light',
  'Zoë',
  '21',
  '21.5',
  'on',
  'off',
  'ΣΊΣΥΦΟΣ',
  '𐐷𐐷',
  '\ud800x',
  'a'.repeat(80),
];
const ENTITIES = [
  'light.hall',
  'light.kitchen',
  'sensor.Power',
  'binary_sensor.door',
  `sensor.${'long_'.repeat(20)}`,
];
const IDS = ['01HAAA', '01hbbb', 'f'.repeat(32), null];
const TYPES = ['state_changed', 'call_service', 'zha_event', 'custom', '', 'T'.repeat(70)];

const words = fc.array(fc.constantFrom(...WORDS), { maxLength: 4 }).map((parts) => parts.join(' '));
const scalar = fc.oneof(
  words,
  fc.constantFrom<unknown>(null, true, false, 0, 21, 21.5, -3, 1e21, '21.50', 'true', 'null'),
);
const value = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.record(
    { name: words, '0': scalar, Battery: scalar, context: words, last_changed: words },
    { requiredKeys: [] },
  ),
);
const state = fc.record(
  {
    entity_id: fc.constantFrom(...ENTITIES),
    state: fc.oneof(fc.constantFrom('on', 'off', 'ON', '21', '21.5', 'unavailable', 'x'.repeat(70)), words),
    attributes: fc.record({ friendly_name: words, battery: scalar, items: value }, { requiredKeys: [] }),
    last_changed: fc.constant('2026-11-21T12:00:00+00:00'),
    context: fc.record({ id: fc.constantFrom('01HAAA', 'hall') }),
  },
  { requiredKeys: ['state'] },
);
const data = fc.record(
  {
    first: fc.constant(1),
    second: fc.constant(2),
    third: fc.constant(3),
    entity_id: fc.oneof(
      fc.constantFrom(...ENTITIES),
      fc.array(fc.constantFrom(...ENTITIES), { maxLength: 3 }),
    ),
    old_state: fc.oneof(state, fc.constant(null)),
    new_state: fc.oneof(state, fc.constant(null)),
    domain: fc.constantFrom('light', 'LIGHT', 'switch'),
    service: fc.constantFrom('turn_on', 'turn_off'),
    service_data: value,
    battery: scalar,
    name: words,
  },
  { requiredKeys: [] },
);
const event = fc.record(
  {
    event_type: fc.constantFrom(...TYPES),
    data,
    origin: fc.constantFrom('LOCAL', 'REMOTE'),
    time_fired: fc.integer({ min: 0, max: 50_000 }).map((s) => new Date(START + s * 1000).toISOString()),
    context: fc.record({
      id: fc.constantFrom('01HAAA', '01hbbb', 'f'.repeat(32)),
      parent_id: fc.constantFrom(...IDS),
      user_id: fc.constantFrom(...IDS),
    }),
  },
  { requiredKeys: ['event_type', 'data'] },
);
const raw = fc.oneof(
  { weight: 9, arbitrary: event.map((each) => JSON.stringify(each)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('not json at all, hall', '[1]', '{"event_type": 3}', '\u0000 öffnet'),
  },
  // More words than the index takes of one event.
  {
    weight: 1,
    arbitrary: scalar.map((last) =>
      JSON.stringify({
        event_type: 'zha_event',
        data: { many: Array.from({ length: 2_100 }, (_, i) => `w${String(i)}`), battery: last },
      }),
    ),
  },
);

const facts = fc.record({
  serverId: fc.constantFrom('Home-1', 'cabin'),
  receivedAt: fc.integer({ min: START, max: START + 50_000_000 }),
  alert: fc.boolean(),
  recovered: fc.boolean(),
});

/** Entries over several chapters, with holes between them. */
export const arbitraryStory: fc.Arbitrary<readonly HistoryEntry[]> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 700 }), facts, raw, words, fc.integer({ min: 0, max: 9 })), {
    minLength: 1,
    maxLength: 60,
  })
  .map((list) => {
    let seq = 0;
    return list.map(
      ([step, { serverId, receivedAt, alert, recovered }, text, sentence, kind]): HistoryEntry => {
        seq += step;
        if (kind < 8) return { kind: 'event', seq, serverId, receivedAt, alert, recovered, raw: text };
        const rowKind = kind === 8 ? 'gap' : 'server';
        const own = { kind: 'imported', rowKind, tone: 'bad', text: sentence } as const;
        return { kind: 'own', seq, serverId, at: receivedAt, own };
      },
    );
  });
