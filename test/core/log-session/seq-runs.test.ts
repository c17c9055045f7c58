import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeqRuns } from '../../../src/core/log-session/seq-runs.ts';

describe('SeqRuns', () => {
  it.each([1, -1] as const)('is the plain list that it stands for (step %i)', (step) => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 60 })),
        fc.integer({ min: 0, max: 61 }),
        (seqs, seq) => {
          const list = seqs.toSorted((a, b) => (a - b) * step);
          const runs = new SeqRuns(step);
          for (const each of list) runs.push(each);
          expect(runs.length).toBe(list.length);
          for (let index = -1; index <= list.length; index += 1)
            expect(runs.at(index)).toBe(index < 0 ? undefined : list[index]);
          expect(runs.countThrough(seq)).toBe(list.filter((each) => (each - seq) * step <= 0).length);
        },
      ),
    );
  });

  it('keeps a million neighbours in one run', () => {
    const runs = new SeqRuns(1);
    for (let seq = 1; seq <= 1_000_000; seq += 1) runs.push(seq);
    expect([runs.runs, runs.at(999_999)]).toEqual([1, 1_000_000]);
  });

  it('refuses what is out of order', () => {
    const runs = new SeqRuns(1);
    runs.push(5);
    expect(() => {
      runs.push(5);
    }).toThrow('out of order');
  });
});
