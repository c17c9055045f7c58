import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Histogram } from '../../core/history/history.ts';
import {
  BAR_TONES,
  describeBar,
  mergeBars,
  toBarPaths,
  toGapBoxes,
  type Bar,
} from '../../core/view/histogram-bars.ts';
import { describeStretch, toTimeTicks } from '../../core/view/time-axis.ts';
import { TIMELINE_SPANS, type TimeLimits, type TimelineSpan } from '../../core/view/timeline-range.ts';
import { icons } from '../parts/icons.ts';
import { segments } from '../parts/segments.ts';

/** Height of the bars, CSS pixels. */
export const CHART_HEIGHT_PX = 46;
/** An interruption thinner than this has no room for hatching. */
const THIN_GAP_PX = 8;
/** Room for one mark of the axis with its words, CSS pixels. */
const TICK_PX = 110;
const TICK_WORDS_PX = 52;
/** Lines of the table for a screen reader. */
const TABLE_LINES = 24;
const TIP_TYPES = 6;
const TIP_HALF_PX = 110;

/** Bars and interruptions. */
export function timelineChart(histogram: Histogram, bars: readonly Bar[], widthPx: number): TemplateResult {
  const paths = toBarPaths(bars, { width: widthPx, height: CHART_HEIGHT_PX });
  return svg`<defs>
      <pattern id="hatch" width="5.5" height="5.5" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
        <path d="M0 0V6" />
      </pattern>
    </defs>
    <path class="foot" d=${`M0 ${CHART_HEIGHT_PX - 0.5}H${widthPx}`} />
    ${BAR_TONES.map((tone) => {
      const d = paths.get(tone);
      return d === undefined ? nothing : svg`<path class=${tone} .style=${toneStyle(tone)} d=${d} />`;
    })}
    ${toGapBoxes(histogram, widthPx).map(({ x, width }) => {
      const kind = width < THIN_GAP_PX ? 'gap thin' : 'gap';
      return svg`<rect class=${kind} x=${x} y="0" width=${width} height=${CHART_HEIGHT_PX} rx="1" />`;
    })}`;
}

/** The time axis below the bars. */
export function timelineAxis(histogram: Histogram, widthPx: number, live: boolean): TemplateResult {
  const { from, to, bucketMs } = histogram;
  const endsNow = live && Math.abs(to - Date.now()) <= bucketMs * 2;
  const rightPx = endsNow ? widthPx - 34 : widthPx;
  const ticks = toTimeTicks(from, to, Math.max(2, Math.floor(widthPx / TICK_PX)))
    .map((tick) => ({ ...tick, x: Math.round(((tick.at - from) / (to - from)) * widthPx) }))
    .filter(({ x }) => x + TICK_WORDS_PX <= rightPx);
  return html`<div class="axis" aria-hidden="true">
    ${ticks.map(
      ({ x, label, strong }) =>
        html`<span class=${strong ? 'strong' : ''} .style=${`left:${x}px`}>${label}</span>`,
    )}
    ${endsNow ? html`<span class="now">now</span>` : nothing}
  </div>`;
}

/** The chart in words, one line for several bars. */
export function timelineTable(bars: readonly Bar[]): TemplateResult {
  const now = Date.now();
  return html`<table class="sr-only">
    <caption>
      Events over time
    </caption>
    <thead>
      <tr>
        <th scope="col">Time</th>
        <th scope="col">Events</th>
      </tr>
    </thead>
    <tbody>
      ${mergeBars(bars, TABLE_LINES).map(
        (bar) =>
          html`<tr>
            <th scope="row">${describeStretch(bar.from, bar.to, now)}</th>
            <td>${describeBar(bar)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** The tip for the bar under the pointer, by type. `centrePx` from the left of a plot of width `widthPx`. */
export function timelineTip(bar: Bar, now: number, widthPx: number, centrePx: number): TemplateResult {
  const centre = Math.max(TIP_HALF_PX, Math.min(centrePx, widthPx - TIP_HALF_PX));
  const shown = bar.types.slice(0, TIP_TYPES);
  const rest = bar.types.slice(TIP_TYPES).reduce((sum, { count }) => sum + count, 0);
  const events = bar.total === 1 ? 'event' : 'events';
  return html`<div class="tip raised" aria-hidden="true" .style=${`left:${centre}px`}>
    <div class="hint">${describeStretch(bar.from, bar.to, now)}</div>
    <b>${bar.total.toLocaleString('en-GB')} ${events}</b>
    ${bar.interrupted ? html`<div class="missed">The connection was interrupted</div>` : nothing}
    ${
      shown.length === 0
        ? nothing
        : html`<dl>
            ${shown.map(({ type, tone, count }) => tipLine(type, tone, count))}
            ${rest === 0 ? nothing : tipLine('others', '', rest)}
          </dl>`
    }
  </div>`;
}

/** The colour of a family of events. */
function toneStyle(tone: string): string {
  return `--tone:var(--t-${tone})`;
}

function tipLine(name: string, tone: string, count: number): TemplateResult {
  return html`<i .style=${toneStyle(tone)}></i>
    <dt class="ellipsis">${name}</dt>
    <dd>${count.toLocaleString('en-GB')}</dd>`;
}

export interface TimelineTools {
  readonly span: TimelineSpan;
  readonly folded: boolean;
  readonly limits: TimeLimits | null;
  readonly total: number;
  readonly setSpan: (span: TimelineSpan) => void;
  readonly fold: () => void;
}

/** The range of the chart, and the button that folds it. */
export function timelineTools(tools: TimelineTools, clearRange: () => void): TemplateResult {
  const { folded, limits, total, fold } = tools;
  const words = folded
    ? 'Show the timeline'
    : `${total.toLocaleString('en-GB')} ${total === 1 ? 'event' : 'events'}`;
  const spans = TIMELINE_SPANS.map(({ name, label, title }) => ({ value: name, label, title }));
  const range =
    limits !== null
      ? rangeChip(limits, clearRange)
      : folded
        ? html`<span></span>`
        : segments('Time shown', spans, tools.span, tools.setSpan);
  return html`${range}
    <button
      class="fold"
      aria-expanded=${!folded}
      aria-label=${folded ? words : `${words}. Hide the timeline`}
      title=${folded ? 'Show the timeline' : 'Hide the timeline'}
      @click=${fold}
    >
      ${words}${icons.chevron(12)}
    </button>`;
}

function rangeChip({ from, to }: TimeLimits, clearRange: () => void): TemplateResult {
  const words = describeLimits(from, to);
  return html`<button
    class="chip on"
    title=${`Only ${words}. Click to show all times`}
    aria-label=${`Only ${words}. Show all times`}
    @click=${clearRange}
  >
    <span class="ellipsis">${words}</span>${icons.close(11)}
  </button>`;
}

function describeLimits(from: number | null, to: number | null): string {
  const now = Date.now();
  if (from !== null) return to === null ? `from ${oneMoment(from, now)}` : describeStretch(from, to, now);
  return to === null ? 'all times' : `until ${oneMoment(to, now)}`;
}

function oneMoment(at: number, now: number): string {
  return describeStretch(at, at, now).split(' to ')[0] ?? '';
}
