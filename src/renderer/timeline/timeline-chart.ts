import { nothing, svg, type TemplateResult } from 'lit';
import type { Histogram } from '../../core/history/history.ts';
import { BAR_TONES, toBarPaths, toBars, toGapBoxes, type Bar } from '../../core/view/histogram-bars.ts';
import { timelineAxis, timelineTable } from './timeline-parts.ts';

/** Height of the bars. */
export const CHART_HEIGHT_PX = 46;
/** An interruption thinner than this has no room for hatching. */
const THIN_GAP_PX = 8;

/** Everything that is computed from one histogram and one width. */
export interface TimelineDrawing {
  readonly histogram: Histogram;
  readonly widthPx: number;
  readonly bars: readonly Bar[];
  readonly chart: TemplateResult;
  readonly axis: TemplateResult;
  readonly table: TemplateResult;
}

/** The same drawing again where nothing has changed, so that it costs nothing to draw it again. */
export function drawTimeline(
  histogram: Histogram,
  widthPx: number,
  live: boolean,
  before: TimelineDrawing | null,
): TimelineDrawing {
  if (before?.histogram === histogram && before.widthPx === widthPx) return before;
  const bars = toBars(histogram);
  return {
    histogram,
    widthPx,
    bars,
    chart: drawChart(histogram, bars, widthPx),
    axis: timelineAxis(histogram, widthPx, live),
    table: timelineTable(bars),
  };
}

function drawChart(histogram: Histogram, bars: readonly Bar[], widthPx: number): TemplateResult {
  const paths = toBarPaths(bars, { width: widthPx, height: CHART_HEIGHT_PX });
  return svg`<defs>
      <pattern id="hatch" width="5.5" height="5.5" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">
        <path d="M0 0V6" />
      </pattern>
    </defs>
    <path class="foot" d=${`M0 ${String(CHART_HEIGHT_PX - 0.5)}H${String(widthPx)}`} />
    ${BAR_TONES.map((tone) => {
      const d = paths.get(tone);
      return d === undefined ? nothing : svg`<path class=${tone} d=${d} />`;
    })}
    ${toGapBoxes(histogram, widthPx).map(({ x, width }) => {
      const kind = width < THIN_GAP_PX ? 'gap thin' : 'gap';
      return svg`<rect class=${kind} x=${x} y="0" width=${width} height=${CHART_HEIGHT_PX} rx="1" />`;
    })}`;
}
