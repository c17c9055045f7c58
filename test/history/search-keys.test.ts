import { describe, expect, it } from 'vitest';
import type { QueryNode } from '../../src/core/query/ast.ts';
import type { Finder, KeyRange } from '../../src/history/search/finder.ts';
import { createStoredSearch, keysOf } from '../../src/history/search/search.ts';
import { finish } from './support/finish.ts';

const EVERYTHING: QueryNode = { kind: 'everything' };
const seq = (from: number, to: number): QueryNode => ({ kind: 'seq', from, to });
const ALL = Number.MAX_SAFE_INTEGER;

describe('keysOf', () => {
  it.each<readonly [string, QueryNode, number, KeyRange]>([
    ['nothing', EVERYTHING, 50, { low: 0, high: 50 }],
    ['a range', seq(10, 20), ALL, { low: 10, high: 21 }],
    ['a range that ends later than what is asked for', seq(10, ALL), 15, { low: 10, high: 15 }],
    [
      'two ranges',
      { kind: 'and', parts: [seq(10, 20), EVERYTHING, seq(15, 90)] },
      ALL,
      { low: 15, high: 21 },
    ],
    ['a range that is excluded', { kind: 'not', part: seq(10, 20) }, 50, { low: 0, high: 50 }],
    ['one of two ranges', { kind: 'or', parts: [seq(1, 2), seq(8, 9)] }, 50, { low: 0, high: 50 }],
  ])('of a query that names %s', (_name, query, below, keys) => {
    expect(keysOf(query, below)).toEqual(keys);
  });
});

describe('createStoredSearch', () => {
  it('looks at no other keys than those of its query, in a history of a million', () => {
    const looked: KeyRange[] = [];
    const note = (range: KeyRange): readonly number[] => {
      looked.push(range);
      return [];
    };
    const finder: Finder = {
      exact: true,
      lowest: () => 0,
      boundary: (high, rows) => Math.max(0, high - rows),
      count: (range) => note(range).length,
      keys: (range) => note(range),
      isMatch: () => false,
      select: () => [],
      *judge() {
        yield;
      },
    };
    finish(createStoredSearch([finder], { low: 400_000, high: 410_000 }).run());
    expect(Math.min(...looked.map(({ low }) => low))).toBe(400_000);
    expect(Math.max(...looked.map(({ high }) => high))).toBe(410_000);
    expect(looked.length).toBeLessThan(5);
  });
});
