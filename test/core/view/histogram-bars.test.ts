import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Histogram } from '../../../src/core/history/history.ts';
import {
  barAt,
  barEdge,
  describeBar,
  joinBars,
  mergeBars,
  toBarPaths,
  toBars,
  toGapBoxes,
} from '../../../src/core/view/histogram-bars.ts';

const HISTOGRAM: Histogram = {
  from: 1_000,
  to: 5_000,
  bucketMs: 1_000,
  series: [
    { type: 'state_changed', total: 40, counts: [10, 0, 30, 0] },
    { type: 'call_service', total: 12, counts: [0, 0, 12, 0] },
    { type: '(other types)', total: 1, counts: [0, 1, 0, 0] },
  ],
  gaps: [{ serverId: 'home', from: 3_500, to: 4_500 }],
  total: 53,
};

describe('bars of a histogram', () => {
  it('stand for their time, busiest type first, and know what was missed', () => {
    const bars = toBars(HISTOGRAM);
    expect(bars.map(({ from, to, total, interrupted }) => [from, to, total, interrupted])).toEqual([
      [1_000, 2_000, 10, false],
      [2_000, 3_000, 1, false],
      [3_000, 4_000, 42, true],
      [4_000, 5_000, 0, true],
    ]);
    expect(bars[2]?.types.map(({ type, tone, count }) => [type, tone, count])).toEqual([
      ['state_changed', 'state', 30],
      ['call_service', 'call', 12],
    ]);
  });

  it('are said in words', () => {
    expect(toBars(HISTOGRAM).map(describeBar)).toEqual([
      '10 events, all state_changed',
      '1 event, (other types)',
      '42 events, mostly state_changed, the connection was interrupted',
      'no events, the connection was interrupted',
    ]);
  });

  it('put together count what they counted apart', () => {
    const bars = toBars(HISTOGRAM);
    const joined = joinBars(bars);
    expect([joined.from, joined.to, joined.total]).toEqual([1_000, 5_000, 53]);
    expect(joined.types.map(({ type, count }) => [type, count])).toEqual([
      ['state_changed', 40],
      ['call_service', 12],
      ['(other types)', 1],
    ]);
    expect(mergeBars(bars, 2).map(({ total }) => total)).toEqual([11, 42]);
    expect(mergeBars([], 5)).toEqual([]);
  });

  it('take an answer with holes for what it is', () => {
    expect(toBars({ ...HISTOGRAM, bucketMs: 0 })).toEqual([]);
    const [bar] = toBars({ ...HISTOGRAM, series: [{ type: 'x', total: 9, counts: [] }] });
    expect(bar?.total).toBe(0);
  });
});

describe('the drawing', () => {
  it('has a path a family, none for families that are not there', () => {
    const paths = toBarPaths(toBars(HISTOGRAM), { width: 400, height: 46 });
    expect([...paths.keys()].sort()).toEqual(['call', 'other', 'state']);
    expect(paths.get('other')).toContain('M100 46');
  });

  it('draws nothing of nothing', () => {
    expect(toBarPaths([], { width: 400, height: 46 }).size).toBe(0);
  });

  it('finds the bar under every pixel, and its edges are whole pixels', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 160 }), fc.integer({ min: 160, max: 2_000 }), (count, width) => {
        for (let x = 0; x < width; x += 7) {
          const place = barAt(x, count, width);
          expect(barEdge(place, count, width)).toBeLessThanOrEqual(x);
          expect(barEdge(place + 1, count, width)).toBeGreaterThan(x);
        }
      }),
      { numRuns: 50 },
    );
    expect(barAt(-50, 10, 100)).toBe(0);
    expect(barAt(5_000, 10, 100)).toBe(9);
    expect(barAt(5, 0, 100)).toBe(0);
  });

  it('shows an interruption of a moment wide enough to be seen, and joins those that touch', () => {
    const gap = (from: number, to: number): Histogram['gaps'][number] => ({ serverId: 'home', from, to });
    const boxes = toGapBoxes(
      { from: 0, to: 1_000, gaps: [gap(999, 1_000), gap(100, 101), gap(102, 103)] },
      1_000,
    );
    expect(boxes).toEqual([
      { x: 100, width: 5 },
      { x: 997, width: 3 },
    ]);
    expect(toGapBoxes({ from: 0, to: 1_000, gaps: [gap(-90, -10), gap(2_000, 3_000)] }, 1_000)).toEqual([]);
  });
});
