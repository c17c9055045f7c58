import fc from 'fast-check';
import type { Facet, QueryNode } from '../../../../src/core/query/ast.ts';
import { toAnd, toOr } from '../../../../src/core/query/query-nodes.ts';
import { arbitraryQueryOf, type QueryWords } from '../../../support/arbitrary-query.ts';
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

/** Its values are lower case, as the parser makes them. */
const WORDS: QueryWords = {
  values: VALUES,
  likely: LIKELY,
  globs: ['light.*', '*leak*', '*.kitchen', 'o?', '?', '*a*', 'li?ht.h*l', 'binary_sensor.**', 'zo?', '??f*'],
  regexes: ['leak|hall', '^o', 'n$', '[0-9]+', 'k.tchen', '^.{2}$', 'a\\/b', '\\.', 'ZO'],
  numbers: fc.oneof(fc.integer({ min: -30, max: 30 }), one([0.5, 21.5, -3, 7, 1e21, 1e-7])),
  paths: path,
  texts: one([
    ...HOUSE.texts,
    ...HOUSE.entities,
    'hall mo',
    'motion',
    'ki',
    'zo',
    'battery',
    'turned on',
    'stras',
  ]),
  times: HOUSE_TIMES,
  maxSeq: HOUSE_MAX_SEQ,
};

/** Any query, of the shape that the parser makes: no group within a group of its kind. */
export const arbitraryQuery: fc.Arbitrary<QueryNode> = arbitraryQueryOf(WORDS, {
  and: toAnd,
  or: toOr,
  not: (part) => ({ kind: 'not', part }),
  minParts: 2,
});
