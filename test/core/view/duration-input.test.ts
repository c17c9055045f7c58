import { describe, expect, it } from 'vitest';
import { readDurationInput, toDurationInput } from '../../../src/core/view/duration-input.ts';

const LIMITS = { minMs: 1_000, maxMs: 86_400_000 };

describe('a duration in a form', () => {
  it.each([
    [1_000, 1, 's'],
    [90_000, 90, 's'],
    [600_000, 10, 'min'],
    [5_400_000, 90, 'min'],
    [3_600_000, 1, 'h'],
    [86_400_000, 1, 'd'],
  ] as const)('shows %d ms as %d %s, and reads that back', (ms, count, unit) => {
    expect(toDurationInput(ms)).toEqual({ count, unit });
    expect(readDurationInput(String(count), unit, LIMITS)).toBe(ms);
  });

  it.each([
    ['1,5', 'h', 5_400_000],
    [' 0.5 ', 'min', 30_000],
    ['', 'min', null],
    ['ten', 'min', null],
    ['-1', 'min', null],
    ['0', 's', null],
    ['25', 'h', null],
  ] as const)('reads %j %s as %j', (text, unit, ms) => {
    expect(readDurationInput(text, unit, LIMITS)).toBe(ms);
  });
});
