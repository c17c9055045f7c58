import type { QueryNode } from '../query/ast.ts';
import { toBarGrid, type BarGrid } from './time-axis.ts';

const HOUR_MS = 3_600_000;

/** Periods that a person can choose; `null` is from the first match. */
export const TIMELINE_SPANS = [
  { name: 'hour', label: '1 h', title: 'The last hour', spanMs: HOUR_MS },
  { name: 'day', label: '1 d', title: 'The last day', spanMs: 24 * HOUR_MS },
  { name: 'week', label: '1 w', title: 'The last week', spanMs: 7 * 24 * HOUR_MS },
  { name: 'all', label: 'All', title: 'Everything that matches', spanMs: null },
] as const;
export type TimelineSpan = (typeof TIMELINE_SPANS)[number]['name'];

/** Bounds in time, epoch ms, `to` excluded, `null` open. */
export interface TimeLimits {
  readonly from: number | null;
  readonly to: number | null;
}

/** The time limits of a query that its top level names; `null` if it names none. */
export function toTimeLimits(root: QueryNode): TimeLimits | null {
  const times = (root.kind === 'and' ? root.parts : [root]).filter((part) => part.kind === 'time');
  if (times.length === 0) return null;
  const starts = times.map(({ from }) => from).filter((at) => at !== null);
  const ends = times.map(({ to }) => to).filter((at) => at !== null);
  return {
    from: starts.length === 0 ? null : Math.max(...starts),
    to: ends.length === 0 ? null : Math.min(...ends),
  };
}

export interface RangeFacts {
  readonly span: TimelineSpan;
  readonly limits: TimeLimits | null;
  /** Rows older than this were cleared from view, epoch ms. */
  readonly clearedAt: number | null;
  /** First and last match, once they are known. */
  readonly extent: { readonly from: number; readonly to: number } | null;
  /** New events arrive, so the range ends now. */
  readonly live: boolean;
  /** Epoch ms. */
  readonly now: number;
  readonly maxBars: number;
}

/** Shortest range of the chart, so that a newly connected home gets more than one bar. */
const LEAST_MS = 60_000;

/** The bars to ask for; `null` while the extent must be known first. */
export function toTimelineGrid(facts: RangeFacts): BarGrid | null {
  const { span, limits, clearedAt, extent, live, now, maxBars } = facts;
  const spanMs = TIMELINE_SPANS.find(({ name }) => name === span)?.spanMs ?? null;
  const newest = live ? now : (extent?.to ?? null);
  const to = limits?.to ?? newest;
  if (to === null) return null;
  const from = limits?.from ?? (limits === null && spanMs !== null ? to - spanMs : (extent?.from ?? null));
  if (from === null) return null;
  // Limits set by a person stay. A range that follows the clock must not be too short.
  const start = Math.max(from, clearedAt ?? from);
  const isSet = limits?.from != null;
  const least = isSet ? start : Math.min(start, to - LEAST_MS);
  const end = Math.max(to, least + 1);
  return toBarGrid(least, isSet && limits.to !== null ? end : Math.max(end, least + LEAST_MS), maxBars);
}
