import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  nextQuietChange,
  quietUntil,
  USUAL_QUIET_HOURS,
  type QuietHours,
} from '../../../src/core/settings/quiet-hours.ts';

describe('quiet hours, in Berlin', () => {
  const zone = process.env['TZ'];
  beforeAll(() => {
    process.env['TZ'] = 'Europe/Berlin';
  });
  afterAll(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  const EVERY_DAY = USUAL_QUIET_HOURS.days;
  const hoursOf = (from: string, to: string, days = EVERY_DAY): QuietHours => ({ on: true, from, to, days });

  it.each<[string, QuietHours, string, string | null]>([
    ['before midnight', hoursOf('22:00', '07:00'), '2026-11-18T23:00:00+01:00', '2026-11-19T07:00:00+01:00'],
    ['after midnight', hoursOf('22:00', '07:00'), '2026-11-19T06:59:59+01:00', '2026-11-19T07:00:00+01:00'],
    ['at their end', hoursOf('22:00', '07:00'), '2026-11-19T07:00:00+01:00', null],
    ['at their start', hoursOf('22:00', '07:00'), '2026-11-18T22:00:00+01:00', '2026-11-19T07:00:00+01:00'],
    ['in the day', hoursOf('13:00', '14:30'), '2026-11-18T14:00:00+01:00', '2026-11-18T14:30:00+01:00'],
    ['the night of another day', hoursOf('22:00', '07:00', [6]), '2026-11-21T05:00:00+01:00', null],
    [
      'the night after a day',
      hoursOf('22:00', '07:00', [6]),
      '2026-11-22T05:00:00+01:00',
      '2026-11-22T07:00:00+01:00',
    ],
    [
      'two whole days in a row',
      hoursOf('00:00', '00:00', [6, 0]),
      '2026-11-21T12:00:00+01:00',
      '2026-11-23T00:00:00+01:00',
    ],
    [
      'a night of 8 hours',
      hoursOf('22:00', '07:00'),
      '2026-03-29T00:30:00+01:00',
      '2026-03-29T07:00:00+02:00',
    ],
    [
      'a night of 10 hours',
      hoursOf('22:00', '07:00'),
      '2026-10-25T02:30:00+01:00',
      '2026-10-25T07:00:00+01:00',
    ],
    [
      'an end that a day does not have',
      hoursOf('22:00', '02:30'),
      '2026-03-29T01:59:00+01:00',
      '2026-03-29T03:30:00+02:00',
    ],
    [
      'an end that a day has twice: the first',
      hoursOf('22:00', '02:30'),
      '2026-10-25T02:29:00+02:00',
      '2026-10-25T02:30:00+02:00',
    ],
    ['after it', hoursOf('22:00', '02:30'), '2026-10-25T02:10:00+01:00', null],
  ])('%s', (_name, hours, at, end) => {
    expect(quietUntil(hours, Date.parse(at))).toBe(end === null ? null : Date.parse(end));
    expect(quietUntil({ ...hours, on: false }, Date.parse(at))).toBeNull();
  });

  it.each<[string, QuietHours, string, string]>([
    ['their start', hoursOf('22:00', '07:00'), '2026-11-18T12:00:00+01:00', '2026-11-18T22:00:00+01:00'],
    ['their end', hoursOf('22:00', '07:00'), '2026-11-18T22:00:00+01:00', '2026-11-19T07:00:00+01:00'],
    [
      'a start in days',
      hoursOf('22:00', '07:00', [1]),
      '2026-11-17T12:00:00+01:00',
      '2026-11-23T22:00:00+01:00',
    ],
  ])('change next at %s', (_name, hours, at, expected) => {
    expect(nextQuietChange(hours, Date.parse(at))).toBe(Date.parse(expected));
  });

  it('are none without a choice', () => {
    expect([quietUntil(undefined, 0), nextQuietChange(undefined, 0)]).toEqual([null, null]);
  });
});
