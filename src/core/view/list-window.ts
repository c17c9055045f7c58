/** Height of every row of the log, in CSS pixels. One height for all makes the window pure arithmetic. */
export const ROW_HEIGHT_PX = 26;

/** Rows drawn beyond each edge, so that a fast wheel finds them there. */
const OVERSCAN_ROWS = 8;

export interface ListWindow {
  /** Index of the first row to draw. */
  readonly first: number;
  /** Index after the last row to draw. */
  readonly end: number;
  /** Distance of the first drawn row from the top of the content, in pixels. */
  readonly offsetPx: number;
}

/** Which of `count` rows are drawn at a scroll position. Never more than fit into the viewport and its overscan. */
export function toListWindow(count: number, scrollTopPx: number, viewportPx: number): ListWindow {
  const visibleRows = Math.ceil(viewportPx / ROW_HEIGHT_PX) + 1;
  const top = Math.max(0, Math.floor(scrollTopPx / ROW_HEIGHT_PX));
  const first = Math.max(0, Math.min(top, count - visibleRows) - OVERSCAN_ROWS);
  const end = Math.min(count, Math.max(0, top) + visibleRows + OVERSCAN_ROWS);
  return { first, end: Math.max(first, end), offsetPx: first * ROW_HEIGHT_PX };
}

/** Scroll position that shows a row whole, moving as little as possible from `scrollTopPx`. */
export function scrollTopToShow(index: number, scrollTopPx: number, viewportPx: number): number {
  const top = index * ROW_HEIGHT_PX;
  if (top < scrollTopPx) return top;
  const bottom = top + ROW_HEIGHT_PX;
  return bottom > scrollTopPx + viewportPx ? bottom - viewportPx : scrollTopPx;
}

/** Whole rows that one page of the keyboard moves. */
export function pageRows(viewportPx: number): number {
  return Math.max(1, Math.floor(viewportPx / ROW_HEIGHT_PX) - 1);
}

/** True at the bottom, with a pixel of mercy for fractional scaling. */
export function isAtBottom(scrollTopPx: number, viewportPx: number, contentPx: number): boolean {
  return scrollTopPx + viewportPx >= contentPx - 2;
}
