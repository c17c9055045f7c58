import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isAtBottom,
  pageRows,
  ROW_HEIGHT_PX,
  scrollTopToShow,
  toListWindow,
} from '../../../src/core/view/list-window.ts';

describe('toListWindow', () => {
  it('draws nothing of nothing', () => {
    expect(toListWindow(0, 0, 600)).toEqual({ first: 0, end: 0, offsetPx: 0 });
  });

  it('draws every visible row, few others, and stays inside the list', () => {
    fc.assert(
      fc.property(fc.nat(200_000), fc.nat(6_000_000), fc.nat(3_000), (count, scrollTop, viewport) => {
        const { first, end, offsetPx } = toListWindow(count, scrollTop, viewport);
        expect(first).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(count);
        expect(offsetPx).toBe(first * ROW_HEIGHT_PX);
        expect(end - first).toBeLessThanOrEqual(viewport / ROW_HEIGHT_PX + 20);
        const top = Math.floor(scrollTop / ROW_HEIGHT_PX);
        const bottom = Math.ceil((scrollTop + viewport) / ROW_HEIGHT_PX);
        for (const index of [top, bottom - 1]) {
          if (index >= 0 && index < count && bottom > top) expect(index >= first && index < end).toBe(true);
        }
      }),
    );
  });
});

describe('scrollTopToShow', () => {
  it.each([
    [10, 260, 260, 260],
    [10, 300, 260, 260],
    [10, 0, 260, 26],
    [0, 50, 260, 0],
  ])('row %i from %i px in %i px: %i px', (index, scrollTop, viewport, expected) => {
    expect(scrollTopToShow(index, scrollTop, viewport)).toBe(expected);
  });
});

describe('edges', () => {
  it('knows the bottom with a pixel of mercy', () => {
    expect([isAtBottom(399, 600, 1_000), isAtBottom(397.9, 600, 1_000), isAtBottom(0, 600, 300)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('moves at least one row by page', () => {
    expect([pageRows(10), pageRows(260)]).toEqual([1, 9]);
  });
});
