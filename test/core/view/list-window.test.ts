import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contentPx,
  isScaled,
  MAX_CONTENT_PX,
  maxScrollTop,
  maxTopPx,
  pageRows,
  rowPx,
  toListWindow,
  topToShow,
  toScrollTop,
  toTopPx,
} from '../../../src/core/view/list-window.ts';

const viewport = fc.integer({ min: 100, max: 3_000 });
const rows = fc.oneof(fc.nat(200_000), fc.nat(20_000_000));

describe('toListWindow', () => {
  it('draws nothing of nothing', () => {
    expect(toListWindow(0, 0, 600)).toEqual({ first: 0, end: 0 });
  });

  it('draws every visible row, few others, and stays inside the list', () => {
    fc.assert(
      fc.property(rows, fc.double({ min: 0, max: 1, noNaN: true }), viewport, (count, share, viewportPx) => {
        const topPx = maxTopPx(count, viewportPx) * share;
        const { first, end } = toListWindow(count, topPx, viewportPx);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(count);
        expect(end - first).toBeLessThanOrEqual(viewportPx / rowPx + 20);
        const top = Math.floor(topPx / rowPx);
        const bottom = Math.ceil((topPx + viewportPx) / rowPx);
        for (const index of [top, bottom - 1]) {
          if (index >= 0 && index < count) expect(index >= first && index < end).toBe(true);
        }
      }),
    );
  });
});

describe('the scrollbar', () => {
  it('is the list itself until that is too high', () => {
    expect([isScaled(300_000), toScrollTop(1_234, 300_000, 600), toTopPx(1_234, 300_000, 600)]).toEqual([
      false,
      1_234,
      1_234,
    ]);
    expect(contentPx(10_000_000)).toBe(MAX_CONTENT_PX);
  });

  it('has both ends where the list has them, and comes back to the same place', () => {
    fc.assert(
      fc.property(rows, fc.double({ min: 0, max: 1, noNaN: true }), viewport, (count, share, viewportPx) => {
        const lowest = maxTopPx(count, viewportPx);
        const topPx = lowest * share;
        const scrollTop = toScrollTop(topPx, count, viewportPx);
        expect(scrollTop).toBeGreaterThanOrEqual(0);
        expect(scrollTop).toBeLessThanOrEqual(maxScrollTop(count, viewportPx) + 1e-6);
        expect(toTopPx(scrollTop, count, viewportPx)).toBeCloseTo(topPx, 3);
        expect(toScrollTop(0, count, viewportPx)).toBe(0);
        expect(toScrollTop(lowest, count, viewportPx)).toBeCloseTo(maxScrollTop(count, viewportPx), 3);
      }),
    );
  });

  it('rises with the list', () => {
    fc.assert(
      fc.property(rows, fc.nat(1_000_000), fc.nat(1_000_000), viewport, (count, a, b, viewportPx) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((px) =>
          Math.min(px, maxTopPx(count, viewportPx)),
        );
        expect(toScrollTop(low ?? 0, count, viewportPx)).toBeLessThanOrEqual(
          toScrollTop(high ?? 0, count, viewportPx),
        );
      }),
    );
  });
});

describe('topToShow', () => {
  it.each([
    [10, 260, 260, 260],
    [10, 300, 260, 260],
    [10, 0, 260, 26],
    [0, 50, 260, 0],
  ])('row %i from %i px in %i px: %i px', (index, topPx, viewportPx, expected) => {
    expect(topToShow(index, topPx, viewportPx)).toBe(expected);
  });
});

describe('pageRows', () => {
  it('moves at least one row by page', () => {
    expect([pageRows(10), pageRows(260)]).toEqual([1, 9]);
  });
});
