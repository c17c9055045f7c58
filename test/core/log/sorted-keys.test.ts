import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SortedKeys } from '../../../src/core/log/sorted-keys.ts';

describe('SortedKeys', () => {
  it.each([1, -1] as const)('is the plain list that it stands for (step %i)', (step) => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 60 })),
        fc.integer({ min: 0, max: 61 }),
        (keys, key) => {
          const list = keys.toSorted((a, b) => (a - b) * step);
          const sorted = new SortedKeys(step);
          for (const each of list) sorted.push(each);
          expect(sorted.length).toBe(list.length);
          for (let index = -1; index <= list.length; index += 1) expect(sorted.at(index)).toBe(list[index]);
          expect(sorted.countThrough(key)).toBe(list.filter((each) => (each - key) * step <= 0).length);
        },
      ),
    );
  });

  it.each([
    [1, 5, 5],
    [1, 5, 4],
    [-1, 5, 6],
  ] as const)('refuses what is out of order (step %i: %i, %i)', (step, first, then) => {
    const sorted = new SortedKeys(step);
    sorted.push(first);
    expect(() => {
      sorted.push(then);
    }).toThrow('out of order');
  });
});
