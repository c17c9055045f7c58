import fc from 'fast-check';
import type { QueryNode } from '../../../src/core/query/ast.ts';
import { arbitraryQueryOf } from '../../support/arbitrary-query.ts';
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

/** Query trees of every kind of node and of any shape, also such as no parser makes: groups of one, capitals, half letters. */
export const arbitraryQuery: fc.Arbitrary<QueryNode> = arbitraryQueryOf(
  {
    values: VALUES,
    globs: GLOBS,
    regexes: REGEXES,
    numbers: fc.constantFrom(-3, 0, 21, 21.5, 1e21),
    paths: fc.array(fc.constantFrom(...KEYS), { minLength: 1, maxLength: 4 }),
    texts: fc
      .array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 3 })
      .map((words) => words.join(' ')),
    times: { from: START - 1_000, to: START + 51_000_000 },
    maxSeq: 40_000,
    hasSets: true,
  },
  {
    and: (parts) => ({ kind: 'and', parts }),
    or: (parts) => ({ kind: 'or', parts }),
    not: (part) => ({ kind: 'not', part }),
    minParts: 1,
  },
);
