import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  formatClock,
  formatMinute,
  formatMoment,
  formatTime,
  setClock,
} from '../../../src/core/time/format-time.ts';

describe('a moment in words', () => {
  let zoneBefore: string | undefined;
  beforeEach(() => {
    zoneBefore = process.env['TZ'];
  });
  afterEach(() => {
    if (zoneBefore === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zoneBefore;
  });

  it.each([
    ['Europe/Amsterdam', '2026-11-23T05:45:00+00:00', '23 Nov 2026 06:45'],
    ['America/New_York', '2026-11-23T03:45:00+00:00', '22 Nov 2026 22:45'],
    ['Asia/Kathmandu', '2026-12-31T23:00:00Z', '1 Jan 2027 04:45'],
    ['UTC', 'nonsense', ''],
  ])('in %s: %s', (zone, text, words) => {
    process.env['TZ'] = zone;
    expect(formatMoment(Date.parse(text))).toBe(words);
  });
});

describe('a time of day', () => {
  afterEach(() => {
    setClock('24');
  });

  it.each([
    [0, '00:05', '12:05 am'],
    [9, '09:05', '9:05 am'],
    [12, '12:05', '12:05 pm'],
    [17, '17:05', '5:05 pm'],
  ])('at %i hours, with 24 and with 12 of them', (hour, long, short) => {
    const at = new Date(2026, 10, 21, hour, 5, 7, 42).getTime();
    expect([formatMinute(at), formatTime(at), formatClock(at)]).toEqual([
      long,
      `${long}:07`,
      `${long}:07.042`,
    ]);
    setClock('12');
    const [time, half = ''] = short.split(' ');
    expect([formatMinute(at), formatTime(at), formatClock(at)]).toEqual([
      short,
      `${time ?? ''}:07 ${half}`,
      `${time ?? ''}:07.042 ${half}`,
    ]);
    expect(formatMoment(at)).toBe(`21 Nov 2026 ${short}`);
  });

  it('is dashes where there is none', () => {
    expect([formatMinute(Number.NaN), formatTime(Number.NaN), formatClock(Number.NaN)]).toEqual([
      '--:--',
      '--:--:--',
      '--:--:--.---',
    ]);
  });
});
