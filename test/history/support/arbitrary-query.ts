import fc from 'fast-check';
import { FACETS, FLAGS, type QueryNode, type ValueTest } from '../../../src/core/query/ast.ts';
import { toTokens } from '../../../src/core/query/to-tokens.ts';
import { START } from './stored-events.ts';

const VALUES = [
  'state_changed', 'custom', 'unparsed', 'light.hall', 'LIGHT.Hall', 'sensor.power', 'light', 'light.turn_on', 'on', 'off', '21', '21.5',
  '01haaa', '01HBBB', 'f'.repeat(32), 'local', 'home-1', 'Home-1', 'My Cabin', 'gap', 'event', 'null', 'true', 'hall', 'haustür öffnet',
  'x'.repeat(70), 't'.repeat(70), `sensor.${'long_'.repeat(20)}`, '\ud800x', '1e+21', '',
]; // prettier-ignore
const GLOBS = [
  'light.*',
  '*hall*',
  'l?ght.hall',
  '*',
  'sensor.*',
  '?n',
  'x*',
  'Home*',
  '01h*',
  '*\ud800*',
  'sensor.long_*',
];
const REGEXES = ['hall|kitchen', '^o', 'r$', '[0-9]', '.', 'LONG'];
const WORDS = [
  'hall',
  'haus',
  'haustur',
  'zoe',
  'ZOË',
  '21',
  'on',
  'o',
  'w2050',
  'w1999',
  'w10',
  'σισυφοσ',
  '𐐷',
  'a'.repeat(80),
  'nothing',
];
const KEYS = [
  'new_state',
  'state',
  'attributes',
  'battery',
  'Battery',
  'name',
  'items',
  '0',
  '*',
  'b*',
  'context',
  'last_changed',
  'service_data',
  'entity_id',
  'many',
];

const number = fc.constantFrom(-3, 0, 21, 21.5, 1e21);
const valueTest: fc.Arbitrary<ValueTest> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...VALUES).map((value): ValueTest => ({ kind: 'is', value })) },
  fc.constantFrom(...GLOBS).map((pattern): ValueTest => ({ kind: 'glob', pattern })),
  fc.constantFrom(...REGEXES).map((source): ValueTest => ({ kind: 'regex', source })),
  fc
    .tuple(fc.constantFrom('<', '<=', '>', '>='), number)
    .map(([op, value]): ValueTest => ({ kind: 'compare', op: op as '<', value })),
  fc
    .tuple(number, number)
    .map(([a, b]): ValueTest => ({ kind: 'range', min: Math.min(a, b), max: Math.max(a, b) })),
  fc.constant<ValueTest>({ kind: 'exists' }),
);

const tokens = fc
  .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.flatMap((part) => [...toTokens(part)]));
const moment = fc.oneof(fc.constant(null), fc.integer({ min: START - 1_000, max: START + 51_000_000 }));

const leaf: fc.Arbitrary<QueryNode> = fc.oneof(
  fc.constant<QueryNode>({ kind: 'everything' }),
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom(...FACETS), valueTest)
      .map(([facet, test]): QueryNode => ({ kind: 'facet', facet, test })),
  },
  fc
    .tuple(fc.constantFrom(...FLAGS), fc.boolean())
    .map(([flag, wanted]): QueryNode => ({ kind: 'flag', flag, wanted })),
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.array(fc.constantFrom(...KEYS), { minLength: 1, maxLength: 4 }), valueTest)
      .map(([path, test]): QueryNode => ({ kind: 'data', path, test })),
  },
  { weight: 3, arbitrary: tokens.map((each): QueryNode => ({ kind: 'words', tokens: each })) },
  { weight: 2, arbitrary: tokens.map((each): QueryNode => ({ kind: 'phrase', tokens: each })) },
  fc.tuple(moment, moment).map(([from, to]): QueryNode => ({ kind: 'time', from, to })),
  fc
    .tuple(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 0, max: 40_000 }))
    .map(([from, to]): QueryNode => ({ kind: 'seq', from, to })),
);

/** Query trees of every kind of node, up to four levels deep. */
export const arbitraryQuery: fc.Arbitrary<QueryNode> = fc.letrec<{ node: QueryNode }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', maxDepth: 4 },
    leaf,
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((parts): QueryNode => ({ kind: 'and', parts })),
    fc.array(tie('node'), { minLength: 1, maxLength: 3 }).map((parts): QueryNode => ({ kind: 'or', parts })),
    tie('node').map((part): QueryNode => ({ kind: 'not', part })),
  ),
})).node;
