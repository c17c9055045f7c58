import fc from 'fast-check';
import { FACETS, FLAGS, type Facet, type QueryNode, type ValueTest } from '../../../../src/core/query/ast.ts';
import { toAnd, toNot, toOr } from '../../../../src/core/query/query-nodes.ts';
import { toTokens } from '../../../../src/core/query/to-tokens.ts';
import { HOUSE, HOUSE_MAX_SEQ, HOUSE_TIMES } from './event-arbitraries.ts';

const one = <T>(list: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...list);

const VALUES = [
  ...HOUSE.types,
  ...HOUSE.entities,
  ...HOUSE.states,
  ...HOUSE.users,
  ...HOUSE.contexts,
  ...HOUSE.servers,
  ...[
    'light',
    'sensor',
    'switch',
    'light.turn_on',
    'local',
    'remote',
    'event',
    'gap',
    'unparsed',
    'true',
    'null',
  ],
  ...['http://ha.local:8123', 'a..b', 'OR', '1..2', '>5', '/x/', '[x', '(x)', 'a\\b', 'Hütte', '20', '+5'],
]
  .filter((value) => value !== '')
  .map((value) => value.toLowerCase());

/** Values that a facet can have in this house. */
const LIKELY: Readonly<Record<Facet, readonly string[]>> = {
  type: HOUSE.types,
  entity: HOUSE.entities,
  domain: ['light', 'sensor', 'switch', 'binary_sensor'],
  service: ['light.turn_on', 'Switch.turn_off', 'light.Toggle'],
  from: HOUSE.states.filter((state) => state !== ''),
  to: HOUSE.states.filter((state) => state !== ''),
  user: HOUSE.users,
  context: HOUSE.contexts,
  parent: HOUSE.contexts,
  origin: ['local', 'remote'],
  server: [...HOUSE.servers, 'Main Street 1'],
  kind: ['event', 'gap', 'server', 'unparsed'],
};
const likelyFacet = (facet: Facet): fc.Arbitrary<ValueTest> =>
  one(LIKELY[facet]).map((value): ValueTest => ({ kind: 'is', value: value.toLowerCase() }));

const number = fc.oneof(fc.integer({ min: -30, max: 30 }), one([0.5, 21.5, -3, 7, 1e21, 1e-7]));

/** Any test of a value; its words are lower case, as the parser makes them. */
export const arbitraryValueTest: fc.Arbitrary<ValueTest> = fc.oneof(
  { weight: 6, arbitrary: one(VALUES).map((value): ValueTest => ({ kind: 'is', value })) },
  {
    weight: 2,
    arbitrary: one([
      'light.*',
      '*leak*',
      '*.kitchen',
      'o?',
      '?',
      '*a*',
      'li?ht.h*l',
      'binary_sensor.**',
      'zo?',
      '??f*',
    ]).map((pattern): ValueTest => ({ kind: 'glob', pattern })),
  },
  {
    weight: 1,
    arbitrary: one(['leak|hall', '^o', 'n$', '[0-9]+', 'k.tchen', '^.{2}$', 'a\\/b', '\\.', 'ZO']).map(
      (source): ValueTest => ({ kind: 'regex', source }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(one(['<', '<=', '>', '>='] as const), number)
      .map(([op, value]): ValueTest => ({ kind: 'compare', op, value })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(number, number)
      .map(([a, b]): ValueTest => ({ kind: 'range', min: Math.min(a, b), max: Math.max(a, b) })),
  },
  { weight: 1, arbitrary: fc.constant<ValueTest>({ kind: 'exists' }) },
);

const pathPart = one([
  ...HOUSE.keys,
  'new_state',
  'old_state',
  'attributes',
  'state',
  'entity_id',
  '0',
  '*',
  'NAME',
  'bat*',
]);
const path = fc.oneof(
  fc.array(pathPart, { minLength: 1, maxLength: 3 }),
  pathPart.map((part) => ['new_state', 'attributes', part]),
  one([['new_state', 'state'], ['service_data', 'entity_id'], ['old_state']]),
);

const tokens = one([
  ...HOUSE.texts,
  ...HOUSE.entities,
  'hall mo',
  'motion',
  'ki',
  'zo',
  'battery',
  'turned on',
  'stras',
])
  .map(toTokens)
  .filter((found) => found.length > 0);

const time = fc
  .tuple(
    fc.option(fc.integer({ min: HOUSE_TIMES.from, max: HOUSE_TIMES.to })),
    fc.option(fc.integer({ min: 1, max: HOUSE_TIMES.to - HOUSE_TIMES.from })),
  )
  .filter(([from, length]) => from !== null || length !== null)
  .map(([from, length]): QueryNode => ({
    kind: 'time',
    from,
    to: length === null ? null : (from ?? HOUSE_TIMES.from) + length,
  }));
const seq = fc
  .tuple(fc.nat({ max: HOUSE_MAX_SEQ }), fc.nat({ max: HOUSE_MAX_SEQ }))
  .map(([a, b]): QueryNode => ({ kind: 'seq', from: Math.min(a, b), to: Math.max(a, b) }));

/** One condition. */
export const arbitraryTerm: fc.Arbitrary<QueryNode> = fc.oneof(
  {
    weight: 8,
    arbitrary: one(FACETS).chain((facet) =>
      fc
        .oneof({ weight: 2, arbitrary: likelyFacet(facet) }, { weight: 1, arbitrary: arbitraryValueTest })
        .map((test): QueryNode => ({ kind: 'facet', facet, test })),
    ),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(path, arbitraryValueTest)
      .map(([parts, test]): QueryNode => ({ kind: 'data', path: parts, test })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(one(FLAGS), fc.boolean())
      .map(([flag, wanted]): QueryNode => ({ kind: 'flag', flag, wanted })),
  },
  { weight: 3, arbitrary: tokens.map((found): QueryNode => ({ kind: 'words', tokens: found })) },
  { weight: 2, arbitrary: tokens.map((found): QueryNode => ({ kind: 'phrase', tokens: found })) },
  { weight: 1, arbitrary: time },
  { weight: 1, arbitrary: seq },
  { weight: 1, arbitrary: fc.constant<QueryNode>({ kind: 'everything' }) },
);

/** Any query, of the shape that the parser makes: no group within a group of its kind. */
export const arbitraryQuery: fc.Arbitrary<QueryNode> = fc.letrec<{ query: QueryNode }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 4, arbitrary: arbitraryTerm },
    { weight: 2, arbitrary: fc.array(tie('query'), { minLength: 2, maxLength: 3 }).map(toAnd) },
    { weight: 2, arbitrary: fc.array(tie('query'), { minLength: 2, maxLength: 3 }).map(toOr) },
    { weight: 1, arbitrary: tie('query').map(toNot) },
  ),
})).query;
