import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/core/limits.ts';
import { fitCount, TypeCounts } from '../../../src/core/view/type-counts.ts';
import { makeRow } from './make-row.ts';

describe('TypeCounts', () => {
  it('counts types, keeps their places, and forgets none that is empty', () => {
    const counts = new TypeCounts();
    const b = makeRow(1, { type: 'b' });
    for (const row of [
      b,
      makeRow(2, { type: 'a' }),
      makeRow(3, { type: 'a' }),
      makeRow(4, { type: '', kind: 'gap' }),
    ])
      counts.add(row);
    counts.remove(b);
    expect(counts.list()).toEqual([
      { type: 'b', count: 0 },
      { type: 'a', count: 2 },
    ]);
    expect(counts.total).toBe(2);
    counts.sort();
    expect(counts.list()[0]?.type).toBe('a');
  });

  it('does not grow for ever when a server invents names', () => {
    const counts = new TypeCounts();
    for (let seq = 1; seq <= LIMITS.maxCountedTypes + 40; seq += 1)
      counts.add(makeRow(seq, { type: `t${String(seq)}` }));
    expect([counts.list().length, counts.others, counts.total]).toEqual([
      LIMITS.maxCountedTypes,
      40,
      LIMITS.maxCountedTypes + 40,
    ]);
    counts.remove(makeRow(1, { type: `t${String(LIMITS.maxCountedTypes + 1)}` }));
    expect(counts.others).toBe(39);
  });
});

describe('fitCount', () => {
  it.each([
    [[100, 100, 100], 330, 3],
    [[100, 100, 100], 312, 3],
    [[100, 100, 100], 311, 1],
    [[100, 100, 100], 50, 0],
    [[], 50, 0],
  ])('%j in %i px: %i', (widths, available, expected) => {
    expect(fitCount(widths, 6, available, 110)).toBe(expected);
  });
});
