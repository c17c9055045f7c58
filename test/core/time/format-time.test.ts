import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatMoment } from '../../../src/core/time/format-time.ts';

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
