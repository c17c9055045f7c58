import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ServerClock } from '../../../src/core/recovery/server-clock.ts';

const START = Date.UTC(2026, 10, 21, 12);

/** When an event arrived, by how much the server's clock was ahead then, and how long the event was on its way. Ms. */
type Arrival = readonly [at: number, lead: number, late: number];

function learn(arrivals: readonly Arrival[], isWhole = false): ServerClock {
  const clock = new ServerClock();
  for (const [at, lead, late] of arrivals) {
    const fired = new Date(START + at + lead - late).toISOString();
    clock.note(isWhole ? fired.replace(/\.\d+Z$/, '+00:00') : fired.replace('Z', '000+00:00'), START + at);
  }
  return clock;
}

describe('the clock of a server', () => {
  it.each<[string, readonly Arrival[], number, number]>([
    ['is the same', [[0, 0, 0]], 0, 0],
    [
      'is ahead',
      [
        [0, 600_000, 20],
        [1_000, 600_000, 3],
      ],
      599_997,
      599_997,
    ],
    [
      'is behind',
      [
        [0, -600_000, 20],
        [1_000, -600_000, 3],
      ],
      -600_003,
      -600_003,
    ],
    [
      'is the same, and one event was late',
      [
        [0, 0, 2],
        [1_000, 0, 50_000],
        [2_000, 0, 9],
      ],
      -2,
      -2,
    ],
    [
      'is the same, and all of a minute were late',
      [
        [0, 0, 2],
        [70_000, 0, 30_000],
      ],
      -30_000,
      -2,
    ],
    [
      'is put forward',
      [
        [0, -60_000, 0],
        [70_000, 0, 0],
      ],
      -60_000,
      0,
    ],
    [
      'is put back',
      [
        [0, 60_000, 0],
        [70_000, 0, 0],
      ],
      0,
      60_000,
    ],
    ['was put back long ago', [[0, 60_000, 0], ...everyMinute(10)], 0, 0],
  ])('%s', (_, arrivals, least, most) => {
    expect(learn(arrivals).lead()).toEqual({ least, most });
  });

  it('is not known before the first event, nor from one without a moment', () => {
    const clock = new ServerClock();
    expect(clock.lead()).toBeNull();
    clock.note('today', START);
    expect(clock.lead()).toBeNull();
    expect(clock.toOurs(START)).toBe(START);
  });

  it('goes on when our own clock is set back', () => {
    const clock = learn([
      [0, 0, 0],
      [-3_600_000, 3_600_000, 0],
    ]);
    expect(clock.lead()).toEqual({ least: 0, most: 3_600_000 });
  });

  it('gives our time of a moment, as the clocks go now', () => {
    expect(
      learn([
        [0, 600_000, 5],
        [70_000, 600_000, 9_000],
      ]).toOurs(START + 600_000),
    ).toBe(START + 5);
    expect(learn([[0, 600_000, 0], ...everyMinute(2)]).toOurs(START)).toBe(START);
  });

  it('is known to within the quickest event, also by times in whole seconds', () => {
    const late = fc.oneof(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 60_000 }));
    const arrival = fc.tuple(fc.integer({ min: 200, max: 30_000 }), late);
    fc.assert(
      fc.property(
        fc.array(arrival, { minLength: 1, maxLength: 200 }),
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.boolean(),
        (steps, lead, isWhole) => {
          let at = 0;
          const arrivals = steps.map(([step, lateMs]): Arrival => [(at += step), lead, lateMs]);
          const known = learn(arrivals, isWhole).lead();
          const quickest = Math.min(...steps.slice(-10).map(([, lateMs]) => lateMs));
          expect(known?.most).toBeLessThanOrEqual(lead);
          expect(known?.most).toBeGreaterThan(lead - quickest - (isWhole ? 1_000 : 1));
        },
      ),
    );
  });
});

function everyMinute(count: number): readonly Arrival[] {
  return Array.from({ length: count }, (_, n): Arrival => [(n + 1) * 60_000, 0, 0]);
}
