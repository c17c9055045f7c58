import { describe, expect, it } from 'vitest';
import { fitCount } from '../../../src/core/view/fit-count.ts';

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
