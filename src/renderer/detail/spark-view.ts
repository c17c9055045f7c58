import { html, svg, type TemplateResult } from 'lit';
import type { Series } from '../../core/history/to-series.ts';
import { formatDuration } from '../../core/time/format-time.ts';
import { toSparkLine } from '../../core/view/spark-line.ts';

const WIDTH = 340;
const HEIGHT = 38;

/** The entity's last states as a line, with its numbers beside it and in words. The space is reserved before the line is loaded. */
export function sparkView(series: Series | null): TemplateResult {
  const line = series === null ? null : toSparkLine(series, WIDTH, HEIGHT);
  if (series === null || line === null) return html`<div class="spark"></div>`;
  const span = formatDuration(line.to - line.from);
  const words = `${series.entity} over ${span}: lowest ${line.min}, highest ${line.max}, here ${line.last}.`;
  return html`<div class="spark">
    <svg
      viewBox=${`-2 -3 ${String(WIDTH + 6)} ${String(HEIGHT + 6)}`}
      role="img"
      aria-label=${words}
      preserveAspectRatio="none"
    >
      ${svg`<path d=${line.path} vector-effect="non-scaling-stroke"></path><circle cx=${line.end.x} cy=${line.end.y} r="2.6"></circle>`}
    </svg>
    <p aria-hidden="true">
      <span>low <b>${line.min}</b></span
      ><span>high <b>${line.max}</b></span
      ><span>here <b>${line.last}</b></span
      ><span class="span">${span}, ${series.points.length} states</span>
    </p>
  </div>`;
}
