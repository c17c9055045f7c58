import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isWithinHours, nextStartOf } from '../../../src/core/rules/hours.ts';

const zone = process.env['TZ'];
beforeAll(() => {
  process.env['TZ'] = 'Europe/Berlin';
});
afterAll(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];

function hours(from: string, to: string, days: readonly number[]): Parameters<typeof nextStartOf>[0] {
  return { kind: 'hours', from, to, days: [...days] };
}

describe('the next start of hours', () => {
  it.each([
    ['today', '13:00', '14:00', EVERY_DAY, '2026-11-18T12:10:30+01:00', '2026-11-18T13:00:00+01:00'],
    ['tomorrow', '07:00', '08:00', EVERY_DAY, '2026-11-18T12:10:00+01:00', '2026-11-19T07:00:00+01:00'],
    ['in a week', '07:00', '08:00', [3], '2026-11-18T08:00:00+01:00', '2026-11-25T07:00:00+01:00'],
    [
      'after those of now',
      '12:00',
      '13:00',
      EVERY_DAY,
      '2026-11-18T12:00:00+01:00',
      '2026-11-19T12:00:00+01:00',
    ],
    ['over midnight', '22:00', '06:00', [6], '2026-11-22T07:00:00+01:00', '2026-11-28T22:00:00+01:00'],
    [
      'in the hour that there is not',
      '02:30',
      '05:00',
      EVERY_DAY,
      '2026-03-29T01:00:00+01:00',
      '2026-03-29T03:00:00+02:00',
    ],
    [
      'on a day without them',
      '02:00',
      '03:00',
      EVERY_DAY,
      '2026-03-29T01:00:00+01:00',
      '2026-03-30T02:00:00+02:00',
    ],
    [
      'in the hour that there is twice',
      '02:30',
      '02:45',
      EVERY_DAY,
      '2026-10-25T02:00:00+02:00',
      '2026-10-25T02:30:00+02:00',
    ],
    [
      'in that hour, again',
      '02:30',
      '02:45',
      EVERY_DAY,
      '2026-10-25T02:50:00+02:00',
      '2026-10-25T02:30:00+01:00',
    ],
  ])('%s', (_name, from, to, days, after, expected) => {
    const start = nextStartOf(hours(from, to, days), Date.parse(after));
    expect(new Date(start).toISOString()).toBe(new Date(expected).toISOString());
  });

  it('never comes where they never end', () => {
    expect(nextStartOf(hours('06:00', '06:00', EVERY_DAY), Date.parse('2026-11-18T12:00:00Z'))).toBe(
      Number.POSITIVE_INFINITY,
    );
  });

  it('is where they hold and did not before, whatever was asked before', () => {
    const minuteOfDay = fc.integer({ min: 0, max: 1_439 });
    const clockOf = (minute: number): string => new Date(minute * 60_000).toISOString().slice(11, 16);
    const moment = fc.integer({
      min: Date.parse('2026-01-01T00:00:00Z'),
      max: Date.parse('2027-01-01T00:00:00Z'),
    });
    fc.assert(
      fc.property(
        minuteOfDay,
        minuteOfDay,
        fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
        fc.array(moment, { minLength: 1, maxLength: 3 }),
        (from, to, days, moments) => {
          const asked = hours(clockOf(from), clockOf(to), days);
          for (const after of moments) {
            const start = nextStartOf(asked, after);
            if (start === Number.POSITIVE_INFINITY) continue;
            expect(start).toBeGreaterThan(after);
            expect([isWithinHours(asked, start - 1), isWithinHours(asked, start)]).toEqual([false, true]);
          }
        },
      ),
    );
  });
});
