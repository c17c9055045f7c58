import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasExcluded, hasTerm } from '../../../src/core/query/edit-query.ts';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { toggleExcluded, toggleIncluded, withoutTypes } from '../../../src/core/view/type-terms.ts';

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
