import { describe, expect, it } from 'vitest';
import { moveOption } from '../../../src/core/view/option-list.ts';

describe('moveOption', () => {
  it.each([
    ['ArrowDown', -1, 3, 0],
    ['ArrowDown', 2, 3, 0],
    ['ArrowUp', -1, 3, 2],
    ['ArrowUp', 0, 3, 2],
    ['ArrowUp', 2, 3, 1],
    ['PageDown', 0, 30, 8],
    ['PageDown', 28, 30, 29],
    ['PageUp', 5, 30, 0],
    ['ArrowDown', -1, 0, null],
    ['Home', 1, 3, null],
  ] as const)('%s at %d of %d', (key, active, count, expected) => {
    expect(moveOption(key, active, count)).toBe(expected);
  });
});
