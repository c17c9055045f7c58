import type { Histogram, HistogramRequest } from '../core/history/history.ts';
import { OTHER_TYPES } from '../core/type-stats.ts';
import { ALL_SLOTS, countBits, createBitmap, forEachSlot, isEmpty, keepOnly, type Bitmap } from './bitmap.ts';
import { NO_TIME, timeBoundsOf, type Chapter, type TimeBounds } from './chapter.ts';
import type { Finder } from './find.ts';
import type { GapSpan } from './notes.ts';
import { readInto } from './posting.ts';
import type { Steps } from './steps.ts';
import { fieldPrefix, isSpelledOut, valueOf } from './term.ts';

/** Types that have a series of their own. */
const MAX_SERIES = 10;
const MAX_BUCKETS = 2_000;

export interface HistogramSource {
  chapters(): readonly Chapter[];
  gaps(from: number, to: number): readonly GapSpan[];
}

/** Counts the matches of a query by time and type. Rows that stand for no event are not counted. */
export function* countByTime(
  source: HistogramSource,
  finder: Finder,
  request: HistogramRequest,
): Steps<Histogram> {
  const found: Found[] = [];
  for (const chapter of source.chapters()) {
    const { firstAt, lastAt } = chapter.summary();
    if (lastAt < (request.from ?? lastAt) || firstAt >= (request.to ?? Number.POSITIVE_INFINITY)) continue;
    const slots = yield* finder.findAll(chapter, ALL_SLOTS);
    if (!isEmpty(slots)) found.push({ chapter, slots });
    yield;
  }
  const { firstAt, lastAt } = request.from === null || request.to === null ? boundsOf(found) : NO_TIME;
  const from = request.from ?? (firstAt === Number.POSITIVE_INFINITY ? (request.to ?? 0) : firstAt);
  const to = Math.max(from + 1, request.to ?? lastAt + 1);
  const buckets = Math.max(1, Math.min(MAX_BUCKETS, Math.floor(request.buckets)));
  const bucketMs = Math.max(1, Math.ceil((to - from) / buckets));
  const counts = new Map<string, Uint32Array>();
  for (const { chapter, slots } of found) {
    countChapter(chapter, slots, { from, to, bucketMs, buckets }, counts);
    yield;
  }
  return { from, to, bucketMs, gaps: source.gaps(from, to), ...toSeries(counts, buckets) };
}

/** Matches of one chapter. */
interface Found {
  readonly chapter: Chapter;
  readonly slots: Bitmap;
}

/** Least and greatest time of the matches. Times are only read of chapters that could change them: first and last, as a rule. */
function boundsOf(found: readonly Found[]): TimeBounds {
  let { firstAt, lastAt } = NO_TIME;
  for (const each of inwards(found)) {
    const whole = each.chapter.summary();
    if (whole.firstAt >= firstAt && whole.lastAt <= lastAt) continue;
    const bounds = boundsOfOne(each);
    firstAt = Math.min(firstAt, bounds.firstAt);
    lastAt = Math.max(lastAt, bounds.lastAt);
  }
  return { firstAt, lastAt };
}

/** The newest, the oldest, and what lies between. */
function inwards(found: readonly Found[]): readonly Found[] {
  return [...found.slice(-1), ...found.slice(0, -1)];
}

/** Where all of a chapter match its bounds are known. */
function boundsOfOne({ chapter, slots }: Found): TimeBounds {
  const whole = chapter.summary();
  return countBits(slots) === whole.count ? whole : timeBoundsOf(slots, chapter.times());
}

interface Grid {
  readonly from: number;
  readonly to: number;
  readonly bucketMs: number;
  readonly buckets: number;
}

function countChapter(chapter: Chapter, slots: Bitmap, grid: Grid, counts: Map<string, Uint32Array>): void {
  const { from, to, bucketMs, buckets } = grid;
  const times = chapter.times();
  const ofType = createBitmap();
  chapter.scan(fieldPrefix('type'), (term, posting) => {
    readInto(ofType, posting);
    keepOnly(ofType, slots);
    if (isEmpty(ofType)) return;
    const type = isSpelledOut(term) ? valueOf(term) : OTHER_TYPES;
    const series = counts.get(type) ?? new Uint32Array(buckets);
    counts.set(type, series);
    forEachSlot(ofType, (slot) => {
      const at = times[slot] ?? 0;
      if (at < from || at >= to) return;
      const bucket = Math.floor((at - from) / bucketMs);
      series[bucket] = (series[bucket] ?? 0) + 1;
    });
  });
}

function toSeries(
  counts: ReadonlyMap<string, Uint32Array>,
  buckets: number,
): Pick<Histogram, 'series' | 'total'> {
  const all = [...counts]
    .map(([type, series]) => ({ type, series, total: series.reduce((sum, count) => sum + count, 0) }))
    .filter(({ total }) => total > 0)
    .sort((a, b) => b.total - a.total);
  const named = all.filter(({ type }) => type !== OTHER_TYPES).slice(0, MAX_SERIES);
  const rest = all.filter((each) => !named.includes(each));
  const other = new Uint32Array(buckets);
  for (const { series } of rest) {
    series.forEach((count, bucket) => {
      other[bucket] = (other[bucket] ?? 0) + count;
    });
  }
  const otherTotal = rest.reduce((sum, { total }) => sum + total, 0);
  const shown =
    otherTotal === 0 ? named : [...named, { type: OTHER_TYPES, series: other, total: otherTotal }];
  return {
    series: shown.map(({ type, series, total }) => ({ type, total, counts: [...series] })),
    total: all.reduce((sum, { total }) => sum + total, 0),
  };
}
