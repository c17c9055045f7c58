import type { Density } from '../settings/density.ts';

/** Height of every row of the log, in CSS pixels. One height for all makes the window pure arithmetic. */
export let rowPx = 26;

/** Rows have this height from now on. Lists that are shown must be drawn anew. */
export function setDensity(density: Density): void {
  rowPx = density === 'compact' ? 21 : 26;
}

/**
 * Largest height of the list's content. Chromium cuts elements off at some 33.5 million pixels
 * (LayoutUnit holds 2^31 / 64 px), and far below that a pixel of the scrollbar is already more than a screen.
 */
export const MAX_CONTENT_PX = 8_000_000;

/** If a list is too high, this much at both ends keeps its true height on the scrollbar. */
const EDGE_PX = 1_000_000;

/** Rows drawn beyond each edge, so that a fast wheel finds them there. */
const OVERSCAN_ROWS = 8;

/**
 * Rows are placed relative to an anchor, and their layer is moved to its place in the list. So a row that stays in view
 * is not painted again while the list grows by millions of rows.
 */
const ANCHOR_ROWS = 512;

export interface ListWindow {
  /** Index of the first row to draw. */
  readonly first: number;
  /** Index after the last row to draw. */
  readonly end: number;
}

/** The rows to draw at a position: at most as many as fit into the viewport and its overscan. */
export function toListWindow(count: number, topPx: number, viewportPx: number): ListWindow {
  const visibleRows = Math.ceil(viewportPx / rowPx) + 1;
  const top = Math.max(0, Math.floor(topPx / rowPx));
  const first = Math.max(0, Math.min(top, count - visibleRows) - OVERSCAN_ROWS);
  const end = Math.min(count, top + visibleRows + OVERSCAN_ROWS);
  return { first, end: Math.max(first, end) };
}

/** The largest position of a list, at which its last row is at the bottom. */
export function maxTopPx(count: number, viewportPx: number): number {
  return Math.max(0, count * rowPx - viewportPx);
}

/** Height of the content that the scrollbar measures. */
export function contentPx(count: number): number {
  return Math.min(count * rowPx, MAX_CONTENT_PX);
}

/** How far the scrollbar can go. */
export function maxScrollTop(count: number, viewportPx: number): number {
  return Math.max(0, contentPx(count) - viewportPx);
}

/** True when a pixel of the scrollbar stands for more than a pixel of the list. */
export function isScaled(count: number): boolean {
  return count * rowPx > MAX_CONTENT_PX;
}

/**
 * The scrollbar's position for the list's position `topPx`. They are equal until the list is too high. Then they
 * are still equal near both ends, where a wheel scrolls as usual, and the middle is
 * compressed.
 */
export function toScrollTop(topPx: number, count: number, viewportPx: number): number {
  const { listPx, barPx } = middle(count, viewportPx);
  if (topPx <= EDGE_PX) return topPx;
  const fromEnd = maxTopPx(count, viewportPx) - topPx;
  if (fromEnd <= EDGE_PX) return maxScrollTop(count, viewportPx) - fromEnd;
  return EDGE_PX + ((topPx - EDGE_PX) / listPx) * barPx;
}

/** The list's position for the scrollbar's position `scrollTop`. */
export function toTopPx(scrollTop: number, count: number, viewportPx: number): number {
  const { listPx, barPx } = middle(count, viewportPx);
  if (scrollTop <= EDGE_PX) return scrollTop;
  const fromEnd = maxScrollTop(count, viewportPx) - scrollTop;
  if (fromEnd <= EDGE_PX) return maxTopPx(count, viewportPx) - fromEnd;
  return EDGE_PX + ((scrollTop - EDGE_PX) / barPx) * listPx;
}

/** Height of the middle: in the list, and on the scrollbar. */
function middle(count: number, viewportPx: number): { readonly listPx: number; readonly barPx: number } {
  return {
    listPx: maxTopPx(count, viewportPx) - 2 * EDGE_PX,
    barPx: maxScrollTop(count, viewportPx) - 2 * EDGE_PX,
  };
}

/** Position that shows a row whole, moving as little as possible from `topPx`. */
export function topToShow(index: number, topPx: number, viewportPx: number): number {
  const top = index * rowPx;
  if (top < topPx) return top;
  const bottom = top + rowPx;
  return bottom > topPx + viewportPx ? bottom - viewportPx : topPx;
}

/** Whole rows that PageUp and PageDown move. */
export function pageRows(viewportPx: number): number {
  return Math.max(1, Math.floor(viewportPx / rowPx) - 1);
}

/** Ordinal of the anchor of the rows from `ordinal` on. */
export function toAnchor(ordinal: number): number {
  return Math.floor(ordinal / ANCHOR_ROWS) * ANCHOR_ROWS;
}

/** Height of the layer of `drawn` rows, for any place after their anchor. */
export function layerPx(drawn: number): number {
  return (ANCHOR_ROWS + drawn) * rowPx;
}
