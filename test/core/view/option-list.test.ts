import { describe, expect, it } from 'vitest';
import { keepOption, moveOption } from '../../../src/core/view/option-list.ts';

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

describe('keepOption', () => {
  it.each<readonly [active: number, after: string, place: number]>([
    [1, 'abc', 1],
    [1, 'xb', 1],
    [1, 'b', 0],
    [1, 'xyz', -1],
    [-1, 'abc', -1],
    [7, 'abc', -1],
  ])('option %i of "abc" in "%s"', (active, after, place) => {
    expect(keepOption(active, 'abc'.split(''), after.split(''), (letter) => letter)).toBe(place);
  });
});
