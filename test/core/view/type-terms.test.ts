import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { readTypeTerms, toggleExcluded, toggleIncluded } from '../../../src/core/view/type-terms.ts';

describe('readTypeTerms', () => {
  it.each<[string, readonly string[], readonly string[], string]>([
    ['', [], [], ''],
    ['kitchen  on', [], [], 'kitchen  on'],
    ['type:call_service', ['call_service'], [], ''],
    ['hall type:(a OR b) entity:light.*', ['a', 'b'], [], 'hall entity:light.*'],
    ['-type:a hall NOT type:b', [], ['a', 'b'], 'hall'],
    ['type:"two words"', ['two words'], [], ''],
    ['event_type:a', ['a'], [], ''],
    // These say more than that, and stay as they are.
    ['type:call_*', [], [], 'type:call_*'],
    ['type:a OR type:b', [], [], 'type:a OR type:b'],
    ['(hall type:a)', [], [], '(hall type:a)'],
    ['type:/x/', [], [], 'type:/x/'],
    ['hall AND type:a', [], [], 'hall AND type:a'],
    ['-type:(a OR b)', [], [], '-type:(a OR b)'],
    ['type:', [], [], 'type:'],
  ])('%j', (query, include, exclude, rest) => {
    const terms = readTypeTerms(query);
    expect([[...terms.include], [...terms.exclude], terms.rest]).toEqual([include, exclude, rest]);
  });
});

describe('the chips', () => {
  it.each([
    ['', 'a', 'type:a', '-type:a'],
    ['hall', 'a', 'hall type:a', 'hall -type:a'],
    ['type:a', 'b', 'type:(a OR b)', 'type:a -type:b'],
    ['type:(a OR b) hall', 'b', 'hall type:a', 'hall type:a -type:b'],
    ['-type:a', 'a', 'type:a', ''],
    ['hall OR kitchen', 'a', '(hall OR kitchen) type:a', '(hall OR kitchen) -type:a'],
    ['', 'my type', 'type:"my type"', '-type:"my type"'],
  ])('%j and %s: %j or %j', (query, type, included, excluded) => {
    expect([toggleIncluded(query, type), toggleExcluded(query, type)]).toEqual([included, excluded]);
  });

  it('never show and hide the same type, always write a query, and can be taken back', () => {
    const type = fc.constantFrom('a', 'b', 'state_changed', 'odd "name"', 'x*', 'AND', '-c');
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), type), { maxLength: 8 }), type, (clicks, last) => {
        let query = 'hall entity:light.*';
        for (const [include, name] of clicks) {
          query = include ? toggleIncluded(query, name) : toggleExcluded(query, name);
          expect(parseQuery(query, { now: 0 }).ok).toBe(true);
        }
        const { include, exclude } = readTypeTerms(query);
        expect([...include].some((name) => exclude.has(name))).toBe(false);
        const there = toggleIncluded(query, last);
        expect(readTypeTerms(there).include.has(last)).toBe(!include.has(last));
        expect([...readTypeTerms(toggleIncluded(there, last)).include].sort()).toEqual([...include].sort());
      }),
    );
  });
});
