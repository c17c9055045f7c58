/** How many items of these widths fit into one line, with `reservePx` left for the rest if not all do. */
export function fitCount(
  widthsPx: readonly number[],
  gapPx: number,
  availablePx: number,
  reservePx: number,
): number {
  const total = widthsPx.reduce((sum, width) => sum + width + gapPx, -gapPx);
  if (total <= availablePx) return widthsPx.length;
  let used = 0;
  let fit = 0;
  for (const width of widthsPx) {
    used += width + gapPx;
    if (used + reservePx > availablePx) break;
    fit += 1;
  }
  return fit;
}
