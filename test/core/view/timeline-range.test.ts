import { describe, expect, it } from 'vitest';
import { toTimeLimits, toTimelineGrid, type RangeFacts } from '../../../src/core/view/timeline-range.ts';

const NOW = Date.UTC(2026, 10, 21, 12);
const HOUR_MS = 3_600_000;
const FACTS: RangeFacts = {
  span: 'all',
  limits: null,
  clearedAt: null,
  extent: null,
  live: true,
  now: NOW,
  maxBars: 100,
};

describe('bounds in time of a query', () => {
  it('are those of its top level', () => {
    const time = (from: number | null, to: number | null) => ({ kind: 'time', from, to }) as const;
    expect(toTimeLimits({ kind: 'everything' })).toBeNull();
    expect(toTimeLimits(time(5, 9))).toEqual({ from: 5, to: 9 });
    expect(toTimeLimits({ kind: 'and', parts: [time(5, null), time(3, 9), { kind: 'everything' }] })).toEqual(
      {
        from: 5,
        to: 9,
      },
    );
    expect(toTimeLimits({ kind: 'not', part: time(1, 2) })).toBeNull();
    expect(toTimeLimits({ kind: 'or', parts: [time(1, 2), time(5, 6)] })).toBeNull();
  });
});

describe('the range of the timeline', () => {
  it('must know the first match to show all', () => {
    expect(toTimelineGrid(FACTS)).toBeNull();
    const grid = toTimelineGrid({ ...FACTS, extent: { from: NOW - 5 * HOUR_MS, to: NOW - HOUR_MS } });
    expect(grid?.from).toBe(NOW - 5 * HOUR_MS);
    expect(grid?.to).toBeGreaterThanOrEqual(NOW);
  });

  it('ends at the last match where nothing is added any more', () => {
    const extent = { from: NOW - 5 * HOUR_MS, to: NOW - HOUR_MS };
    expect(toTimelineGrid({ ...FACTS, live: false, extent })?.to).toBeLessThan(NOW - HOUR_MS / 2);
    expect(toTimelineGrid({ ...FACTS, live: false })).toBeNull();
  });

  it('is what a person chose', () => {
    const grid = toTimelineGrid({ ...FACTS, span: 'hour' });
    expect(grid?.from).toBeLessThanOrEqual(NOW - HOUR_MS);
    expect(grid?.from).toBeGreaterThan(NOW - 1.1 * HOUR_MS);
    expect(grid?.to).toBeGreaterThanOrEqual(NOW);
  });

  it('is what the query says, before what a person chose', () => {
    const limits = { from: NOW - 10 * HOUR_MS, to: NOW - 9 * HOUR_MS };
    const grid = toTimelineGrid({ ...FACTS, span: 'hour', limits });
    expect(grid).toMatchObject({ from: limits.from, to: limits.to });
  });

  it('begins where the view was cleared', () => {
    const extent = { from: NOW - 5 * HOUR_MS, to: NOW };
    expect(toTimelineGrid({ ...FACTS, extent, clearedAt: NOW - HOUR_MS })?.from).toBeGreaterThan(
      NOW - 1.1 * HOUR_MS,
    );
  });

  it('is never too short to read, and a chosen second stays one', () => {
    const grid = toTimelineGrid({ ...FACTS, extent: { from: NOW - 1, to: NOW } });
    expect((grid?.to ?? 0) - (grid?.from ?? 0)).toBeGreaterThanOrEqual(60_000);
    const second = toTimelineGrid({ ...FACTS, limits: { from: NOW, to: NOW + 1_000 } });
    expect(second).toEqual({ from: NOW, to: NOW + 1_000, buckets: 1 });
  });
});
