import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Histogram } from '../../core/history/history.ts';
import { parseQuery } from '../../core/query/parse-query.ts';
import { withCut } from '../../core/view/cut-query.ts';
import { shareEqual } from '../../core/view/share-equal.ts';
import type { BarGrid } from '../../core/view/time-axis.ts';
import {
  toTimeLimits,
  toTimelineGrid,
  type TimeLimits,
  type TimelineSpan,
} from '../../core/view/timeline-range.ts';
import { createBeatCall } from '../state/beat.ts';
import { askHistogram } from '../state/ask-histogram.ts';
import type { LogModel } from '../state/log-model.ts';

/** Shortest time between two requests while events arrive. */
const REFRESH_MS = 2_000;
/** A chart that ends now follows the clock in steps of at least this time. */
const LEAST_SLIDE_MS = 5_000;

/** The component that draws the chart. */
interface TimelineHost extends ReactiveControllerHost {
  readonly model: LogModel;
  readonly span: TimelineSpan;
  readonly maxBars: number;
  /** Not collapsed, and its width is known. */
  readonly wanted: boolean;
}

/**
 * Loads the histogram of the list's query: for a new query at once, for new events every two seconds, and never
 * while the chart is not visible. The host is drawn again only when the answer differs.
 */
export class TimelineFeed implements ReactiveController {
  histogram: Histogram | null = null;
  limits: TimeLimits | null = null;
  /** There was an answer. */
  asked = false;
  /** The question whose answer is drawn. */
  #answered = '';
  readonly #host: TimelineHost;
  readonly #refreshed = createBeatCall(() => this.#host.requestUpdate());
  #undo: (() => void) | null = null;
  #key = '';
  #extent: { readonly from: number; readonly to: number } | null = null;
  #seenSeq = -1;
  #asking = false;
  #dueMs = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #timerMs = 0;

  constructor(host: TimelineHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#undo = this.#host.model.changed.on(this.look);
    document.addEventListener('visibilitychange', this.look);
    this.#key = '';
    this.look();
  }

  hostDisconnected(): void {
    this.#undo?.();
    this.#undo = null;
    this.#refreshed.stop();
    document.removeEventListener('visibilitychange', this.look);
    this.#sleep();
  }

  /** Something may have changed: asks again if necessary. */
  readonly look = (): void => {
    const model = this.#host.model;
    const { span, maxBars, wanted } = this.#host;
    if (!wanted || document.hidden || this.#undo === null) return;
    const what = JSON.stringify([model.source, model.query, model.cleared?.seq ?? 0]);
    const key = `${what} ${span} ${String(maxBars)}`;
    if (key !== this.#key) {
      if (!this.#key.startsWith(`${what} `)) this.#extent = null;
      this.#key = key;
      this.#dueMs = 0;
    } else if (model.lastSeq === this.#seenSeq) {
      return;
    }
    this.#askWhenDue();
  };

  #askWhenDue(): void {
    if (this.#asking) return;
    const waitMs = this.#dueMs - performance.now();
    if (waitMs > 0) {
      this.#wakeIn(waitMs);
      return;
    }
    this.#sleep();
    this.#asking = true;
    const key = this.#key;
    void this.#ask().finally(() => {
      this.#asking = false;
      if (key === this.#key) this.#dueMs = performance.now() + REFRESH_MS;
      this.look();
    });
  }

  async #ask(): Promise<void> {
    const key = this.#key;
    const model = this.#host.model;
    const { source, query } = model;
    const asked = withCut(query, model.cleared?.seq ?? null);
    this.#seenSeq = model.lastSeq;
    const now = Date.now();
    const parsed = parseQuery(query, { now });
    const limits = parsed.ok ? toTimeLimits(parsed.root) : null;
    try {
      const grid = this.#grid(limits, now) ?? (await this.#firstGrid(key, limits, now));
      if (key !== this.#key) return;
      const histogram =
        grid === null ? null : await askHistogram(source, asked, grid.from, grid.to, grid.buckets);
      if (key === this.#key) this.#take(histogram, limits);
    } catch {
      // If main refuses a query, the list stays unchanged, and so does the chart. The list says why.
      if (key === this.#key) this.#take(this.histogram, limits);
    }
  }

  #grid(limits: TimeLimits | null, now: number): BarGrid | null {
    const { span, maxBars } = this.#host;
    const model = this.#host.model;
    const live = model.source === 'log';
    const clearedAt = model.cleared?.at ?? null;
    return toTimelineGrid({ span, limits, clearedAt, extent: this.#extent, live, now, maxBars });
  }

  /** The time of the first and last match must be asked for once. */
  async #firstGrid(key: string, limits: TimeLimits | null, now: number): Promise<BarGrid | null> {
    const { source, query, cleared } = this.#host.model;
    const { total, from, to } = await askHistogram(
      source,
      withCut(query, cleared?.seq ?? null),
      null,
      null,
      1,
    );
    if (total === 0 || key !== this.#key) return null;
    this.#extent = { from, to };
    return this.#grid(limits, now);
  }

  #take(histogram: Histogram | null, limits: TimeLimits | null): void {
    const isSame =
      this.limits?.from === limits?.from &&
      this.limits?.to === limits?.to &&
      shareEqual(this.histogram, histogram) === this.histogram;
    if (!isSame || !this.asked) {
      this.asked = true;
      this.histogram = histogram;
      this.limits = limits;
      if (this.#answered === this.#key) this.#refreshed.ask();
      else this.#host.requestUpdate();
      this.#answered = this.#key;
    }
    const isSliding = this.#host.model.source === 'log' && limits?.to == null && histogram !== null;
    if (isSliding && this.#undo !== null) this.#wakeIn(Math.max(LEAST_SLIDE_MS, histogram.bucketMs));
  }

  /** Checks again after this time, or sooner if that is already planned. */
  #wakeIn(delayMs: number): void {
    const atMs = performance.now() + delayMs;
    if (this.#timer !== null && this.#timerMs <= atMs) return;
    this.#sleep();
    this.#timerMs = atMs;
    this.#timer = setTimeout(this.#onTimer, delayMs);
  }

  #sleep(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  readonly #onTimer = (): void => {
    this.#timer = null;
    this.#seenSeq = -1;
    this.look();
  };
}
