import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasExcluded, hasTerm } from '../../../src/core/query/edit-query.ts';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { OTHER_TYPES } from '../../../src/core/history/other-types.ts';
import {
  countOfTypes,
  toggleExcluded,
  toggleIncluded,
  withoutTypes,
} from '../../../src/core/view/type-terms.ts';

describe('withoutTypes', () => {
  it.each([
    ['', ''],
    ['kitchen on', 'kitchen on'],
    ['type:call_service', ''],
    ['hall type:(a OR b) entity:light.*', 'hall entity:light.*'],
    ['-type:a hall NOT type:b', 'hall'],
    ['type:"two words"', ''],
    // These say more than a chip can, and stay as they are.
    ['type:call_*', 'type:call_*'],
    ['(hall OR type:a)', '(hall OR type:a)'],
    ['type:/x/', 'type:/x/'],
    ['type:', 'type:'],
  ])('%j: %j', (query, rest) => {
    expect(withoutTypes(query)).toBe(rest);
  });
});

describe('countOfTypes', () => {
  const COUNTS = [
    { type: 'state_changed', total: 100 },
    { type: 'call_service', total: 20 },
    { type: 'bell', total: 3 },
  ];
  const OTHERS = { type: OTHER_TYPES, total: 7 };

  it.each<readonly [query: string, count: number, withOthers: number | null]>([
    ['', 123, 130],
    ['hall entity:light.*', 123, 130],
    ['type:bell', 3, 3],
    ['hall type:(bell OR call_service)', 23, 23],
    ['-type:state_changed', 23, 30],
    ['-type:(state_changed OR bell) hall', 20, 27],
    ['type:bell type:call_service', 0, 0],
    ['type:zigbee', 0, null],
    ['-type:zigbee', 123, null],
    // The counts are of what this leaves already.
    ['type:call_*', 123, 130],
    ['(hall OR type:bell)', 123, 130],
  ])('%j lets %i through, with others %j', (query, count, withOthers) => {
    expect(countOfTypes(query, COUNTS)).toBe(count);
    expect(countOfTypes(query, [...COUNTS, OTHERS])).toBe(withOthers);
  });
});

describe('the chips', () => {
  it('never show and hide the same type, always write a query, and can be taken back', () => {
    const type = fc.constantFrom('a', 'b', 'state_changed', 'odd "name"', 'x*', 'AND', '-c');
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), type), { maxLength: 8 }), type, (clicks, last) => {
        let query = 'hall entity:light.*';
        for (const [include, name] of clicks) {
          query = include ? toggleIncluded(query, name) : toggleExcluded(query, name);
          expect(parseQuery(query, { now: 0 }).ok).toBe(true);
          expect(hasTerm(query, 'type', name) && hasExcluded(query, 'type', name)).toBe(false);
        }
        const there = toggleIncluded(query, last);
        expect(hasTerm(there, 'type', last)).toBe(!hasTerm(query, 'type', last));
        expect(hasTerm(toggleIncluded(there, last), 'type', last)).toBe(hasTerm(query, 'type', last));
        expect(withoutTypes(query)).toBe('hall entity:light.*');
      }),
    );
  });
});
