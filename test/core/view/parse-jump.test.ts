import { describe, expect, it } from 'vitest';
import { parseJump } from '../../../src/core/view/parse-jump.ts';

/** Saturday. */
const NOW = new Date(2026, 10, 21, 9, 30, 15).getTime();
const at = (day: number, hour = 0, minute = 0, second = 0, ms = 0): number =>
  new Date(2026, 10, day, hour, minute, second, ms).getTime();

describe('parseJump', () => {
  it.each([
    ['07:00', at(21, 7)],
    ['7:00:30', at(21, 7, 0, 30)],
    ['07:00:30.5', at(21, 7, 0, 30, 500)],
    ['7 am', at(21, 7)],
    ['12am', at(21)],
    ['12pm', at(20, 12)],
    ['7:30pm', at(20, 19, 30)],
    ['22:00', at(20, 22)],
    ['today', at(21)],
    ['today 8:15', at(21, 8, 15)],
    ['Yesterday 07:00', at(20, 7)],
    ['yesterday', at(20)],
    ['last night', at(20, 22)],
    ['monday', at(16)],
    ['mon 18:00', at(16, 18)],
    ['saturday', at(21)],
    ['saturday 12:00', at(14, 12)],
    ['2026-11-19', at(19)],
    ['2026-11-19 07:05', at(19, 7, 5)],
    ['2026-11-19T07:05', at(19, 7, 5)],
    ['2h', NOW - 7_200_000],
    ['1.5 hours ago', NOW - 5_400_000],
    ['10 min ago', NOW - 600_000],
    ['now', NOW],
  ])('%s', (text, expected) => {
    expect(parseJump(text, NOW)).toBe(expected);
  });

  it.each([
    '',
    '  ',
    '7',
    '25:00',
    '07:61',
    '13pm',
    '0am',
    'hall light',
    'mo',
    'yesterday noonish',
    '5 months',
    '2026-13-01',
    '07:00..08:00',
  ])('knows that “%s” is no moment', (text) => {
    expect(parseJump(text, NOW)).toBeNull();
  });
});
