import { toneOfType } from '../events/tone.ts';
import type { RowTone } from '../events/row.ts';
import type { Histogram } from '../history/history.ts';
import { countEvents } from './marked-words.ts';

/** Colour families in the order of the stack, the calmest at the bottom. */
export const BAR_TONES = ['state', 'automation', 'call', 'system', 'other'] as const;
export type BarTone = Exclude<RowTone, 'bad'>;

/** The events of a period. */
export interface Bar {
  /** Epoch ms, `to` excluded. */
  readonly from: number;
  readonly to: number;
  readonly total: number;
  /** Busiest first, without empty ones. */
  readonly types: readonly { readonly type: string; readonly tone: BarTone; readonly count: number }[];
  /** The stream was interrupted at some time in it. */
  readonly interrupted: boolean;
}

export function toBars({ from, bucketMs, to, series, gaps }: Histogram): readonly Bar[] {
  const count = bucketMs > 0 ? Math.max(0, Math.round((to - from) / bucketMs)) : 0;
  return Array.from({ length: count }, (_, place) => {
    const start = from + place * bucketMs;
    const end = start + bucketMs;
    const types = series
      .map(({ type, counts }) => ({ type, tone: toneOfType(type), count: counts[place] ?? 0 }))
      .filter((part) => part.count > 0)
      .sort((a, b) => b.count - a.count);
    const total = types.reduce((sum, part) => sum + part.count, 0);
    const interrupted = gaps.some((gap) => gap.from < end && gap.to > start);
    return { from: start, to: end, total, types, interrupted };
  });
}

/** Merges adjacent bars, so that a screen reader reads a long axis in a few lines. */
export function mergeBars(bars: readonly Bar[], maxBars: number): readonly Bar[] {
  const size = Math.max(1, Math.ceil(bars.length / Math.max(1, maxBars)));
  const merged: Bar[] = [];
  for (let start = 0; start < bars.length; start += size)
    merged.push(joinBars(bars.slice(start, start + size)));
  return merged;
}

/** Merges adjacent bars into one. */
export function joinBars(bars: readonly Bar[]): Bar {
  const types = new Map<string, Bar['types'][number]>();
  for (const part of bars.flatMap((bar) => bar.types)) {
    types.set(part.type, { ...part, count: (types.get(part.type)?.count ?? 0) + part.count });
  }
  return {
    from: bars[0]?.from ?? 0,
    to: bars.at(-1)?.to ?? 0,
    total: bars.reduce((sum, bar) => sum + bar.total, 0),
    types: [...types.values()].sort((a, b) => b.count - a.count),
    interrupted: bars.some((bar) => bar.interrupted),
  };
}

/** Box of a drawing, CSS pixels. */
export interface BarBox {
  readonly width: number;
  readonly height: number;
}

/** Pixels at which bar `place` of `count` begins; `place === count` is the right edge. */
export function barEdge(place: number, count: number, width: number): number {
  return count === 0 ? 0 : Math.round((place * width) / count);
}

/** Bar under a pixel. */
export function barAt(x: number, count: number, width: number): number {
  if (count === 0 || width <= 0) return 0;
  const guess = Math.max(0, Math.min(count - 1, Math.floor((x * count) / width)));
  // Edges are rounded to whole pixels, so the first estimate may be off by one.
  if (x < barEdge(guess, count, width)) return Math.max(0, guess - 1);
  return x >= barEdge(guess + 1, count, width) ? Math.min(count - 1, guess + 1) : guess;
}

/** Least height of a bar that is not empty, CSS pixels. */
const MIN_BAR_PX = 2;
const RADIUS_PX = 2;

/**
 * The chart as one path a family: `d` of an SVG path by tone, for those that occur. Few nodes, whatever the number of
 * bars. Heights are in proportion to the fullest bar.
 */
export function toBarPaths(bars: readonly Bar[], { width, height }: BarBox): ReadonlyMap<BarTone, string> {
  const fullest = bars.reduce((max, bar) => Math.max(max, bar.total), 0);
  const paths = new Map<BarTone, string>();
  bars.forEach((bar, place) => {
    if (bar.total === 0) return;
    const left = barEdge(place, bars.length, width);
    const right = barEdge(place + 1, bars.length, width);
    const gap = right - left > 5 ? 2 : right - left > 2 ? 1 : 0;
    const barHeight = Math.max(MIN_BAR_PX, Math.round((bar.total / fullest) * height));
    const counts = BAR_TONES.map((tone) => sumOf(bar, tone));
    let below = 0;
    BAR_TONES.forEach((tone, index) => {
      const count = counts[index] ?? 0;
      if (count === 0) return;
      const y1 = height - Math.round((below / bar.total) * barHeight);
      below += count;
      const y2 = height - Math.round((below / bar.total) * barHeight);
      const isTop = below === bar.total;
      // A thin slice of a rare family matters most.
      if (y1 === y2 && !isTop) return;
      const piece = block(left, right - gap, Math.max(y1, y2 + 1), y2, isTop ? RADIUS_PX : 0);
      paths.set(tone, `${paths.get(tone) ?? ''}${piece}`);
    });
  });
  return paths;
}

function sumOf(bar: Bar, tone: BarTone): number {
  return bar.types.reduce((sum, part) => (part.tone === tone ? sum + part.count : sum), 0);
}

/** A rectangle from bottom to top, with round corners if there is space. */
function block(left: number, right: number, foot: number, head: number, radius: number): string {
  const r = Math.min(radius, (right - left) / 2, foot - head);
  const [l, w] = [String(left), String(right - left)];
  if (r < 1) return `M${l} ${String(foot)}V${String(head)}h${w}V${String(foot)}z`;
  const turn = String(r);
  return `M${l} ${String(foot)}V${String(head + r)}q0-${turn} ${turn}-${turn}h${String(right - left - 2 * r)}q${turn} 0 ${turn} ${turn}V${String(foot)}z`;
}

/** Interruptions as rectangles of the full height, wide enough to be seen; those that touch are one. CSS pixels. */
export function toGapBoxes(
  { from, to, gaps }: Pick<Histogram, 'from' | 'to' | 'gaps'>,
  width: number,
): readonly { readonly x: number; readonly width: number }[] {
  const boxes: { x: number; width: number }[] = [];
  const span = Math.max(1, to - from);
  const pixel = (at: number): number =>
    Math.round(((Math.max(from, Math.min(at, to)) - from) / span) * width);
  for (const gap of gaps.toSorted((a, b) => a.from - b.from)) {
    if (gap.to <= from || gap.from >= to) continue;
    const x = Math.min(pixel(gap.from), width - MIN_GAP_PX);
    const end = Math.max(x + MIN_GAP_PX, pixel(gap.to));
    const last = boxes.at(-1);
    if (last !== undefined && x <= last.x + last.width) last.width = Math.max(last.width, end - last.x);
    else boxes.push({ x, width: end - x });
  }
  return boxes;
}

const MIN_GAP_PX = 3;

/** "37 events, mostly state_changed", and what else happened in it. */
export function describeBar({ total, types, interrupted }: Bar): string {
  const gap = interrupted ? ', the connection was interrupted' : '';
  const [first] = types;
  if (total === 0 || first === undefined) return `no events${gap}`;
  const share = first.count === total ? `all ${first.type}` : `mostly ${first.type}`;
  return `${countEvents(total)}, ${types.length === 1 && total === 1 ? first.type : share}${gap}`;
}
