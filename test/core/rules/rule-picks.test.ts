import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QueryNode } from '../../../src/core/query/ast.ts';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { printQuery } from '../../support/print-query.ts';
import {
  ANY_THING,
  readPicks,
  toQuery,
  type Doing,
  type Picks,
  type Things,
} from '../../../src/core/rules/rule-picks.ts';
import { PLACES } from '../../../src/core/registry/registry.ts';
import { arbitraryQuery } from '../query/support/query-arbitraries.ts';

const of = (things: Partial<Things>, does: Doing): Picks => {
  return { kind: 'things', things: { ...ANY_THING, ...things }, does };
};

const SIMPLE: readonly [query: string, picks: Picks][] = [
  ['', of({}, { kind: 'anything' })],
  ['entity:cover.garage to:open', of({ entities: ['cover.garage'] }, { kind: 'becomes', states: ['open'] })],
  [
    'entity:(light.a OR light.b) from:on',
    of({ entities: ['light.a', 'light.b'] }, { kind: 'leaves', states: ['on'] }),
  ],
  ['type:state_changed entity:event.bell', of({ entities: ['event.bell'] }, { kind: 'changes' })],
  ['entity:sensor.freezer', of({ entities: ['sensor.freezer'] }, { kind: 'anything' })],
  ['class:battery from:>=15 to:<15', of({ classes: ['battery'] }, { kind: 'below', limit: 15 })],
  ['domain:sensor from:<=-2.5 to:>-2.5', of({ domain: 'sensor' }, { kind: 'above', limit: -2.5 })],
  [
    'area:"kids room" class:motion to:on',
    of(
      { within: { place: 'area', name: 'kids room' }, classes: ['motion'] },
      { kind: 'becomes', states: ['on'] },
    ),
  ],
  [
    'class:(smoke OR gas) to:(on OR unavailable)',
    of({ classes: ['smoke', 'gas'] }, { kind: 'becomes', states: ['on', 'unavailable'] }),
  ],
  [
    'type:system_log_event data.name:homeassistant.components.http.ban',
    {
      kind: 'event',
      type: 'system_log_event',
      entities: [],
      fields: [{ path: ['name'], value: 'homeassistant.components.http.ban' }],
    },
  ],
  [
    'floor:upstairs to:on',
    of({ within: { place: 'floor', name: 'upstairs' } }, { kind: 'becomes', states: ['on'] }),
  ],
  ['person:zoe', of({ within: { place: 'person', name: 'zoe' } }, { kind: 'anything' })],
  ['type:call_service service:light.turn_on', { kind: 'action', action: 'light.turn_on', entities: [] }],
  [
    'type:call_service service:light.turn_on entity:light.hall',
    { kind: 'action', action: 'light.turn_on', entities: ['light.hall'] },
  ],
  [
    'type:automation_triggered entity:automation.x',
    { kind: 'event', type: 'automation_triggered', entities: ['automation.x'], fields: [] },
  ],
];

describe('picks', () => {
  it.each(SIMPLE)('reads and writes %j', (query, picks) => {
    expect(readPicks(query)).toEqual(picks);
    expect(toQuery(picks)).toBe(query);
  });

  it.each([
    ['a spelling of its own', 'to:on entity:light.hall', 'entity:light.hall to:on'],
    [
      'a type that goes without saying',
      'type:state_changed entity:light.hall to:on',
      'entity:light.hall to:on',
    ],
    ['capitals', 'entity:Light.Hall to:ON', 'entity:light.hall to:on'],
  ])('takes %s over', (_what, query, expected) => {
    const picks = readPicks(query);
    expect(picks === null ? null : toQuery(picks)).toBe(expected);
  });

  it.each([
    ['an error', 'entity:'],
    ['a wildcard', 'entity:light.* to:on'],
    ['an exclusion', 'entity:light.hall -to:on'],
    ['alternatives of two fields', 'entity:light.hall OR to:on'],
    ['free words', 'garage to:open'],
    ['both states', 'entity:person.anna from:home to:not_home'],
    ['two limits', 'entity:sensor.a from:<=15 to:>16'],
    ['a limit of one side', 'entity:sensor.a to:>16'],
    ['any state', 'entity:sensor.a to:*'],
    ['the same field twice', 'entity:a.b entity:a.c'],
    ['two types', 'type:(a OR b)'],
    ['data of a change', 'type:state_changed entity:event.bell data.new_state.attributes.event_type:press'],
    ['two services', 'type:call_service service:(light.turn_on OR light.turn_off)'],
    ['a service that is registered or called', 'service:light.turn_on'],
    ['a call with its data', 'type:call_service service:light.turn_on data.service_data.brightness:255'],
    ['two rooms', 'area:(hall OR kitchen) to:on'],
    ['a room and a floor', 'area:hall floor:upstairs to:on'],
    ['a time', 'entity:a.b since:1h'],
    ['a flag', 'entity:a.b recovered:yes'],
  ])('leaves to text %s', (_what, query) => {
    expect(readPicks(query)).toBeNull();
  });

  const word = fc.string({ minLength: 1, maxLength: 20 }).map((text) => text.toLowerCase());
  const words = fc.uniqueArray(word, { minLength: 1, maxLength: 3 });
  const limit = fc.integer({ min: -1_000, max: 1_000 }).map((value) => value / 4);
  const does: fc.Arbitrary<Doing> = fc.oneof(
    fc.record({ kind: fc.constantFrom('becomes', 'leaves'), states: words }),
    fc.record({ kind: fc.constantFrom('above', 'below'), limit }),
    fc.record({ kind: fc.constantFrom('changes', 'anything') }),
  );
  const things = fc.record({
    entities: fc.oneof(fc.constant([]), words),
    domain: fc.oneof(fc.constant(''), word),
    classes: fc.oneof(fc.constant([]), words),
    within: fc.option(fc.record({ place: fc.constantFrom(...PLACES), name: word })),
  });
  const path = fc.array(fc.stringMatching(/^[a-z_]{1,9}$/), { minLength: 1, maxLength: 3 });
  const events = fc.record({
    kind: fc.constant('event' as const),
    type: word.filter((type) => type !== 'state_changed'),
    entities: fc.oneof(fc.constant([]), words),
    fields: fc.array(fc.record({ path, value: word }), { maxLength: 3 }),
  });
  const picks: fc.Arbitrary<Picks> = fc.oneof(
    fc.record({ kind: fc.constant('things' as const), things, does }),
    events,
    fc.record({
      kind: fc.constant('action' as const),
      action: word,
      entities: fc.oneof(fc.constant([]), words),
    }),
  );

  it('come back from their query, whatever they are', () => {
    fc.assert(
      fc.property(picks, (chosen) => {
        expect(readPicks(toQuery(chosen))).toEqual(chosen);
      }),
      { numRuns: 600 },
    );
  });

  it('never say anything else than the query that they are read from', () => {
    const conditions = (query: string): readonly string[] => {
      const parsed = parseQuery(query, { now: 0 });
      if (!parsed.ok) throw new Error(parsed.error.message);
      const parts: readonly QueryNode[] = parsed.root.kind === 'and' ? parsed.root.parts : [parsed.root];
      const all = parts.map(printQuery).sort();
      const hasState = all.some((each) => /^(?:from|to):|^\((?:from|to):/.test(each));
      return hasState ? all.filter((each) => each !== 'type:state_changed') : all;
    };
    const term = fc.constantFrom(
      ...SIMPLE.flatMap(([query]) => (query === '' ? [] : query.split(/ (?=\w+:)/))),
      'type:state_changed',
      '-to:on',
      'garage',
    );
    const texts = fc.oneof(
      arbitraryQuery.map(printQuery),
      fc.uniqueArray(term, { minLength: 1, maxLength: 5 }).map((all) => all.join(' ')),
    );
    let read = 0;
    fc.assert(
      fc.property(texts, (query) => {
        const found = readPicks(query);
        if (found === null) return;
        read += 1;
        expect(conditions(toQuery(found))).toEqual(conditions(query));
      }),
      { numRuns: 2_000 },
    );
    expect(read).toBeGreaterThan(100);
  });
});
