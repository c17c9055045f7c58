import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeStretch, toBarGrid, toTimeTicks } from '../../../src/core/view/time-axis.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Local times are the point here, so the zone is set: one with a change of its clocks. */
const zoneBefore = process.env['TZ'];
beforeAll(() => {
  process.env['TZ'] = 'Europe/Berlin';
});
afterAll(() => {
  if (zoneBefore === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zoneBefore;
});

const at = (text: string): number => new Date(text).getTime();
const labels = (from: string, to: string, max: number): readonly string[] =>
  toTimeTicks(at(from), at(to), max).map(({ label }) => label);

describe('marks of a time axis', () => {
  it.each([
    [
      'an hour',
      '2026-11-21T06:10:00',
      '2026-11-21T07:40:00',
      6,
      ['06:15', '06:30', '06:45', '07:00', '07:15', '07:30'],
    ],
    [
      'seconds',
      '2026-11-21T07:00:00',
      '2026-11-21T07:00:40',
      5,
      ['07:00:00', '07:00:10', '07:00:20', '07:00:30'],
    ],
    ['over midnight', '2026-11-20T22:00:00', '2026-11-21T04:00:00', 4, ['22:00', '21 Nov', '02:00']],
    ['days', '2026-11-18T12:00:00', '2026-11-22T12:00:00', 6, ['19 Nov', '20 Nov', '21 Nov', '22 Nov']],
    [
      'weeks begin on Monday',
      '2026-11-04T00:00:00',
      '2026-12-01T00:00:00',
      5,
      ['9 Nov', '16 Nov', '23 Nov', '30 Nov'],
    ],
    ['months', '2026-10-20T00:00:00', '2027-03-02T00:00:00', 6, ['Nov', 'Dec', '2027', 'Feb', 'Mar']],
  ])('%s', (_name, from, to, max, expected) => {
    expect(labels(from, to, max)).toEqual(expected);
  });

  it('leaves out an hour that the day does not have, and keeps the distance in real time', () => {
    const ticks = toTimeTicks(at('2026-03-29T00:00:00'), at('2026-03-29T06:00:00'), 6);
    expect(ticks.map(({ label }) => label)).toEqual(['29 Mar', '01:00', '03:00', '04:00', '05:00']);
    expect(ticks.slice(1).every((tick, place) => tick.at - (ticks[place]?.at ?? 0) === HOUR_MS)).toBe(true);
  });

  it('shows an hour twice that the day has twice', () => {
    expect(labels('2026-10-25T00:00:00', '2026-10-25T05:00:00', 6)).toEqual([
      '25 Oct',
      '01:00',
      '02:00',
      '02:00',
      '03:00',
      '04:00',
    ]);
  });

  it('keeps long steps at round hours of the wall clock across a change of it', () => {
    expect(labels('2026-10-24T12:00:00', '2026-10-26T00:00:00', 6)).toEqual(['12:00', '25 Oct', '12:00']);
    expect(labels('2026-03-29T00:00:00', '2026-03-30T00:00:00', 9)).toEqual([
      '29 Mar',
      '03:00',
      '06:00',
      '09:00',
      '12:00',
      '15:00',
      '18:00',
      '21:00',
    ]);
  });

  it('rises, stays inside and does not crowd, whatever the range', () => {
    const start = fc.integer({ min: at('1990-01-01T00:00:00'), max: at('2040-01-01T00:00:00') });
    fc.assert(
      fc.property(
        start,
        fc.integer({ min: 1, max: 4_000 * DAY_MS }),
        fc.integer({ min: 1, max: 30 }),
        (from, span, max) => {
          const ticks = toTimeTicks(from, from + span, max);
          // A change of the clocks, short months and the first of two ends may add a little.
          expect(ticks.length).toBeLessThanOrEqual(max * 1.2 + 3);
          ticks.forEach((tick, place) => {
            expect(tick.at).toBeGreaterThanOrEqual(from);
            expect(tick.at).toBeLessThan(from + span);
            expect(tick.at).toBeGreaterThan(ticks[place - 1]?.at ?? Number.NEGATIVE_INFINITY);
          });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('has nothing to say about no time at all', () => {
    expect(toTimeTicks(5, 5, 6)).toEqual([]);
    expect(toTimeTicks(9, 5, 6)).toEqual([]);
    expect(toTimeTicks(Number.NaN, 5, 6)).toEqual([]);
  });
});

describe('bars of a time range', () => {
  it('begin at round times and cover the range with no more than asked', () => {
    const start = fc.integer({ min: at('1990-01-01T00:00:00'), max: at('2040-01-01T00:00:00') });
    fc.assert(
      fc.property(
        start,
        fc.integer({ min: 1, max: 3_000 * DAY_MS }),
        fc.integer({ min: 2, max: 200 }),
        (from, span, max) => {
          const grid = toBarGrid(from, from + span, max);
          expect(grid.from).toBeLessThanOrEqual(from);
          expect(grid.to).toBeGreaterThanOrEqual(from + span);
          expect(grid.buckets).toBeLessThanOrEqual(max + 1);
          expect(Number.isInteger((grid.to - grid.from) / grid.buckets)).toBe(true);
        },
      ),
    );
  });

  it('stay where they are while time goes on', () => {
    const from = at('2026-11-21T06:00:10');
    const first = toBarGrid(from, at('2026-11-21T07:00:10'), 100);
    const later = toBarGrid(from, at('2026-11-21T07:00:50'), 100);
    expect(first.from).toBe(later.from);
    expect((first.to - first.from) / first.buckets).toBe((later.to - later.from) / later.buckets);
  });

  it('of a day begin at local midnight', () => {
    const grid = toBarGrid(at('2026-11-01T10:00:00'), at('2026-11-20T10:00:00'), 40);
    expect(new Date(grid.from).getHours()).toBe(0);
    expect((grid.to - grid.from) / grid.buckets).toBe(12 * HOUR_MS);
  });
});

describe('a stretch of time in words', () => {
  const now = at('2026-11-21T12:00:00');
  it.each([
    ['2026-11-21T07:00:00', '2026-11-21T07:05:00', '07:00 to 07:05'],
    ['2026-11-21T07:00:00', '2026-11-21T07:00:05', '07:00:00 to 07:00:05'],
    ['2026-11-20T23:00:00', '2026-11-21T01:00:00', 'Yesterday 23:00 to Today 01:00'],
    ['2026-11-19T23:00:00', '2026-11-19T23:30:00', 'Thu 19 Nov 23:00 to 23:30'],
    ['2026-11-21T00:00:00', '2026-11-22T00:00:00', 'Today'],
    ['2026-11-16T00:00:00', '2026-11-18T00:00:00', 'Mon 16 Nov to Tue 17 Nov'],
  ])('%s to %s', (from, to, words) => {
    expect(describeStretch(at(from), at(to), now)).toBe(words);
  });
});
