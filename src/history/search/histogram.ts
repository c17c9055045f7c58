import type { Histogram, HistogramRequest } from '../../core/history/history.ts';
import { OTHER_TYPES } from '../../core/history/other-types.ts';
import type { QueryNode } from '../../core/query/ast.ts';
import { leavesOf, toAnd } from '../../core/query/query-nodes.ts';
import type { EventRow } from '../store/event-table.ts';
import { EVENT_COLUMNS } from '../store/event-table.ts';
import { HOUR_MICROS } from '../store/hour-counts.ts';
import { compile } from './compile.ts';
import type { CompileContext } from './condition.ts';
import { createFinder, NO_END, type Finder, type KeyRange } from './finder.ts';
import type { Steps } from './steps.ts';

/** Number of types with a separate series. */
const MAX_SERIES = 10;
const MAX_BUCKETS = 2_000;
const HOUR_MS = HOUR_MICROS / 1_000;
/** Rows that are counted in one step, and those that are read. */
const COUNT_ROWS = 32_768;
const READ_ROWS = 1_024;

/** Counts the matches of a query by time and type. Rows that are not events are not counted. */
export function* countByTime(
  contexts: readonly CompileContext[],
  request: HistogramRequest,
): Steps<Omit<Histogram, 'gaps'>> {
  const time = { kind: 'time', from: request.from, to: request.to } as const;
  const sources: Source[] = [];
  for (const context of contexts) {
    const finder = createFinder(toAnd([request.query, time]), context);
    const range = rangeOf(context, time);
    const read = finder.exact ? null : yield* readMatches(context, finder, range);
    sources.push({ context, finder, range, read });
  }
  const times = sources.flatMap(timesOfEnds);
  const from = request.from ?? (times.length === 0 ? (request.to ?? 0) : Math.min(...times));
  const to = Math.max(from + 1, request.to ?? (times.length === 0 ? from : Math.max(...times)) + 1);
  const buckets = Math.max(1, Math.min(MAX_BUCKETS, Math.floor(request.buckets)));
  const grid = toGrid(from, to, buckets, onlyHourFields(request.query));
  const counts = new Map<string, Uint32Array>();
  const add: Add = (type, bucket, count) => {
    const series = counts.get(type) ?? new Uint32Array(buckets);
    counts.set(type, series);
    const at = Math.max(0, Math.min(buckets - 1, bucket));
    series[at] = (series[at] ?? 0) + count;
  };
  for (const source of sources) {
    if (source.read !== null) {
      for (const { type, at } of source.read) add(type, Math.floor((at - from) / grid.bucketMs), 1);
    } else if (grid.byHour) countHours(source, request, grid, add);
    else yield* countRows(source, grid, add);
    yield;
  }
  return { from: grid.from, to: grid.to, bucketMs: grid.bucketMs, ...toSeries(counts, buckets) };
}

interface Source {
  readonly context: CompileContext;
  readonly finder: Finder;
  readonly range: KeyRange;
  /** Matches that SQL alone could not decide. */
  readonly read: readonly Match[] | null;
}

interface Match {
  readonly type: string;
  /** Epoch ms. */
  readonly at: number;
}

type Add = (type: string, bucket: number, count: number) => void;

interface Grid {
  readonly from: number;
  readonly to: number;
  readonly bucketMs: number;
  /** For days and weeks the counts come from the table of hours, so the limits are whole hours. */
  readonly byHour: boolean;
}

function toGrid(from: number, to: number, buckets: number, mayUseHours: boolean): Grid {
  const bucketMs = Math.max(1, Math.ceil((to - from) / buckets));
  if (!mayUseHours || bucketMs < HOUR_MS) return { from, to, bucketMs, byHour: false };
  const first = Math.floor(from / HOUR_MS) * HOUR_MS;
  const whole = Math.ceil((to - first) / buckets / HOUR_MS) * HOUR_MS;
  return { from: first, to: Math.min(to, first + whole * buckets), bucketMs: whole, byHour: true };
}

/** True when the query depends only on server and type, which are the columns of the table of hours. */
function onlyHourFields(query: QueryNode): boolean {
  return leavesOf(query).every(
    (leaf) =>
      leaf.kind === 'everything' || (leaf.kind === 'facet' && ['type', 'server'].includes(leaf.facet)),
  );
}

/** Keys of the events in a period. */
function rangeOf(context: CompileContext, time: Extract<QueryNode, { kind: 'time' }>): KeyRange {
  if (time.from === null && time.to === null) return { low: 0, high: NO_END };
  const row = context.database.statements.ask<{ low: number | null; high: number | null }>(
    `SELECT min(e.key) AS low, max(e.key) AS high FROM event e WHERE ${compile(time, context).sql}`,
    {},
  )[0];
  return row?.low == null || row.high === null ? { low: 0, high: 0 } : { low: row.low, high: row.high + 1 };
}

/** Times of the newest and the oldest match. */
function timesOfEnds({ finder, range, read }: Source): readonly number[] {
  if (read !== null) {
    const all = read.map(({ at }) => at);
    return all.length === 0
      ? []
      : [all.reduce((a, b) => Math.min(a, b)), all.reduce((a, b) => Math.max(a, b))];
  }
  return (['ASC', 'DESC'] as const).flatMap((order) =>
    finder
      .select<{ at: number }>('e.time_fired AS at, e.key AS key', range, {
        order: `ORDER BY key ${order} LIMIT 1`,
      })
      .map(({ at }) => Math.floor(at / 1_000)),
  );
}

function countHours(
  { context }: Source,
  { query }: HistogramRequest,
  { from, to, bucketMs }: Grid,
  add: Add,
): void {
  const { statements, table } = context.database;
  const at = `e.hour * ${String(HOUR_MS)}`;
  const rows = statements.ask<{ bucket: number; type: number; events: number }>(
    `SELECT (${at} - ${String(from)}) / ${String(bucketMs)} AS bucket, e.type, sum(e.events) AS events
     FROM hour_count e WHERE ${at} >= ${String(from)} AND ${at} < ${String(to)} AND ${compile(query, context).sql}
     GROUP BY 1, 2`,
    {},
  );
  for (const { bucket, type, events } of rows) add(table.names.textOf(type), bucket, events);
}

function* countRows({ context, finder, range }: Source, { from, bucketMs }: Grid, add: Add): Steps<void> {
  const { textOf } = context.database.table.names;
  const bucket = `(e.time_fired - ${String(from * 1_000)}) / ${String(bucketMs * 1_000)}`;
  for (let { high } = range; high > range.low;) {
    const low = Math.max(range.low, finder.boundary(high, COUNT_ROWS));
    const rows = finder.select<{ bucket: number; type: number | null; events: number }>(
      `${bucket} AS bucket, e.type AS type, count(*) AS events`,
      { low, high },
      { group: 'GROUP BY 1, 2' },
    );
    for (const row of rows) if (row.type !== null) add(textOf(row.type), row.bucket, row.events);
    high = low;
    yield;
  }
}

function* readMatches(
  { database }: CompileContext,
  finder: Finder,
  range: KeyRange,
): Steps<readonly Match[]> {
  const found: Match[] = [];
  for (let { high } = range; high > range.low;) {
    const low = Math.max(range.low, finder.boundary(high, READ_ROWS));
    let judged = 0;
    for (const row of finder.select<EventRow>(EVENT_COLUMNS, { low, high })) {
      if (row.type !== null && finder.isMatch(row)) {
        found.push({ type: database.table.names.textOf(row.type), at: Math.floor(row.time_fired / 1_000) });
      }
      judged += 1;
      if (judged % 64 === 0) yield;
    }
    high = low;
    yield;
  }
  return found;
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
