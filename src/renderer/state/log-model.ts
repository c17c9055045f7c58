import type { RowBatch } from '../../core/ipc/overview.ts';
import type { Row } from '../../core/events/row.ts';
import { LIMITS } from '../../core/limits.ts';
import { FilteredView } from '../../core/view/filtered-view.ts';
import { createMatcher, EMPTY_FILTER, isFilterEmpty, isOwnRow, type Filter } from '../../core/view/filter.ts';
import {
  FOLLOWING,
  hold,
  newSince,
  release,
  shownUpTo,
  togglePause,
  type Follow,
} from '../../core/view/follow.ts';
import { Rate } from '../../core/view/rate.ts';
import { RowStore } from '../../core/view/row-store.ts';
import { TypeCounts } from '../../core/view/type-counts.ts';
import { createPacer } from './pacer.ts';
import { Signal } from './signal.ts';

/** A following list is drawn about ten times a second: more can't be read, and costs three times the CPU. */
const REPAINT_MS = 100;
/** Rows looked at between two looks at the clock, and the time after which a refilter lets the page breathe. */
const FILTER_SLICE_ROWS = 2_000;
const FILTER_SLICE_MS = 8;

/**
 * The log as the page holds it: rows, filter, position. It outlives the events page, so that going to the settings and
 * back loses nothing.
 */
export class LogModel {
  /** Something that is drawn has changed. */
  readonly changed = new Signal();
  readonly store: RowStore;
  readonly types = new TypeCounts();
  /** Rows that left main before they could be sent. */
  skipped = 0;
  /** Rows at or below this came from main's memory and say nothing about the rate. */
  #caughtUpSeq: number | null = null;
  #view: FilteredView;
  #filter: Filter = EMPTY_FILTER;
  #follow: Follow = FOLLOWING;
  #selectedSeq: number | null = null;
  #events = 0;
  #revealSeq: number | null = null;
  #refilterGeneration = 0;
  readonly #rate = new Rate();
  readonly #announce = createPacer(REPAINT_MS, () => {
    this.changed.emit();
  });

  constructor(capacity: number = LIMITS.maxKeptEvents) {
    this.store = new RowStore(capacity, {
      onAppend: (row) => {
        this.#count(row, 1);
      },
      onEvict: (row) => {
        this.#count(row, -1);
      },
    });
    this.#view = new FilteredView(this.store, createMatcher(this.#filter));
  }

  get filter(): Filter {
    return this.#filter;
  }

  get follow(): Follow {
    return this.#follow;
  }

  get view(): FilteredView {
    return this.#view;
  }

  get selectedSeq(): number | null {
    return this.#selectedSeq;
  }

  /** A seq that the list should bring into view as soon as it can; it then calls `revealed`. */
  get revealSeq(): number | null {
    return this.#revealSeq;
  }

  revealed(): void {
    this.#revealSeq = null;
  }

  /** Rows the list shows: all that match, or those up to the pause. */
  get visibleCount(): number {
    const upTo = shownUpTo(this.#follow);
    return Number.isFinite(upTo) ? this.#view.indexAtOrAfter(upTo + 1) : this.#view.length;
  }

  /** Matching rows that came since the person stopped following. */
  get newCount(): number {
    const since = newSince(this.#follow);
    return since === null ? 0 : this.#view.countAfter(since);
  }

  /** Events held, without rows of our own. */
  get eventCount(): number {
    return this.#events;
  }

  /** Events held and not cleared that the filter hides. */
  get hiddenCount(): number {
    return Math.max(0, this.types.total - this.#view.eventCount);
  }

  /** Events that "clear view" put out of sight and that are still held. */
  get clearedCount(): number {
    return this.#events - this.types.total;
  }

  get isFiltered(): boolean {
    return !isFilterEmpty(this.#filter);
  }

  eventsPerSecond(): number {
    return this.#rate.perSecond(performance.now());
  }

  accept(batch: RowBatch): void {
    this.#caughtUpSeq ??= batch.lastSeq;
    const { rows } = batch;
    this.skipped += batch.skipped;
    this.store.append(rows);
    if (batch.patches.length > 0) {
      for (const row of batch.patches) this.store.put(row);
      this.#refilter();
    }
    let fresh = 0;
    for (const row of rows) {
      if (row.seq > this.#caughtUpSeq && row.kind === 'event') fresh += 1;
    }
    if (fresh > 0) this.#rate.add(performance.now(), fresh);
    this.store.evictBefore(batch.firstSeq);
    this.#view.advance();
    if (rows.at(-1)?.seq === this.#caughtUpSeq) this.types.sort();
    this.#announce();
  }

  setFilter(filter: Filter): void {
    const cleared = filter.afterSeq !== this.#filter.afterSeq;
    this.#filter = filter;
    if (cleared) this.#recount();
    this.#refilter();
    this.changed.emit();
  }

  /** Hides everything older than now. */
  clear(): void {
    this.setFilter({ ...this.#filter, afterSeq: this.store.lastSeq });
    if (this.#follow.kind === 'held') this.#follow = FOLLOWING;
  }

  hold(): void {
    this.#setFollow(hold(this.#follow, this.store.lastSeq));
  }

  release(): void {
    this.#setFollow(release(this.#follow));
  }

  followNow(): void {
    this.#setFollow(FOLLOWING);
  }

  togglePause(): void {
    this.#setFollow(togglePause(this.#follow, this.store.lastSeq));
  }

  select(seq: number | null): void {
    if (this.#selectedSeq === seq) return;
    this.#selectedSeq = seq;
    this.changed.emit();
  }

  /** Shows this very row, whatever the filter hides. Returns false when it is not held any more. */
  focus(seq: number): boolean {
    if (this.store.get(seq) === undefined) return false;
    if (this.#view.indexOf(seq) === -1) this.setFilter(EMPTY_FILTER);
    this.#follow = this.#follow.kind === 'paused' && seq > this.#follow.sinceSeq ? FOLLOWING : this.#follow;
    this.#follow = hold(this.#follow, this.store.lastSeq);
    this.#selectedSeq = seq;
    this.#revealSeq = seq;
    this.changed.emit();
    return true;
  }

  #setFollow(follow: Follow): void {
    if (follow === this.#follow) return;
    this.#follow = follow;
    this.changed.emit();
  }

  #count(row: Row, change: 1 | -1): void {
    if (isOwnRow(row)) return;
    this.#events += change;
    if (row.seq <= this.#filter.afterSeq) return;
    if (change === 1) this.types.add(row);
    else this.types.remove(row);
  }

  #recount(): void {
    this.types.clear();
    for (let seq = this.store.firstSeq; seq <= this.store.lastSeq; seq += 1) {
      const row = this.store.get(seq);
      if (row !== undefined && seq > this.#filter.afterSeq) this.types.add(row);
    }
    this.types.sort();
  }

  /** Fills a new view in slices beside the old one, which stays on screen until the new one has caught up. */
  #refilter(): void {
    this.#refilterGeneration += 1;
    const generation = this.#refilterGeneration;
    const next = new FilteredView(this.store, createMatcher(this.#filter));
    const slice = (): void => {
      if (generation !== this.#refilterGeneration) return;
      const until = performance.now() + FILTER_SLICE_MS;
      while (!next.advance(FILTER_SLICE_ROWS)) {
        if (performance.now() < until) continue;
        setTimeout(slice);
        return;
      }
      this.#view = next;
      this.changed.emit();
    };
    slice();
  }
}
