import { describe, expect, it } from 'vitest';
import { parseStretch } from '../../../src/core/view/parse-stretch.ts';

/** Saturday. */
const NOW = new Date(2026, 10, 21, 9, 30, 15).getTime();
const at = (day: number, hour = 0, minute = 0): number => new Date(2026, 10, day, hour, minute).getTime();

describe('parseStretch', () => {
  it.each<readonly [string, from: number, to: number | null]>([
    ['last night', at(20, 22), at(21, 7)],
    [' Last  Night ', at(20, 22), at(21, 7)],
    ['yesterday', at(20), null],
    ['monday 18:00', at(16, 18), null],
    ['2h ago', NOW - 7_200_000, null],
    ['yesterday 22:00 to 07:00', at(20, 22), at(21, 7)],
    ['yesterday 07:00 until 09:00', at(20, 7), at(20, 9)],
    ['07:00..now', at(21, 7), null],
    ['22:00 to now', at(20, 22), null],
    ['monday to tuesday', at(16), at(18)],
    ['thursday – yesterday', at(19), at(21)],
    ['2026-11-18 to 2026-11-19', at(18), at(20)],
    ['yesterday to today', at(20), null],
    ['last night to now', at(20, 22), null],
  ])('%s', (text, from, to) => {
    expect(parseStretch(text, NOW)).toEqual({ from, to });
  });

  it.each<readonly [string, now: number, from: number, to: number | null]>([
    ['before midnight', at(21, 23, 30), at(20, 22), at(21, 7)],
    ['in that night', at(21, 3), at(20, 22), null],
    ['in the morning', at(21, 7, 1), at(20, 22), at(21, 7)],
  ])('knows last night %s', (_when, now, from, to) => {
    expect(parseStretch('last night', now)).toEqual({ from, to });
  });

  it.each(['', 'lunch', 'night', 'yesterday to lunch', 'today to yesterday', 'to 07:00'])(
    'knows that “%s” is no time',
    (text) => {
      expect(parseStretch(text, NOW)).toBeNull();
    },
  );
});
