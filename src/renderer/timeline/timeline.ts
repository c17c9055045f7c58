import { html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import type { Histogram } from '../../core/history/history.ts';
import { barAt, barEdge, describeBar, joinBars, toBars, type Bar } from '../../core/view/histogram-bars.ts';
import { withTimeRange } from '../../core/query/edit-query.ts';
import { NO_BRUSH, pressBrushKey, toBounds, type BrushState } from '../../core/view/time-brush.ts';
import { describeStretch } from '../../core/view/time-axis.ts';
import { type TimelineSpan } from '../../core/view/timeline-range.ts';
import { ask } from '../state/bridge.ts';
import type { LogModel } from '../state/log-model.ts';
import { base } from '../styles/base.ts';
import { TimelineFeed } from './timeline-feed.ts';
import {
  CHART_HEIGHT_PX,
  timelineAxis,
  timelineChart,
  timelineTable,
  timelineTip,
  timelineTools,
} from './timeline-parts.ts';
import { timelineStyles } from './timeline-styles.ts';

/** Least width of a bar with its gap. */
const BAR_PX = 8;
const MAX_BARS = 150;
/** A pointer that has moved less counts as a click. */
const DRAG_PX = 4;

/** Whether a person folded it, while the window exists. */
const kept: { span: TimelineSpan; folded: boolean } = { span: 'all', folded: false };

/** The histogram of the matches by colour family, which also selects a time. */
@customElement('pl-timeline')
export class Timeline extends LitElement {
  static override styles = [base, timelineStyles];

  @property({ attribute: false }) accessor model!: LogModel;
  @state() accessor widthPx = 0;
  @state() accessor brush: BrushState = NO_BRUSH;
  @state() accessor span: TimelineSpan = kept.span;
  @state() accessor folded = kept.folded;
  @query('.plot') accessor #plot!: HTMLElement | null;

  #pressX: number | null = null;
  #hovered = false;
  /** What is drawn, with its bars. */
  #histogram: Histogram | null = null;
  #bars: readonly Bar[] = [];
  readonly #resizes = new ResizeObserver(([entry]) => {
    this.widthPx = Math.floor(entry?.contentRect.width ?? 0);
  });
  #observed: HTMLElement | null = null;
  readonly #feed = new TimelineFeed(this);

  /** In steps of ten, so that a resized window does not ask for each pixel. */
  get maxBars(): number {
    return Math.max(20, Math.min(MAX_BARS, Math.floor(this.widthPx / BAR_PX / 10) * 10));
  }

  get wanted(): boolean {
    return !this.folded && this.widthPx > 0;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
    this.#observed = null;
  }

  protected override willUpdate(): void {
    const histogram = this.widthPx === 0 ? null : this.#feed.histogram;
    if (histogram !== this.#histogram) this.#bars = histogram === null ? [] : toBars(histogram);
    this.#histogram = histogram;
  }

  protected override updated(): void {
    this.#observe();
    this.#feed.look();
  }

  /** The plot exists only while the chart is unfolded. */
  #observe(): void {
    const plot = this.#plot;
    if (plot === this.#observed) return;
    if (this.#observed !== null) this.#resizes.unobserve(this.#observed);
    if (plot !== null) this.#resizes.observe(plot);
    this.#observed = plot;
  }

  readonly #fold = (): void => {
    this.folded = kept.folded = !this.folded;
    this.brush = NO_BRUSH;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.fold')?.focus());
  };

  readonly #setSpan = (span: TimelineSpan): void => {
    this.span = kept.span = span;
    this.brush = NO_BRUSH;
  };

  readonly #clearRange = (): void => {
    this.brush = NO_BRUSH;
    this.model.setQuery(withTimeRange(this.model.query, null, null));
    this.#plot?.focus();
  };

  #apply(first: number, last: number): void {
    const stretch = joinBars(this.#bars.slice(first, last + 1));
    this.brush = NO_BRUSH;
    if (stretch.to > stretch.from) {
      this.model.setQuery(withTimeRange(this.model.query, stretch.from, stretch.to));
    }
  }

  #jump(place: number): void {
    const bar = this.#bars[place];
    if (bar !== undefined) ask(this.model.jumpToTime(bar.from));
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const done = pressBrushKey(this.brush, event, this.#bars.length);
    if (done === null || (done.kind === 'clear' && this.#feed.limits === null && this.#pressX === null))
      return;
    event.preventDefault();
    event.stopPropagation();
    this.#pressX = null;
    switch (done.kind) {
      case 'move':
        this.brush = done.state;
        break;
      case 'apply':
        this.#apply(done.first, done.last);
        break;
      case 'jump':
        this.#jump(done.bar);
        break;
      case 'clear':
        this.#clearRange();
        break;
    }
  };

  #barUnder(event: PointerEvent): number {
    const left = this.#plot?.getBoundingClientRect().left ?? 0;
    return barAt(event.clientX - left, this.#bars.length, this.widthPx);
  }

  readonly #onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0 || this.#bars.length === 0) return;
    this.#pressX = event.clientX;
    this.#plot?.setPointerCapture(event.pointerId);
    this.brush = { cursor: this.#barUnder(event), stretch: null };
  };

  readonly #onPointerMove = (event: PointerEvent): void => {
    if (this.#bars.length === 0) return;
    this.#hovered = true;
    const cursor = this.#barUnder(event);
    const { stretch, cursor: before } = this.brush;
    const isDrag =
      this.#pressX !== null && (stretch !== null || Math.abs(event.clientX - this.#pressX) >= DRAG_PX);
    if (isDrag)
      this.brush = { cursor, stretch: { anchor: stretch?.anchor ?? before ?? cursor, head: cursor } };
    else if (cursor !== before) this.brush = { cursor, stretch };
  };

  readonly #onPointerUp = (event: PointerEvent): void => {
    if (this.#pressX === null) return;
    this.#pressX = null;
    const { stretch } = this.brush;
    if (stretch === null) {
      this.#jump(this.#barUnder(event));
    } else {
      const { first, last } = toBounds(stretch);
      this.#apply(first, last);
    }
  };

  readonly #onPointerCancel = (): void => {
    this.#pressX = null;
    this.brush = NO_BRUSH;
  };

  readonly #onPointerLeave = (): void => {
    this.#hovered = false;
    if (this.#pressX !== null) return;
    this.brush = { cursor: this.#isFocused ? this.brush.cursor : null, stretch: this.brush.stretch };
  };

  readonly #onFocus = (): void => {
    if (this.brush.cursor === null) this.brush = { cursor: this.#bars.length - 1, stretch: null };
  };

  readonly #onBlur = (): void => {
    if (this.#pressX === null) this.brush = NO_BRUSH;
  };

  /** Only for focus by the keyboard: a click focuses too, but must not leave a mark. */
  get #isFocused(): boolean {
    return this.#plot?.matches(':focus-visible') === true;
  }

  protected override render(): unknown {
    const { limits } = this.#feed;
    const { span, folded } = this;
    const total = this.#histogram?.total ?? 0;
    const tools = { span, folded, limits, total, setSpan: this.#setSpan, fold: this.#fold };
    if (folded) return html`<div class="folded">${timelineTools(tools, this.#clearRange)}</div>`;
    return html`<section aria-label="Timeline">
      ${this.#plotPart()}
      <div class="tools">${timelineTools(tools, this.#clearRange)}</div>
      ${guard([this.#bars], () => timelineTable(this.#bars))}
    </section>`;
  }

  #plotPart(): TemplateResult {
    const { cursor, stretch } = this.brush;
    const { widthPx } = this;
    const bars = this.#bars;
    const histogram = this.#histogram;
    const live = this.model.source === 'log';
    // The expensive parts are drawn again only for other numbers or another width.
    const seen = [histogram, widthPx];
    const now = Date.now();
    const place = Math.max(0, Math.min(cursor ?? bars.length - 1, bars.length - 1));
    const bounds = stretch === null ? { first: place, last: place } : toBounds(stretch);
    const shown = joinBars(bars.slice(bounds.first, bounds.last + 1));
    const words = `${describeStretch(shown.from, shown.to, now)}, ${describeBar(shown)}`;
    const isMarked = cursor !== null && (this.#hovered || this.#isFocused || stretch !== null);
    return html`<div
      class="plot"
      role="slider"
      tabindex="0"
      aria-label="Events over time"
      aria-describedby="how"
      aria-disabled=${bars.length === 0}
      aria-valuemin="0"
      aria-valuemax=${Math.max(0, bars.length - 1)}
      aria-valuenow=${place}
      aria-valuetext=${bars.length === 0 ? 'No events yet' : stretch === null ? words : `Chosen: ${words}`}
      @keydown=${this.#onKeyDown}
      @pointerdown=${this.#onPointerDown}
      @pointermove=${this.#onPointerMove}
      @pointerup=${this.#onPointerUp}
      @pointercancel=${this.#onPointerCancel}
      @pointerleave=${this.#onPointerLeave}
      @dblclick=${this.#clearRange}
      @focus=${this.#onFocus}
      @blur=${this.#onBlur}
    >
      <svg class="bars" aria-hidden="true" height=${CHART_HEIGHT_PX}>
        ${guard(seen, () => (histogram === null ? svg`` : timelineChart(histogram, bars, widthPx)))}
        ${isMarked ? this.#mark(bounds.first, bounds.last, stretch === null ? 'cursor' : 'chosen') : nothing}
      </svg>
      ${guard(seen, () => (histogram === null ? nothing : timelineAxis(histogram, widthPx, live)))}
      ${
        this.#feed.asked && (histogram?.total ?? 0) === 0 && !shown.interrupted
          ? html`<span class="quiet"
              >${this.model.query.trim() === '' ? 'No events here yet' : 'No event matches here'}</span
            >`
          : nothing
      }
      <span id="how" class="sr-only"
        >Arrow keys go from bar to bar, Shift with arrows chooses a stretch of time, Enter shows only it,
        Escape takes it back.</span
      >
      ${isMarked && bars.length > 0 ? timelineTip(shown, now, widthPx, this.#centreOf(bounds.first, bounds.last)) : nothing}
    </div>`;
  }

  #centreOf(first: number, last: number): number {
    const { length } = this.#bars;
    return (barEdge(first, length, this.widthPx) + barEdge(last + 1, length, this.widthPx)) / 2;
  }

  #mark(first: number, last: number, kind: 'cursor' | 'chosen'): TemplateResult {
    const { length } = this.#bars;
    const x = barEdge(first, length, this.widthPx);
    const width = Math.max(1, barEdge(last + 1, length, this.widthPx) - x - 1);
    return svg`<rect class=${kind} x=${x - 0.5} y="-4.5" width=${width} height=${CHART_HEIGHT_PX + 5} rx="2" />`;
  }
}
