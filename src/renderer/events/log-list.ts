import { html, LitElement, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FilteredView } from '../../core/view/filtered-view.ts';
import {
  isAtBottom,
  ROW_HEIGHT_PX,
  scrollTopToShow,
  toListWindow,
  type ListWindow,
} from '../../core/view/list-window.ts';
import type { LogModel } from '../state/log-model.ts';
import { Watch } from '../state/signal.ts';
import { base } from '../styles/base.ts';
import { moveSelection } from './move-selection.ts';
import { COLUMN_COUNT, logRow, rowId, type ServerMarks } from './log-row.ts';
import { logListStyles } from './log-list-styles.ts';

/** The head sticks inside of the scroller and covers its first pixels. */
const HEAD_PX = ROW_HEIGHT_PX;
/** After this long without a scroll, evicted rows at the head may be taken out of the height. */
const IDLE_MS = 150;

/**
 * The virtualised list. It draws the rows around the viewport and nothing else, and places them by arithmetic, so that
 * the cost is the same for a hundred rows and for a hundred thousand. Fires `pl-open` when a row is to be opened.
 */
@customElement('pl-log-list')
export class LogList extends LitElement {
  static override styles = [base, logListStyles];

  @property({ attribute: false }) accessor model!: LogModel;
  @property({ attribute: false }) accessor marks: ServerMarks = null;

  #view: FilteredView | null = null;
  /** Ordinal of the row at the top of the spacer. Lags behind the head while a person scrolls. */
  #baseOrdinal = 0;
  #scrollTopPx = 0;
  #viewportPx = 0;
  /**
   * The position was decided here and is to be written. Never written otherwise: while a person scrolls, the browser
   * is ahead of what it has told us, and writing an old position would stop it.
   */
  #mustScroll = false;
  /** Position that we set and whose scroll event is still to come: not an act of a person. */
  #ownScrollTopPx: number | null = null;
  #lastScrollMs = Number.NEGATIVE_INFINITY;
  #anchorSeq = 0;
  #window: ListWindow = { first: 0, end: 0, offsetPx: 0 };
  #resizes: ResizeObserver | null = null;

  constructor() {
    super();
    new Watch(this, () => this.model.changed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes?.disconnect();
    this.#resizes = null;
  }

  get #scroller(): HTMLElement {
    return this.renderRoot.querySelector<HTMLElement>('.scroller') ?? this;
  }

  protected override firstUpdated(): void {
    this.#resizes = new ResizeObserver(() => {
      this.#viewportPx = Math.max(0, this.#scroller.clientHeight - HEAD_PX);
      this.requestUpdate();
    });
    this.#resizes.observe(this.#scroller);
  }

  /** Decides the scroll position before drawing, so that rows and position change in the same frame. */
  protected override willUpdate(): void {
    const { model } = this;
    const { view } = model;
    const count = model.visibleCount;
    let top = this.#scrollTopPx - (view.headOrdinal - this.#baseOrdinal) * ROW_HEIGHT_PX;
    const swapped = view !== this.#view;
    if (swapped)
      top = view.indexAtOrAfter(this.#anchorSeq) * ROW_HEIGHT_PX + Math.max(0, top % ROW_HEIGHT_PX);
    const scrolling = performance.now() - this.#lastScrollMs < IDLE_MS;
    const following = model.follow.kind === 'following';
    if (following || swapped || !scrolling) this.#baseOrdinal = view.headOrdinal;
    if (following) top = count * ROW_HEIGHT_PX - this.#viewportPx;
    top = this.#revealedTop() ?? top;
    top = Math.max(0, Math.min(top, count * ROW_HEIGHT_PX - this.#viewportPx));
    this.#view = view;
    const before = this.#scrollTopPx;
    this.#scrollTopPx = top + this.#leadPx;
    this.#mustScroll ||= following || Math.abs(this.#scrollTopPx - before) >= 1;
    this.#place(count, top);
  }

  /** Position that puts a wanted row into the middle; `null` when none is wanted, or it can't be shown yet. */
  #revealedTop(): number | null {
    const { revealSeq, view } = this.model;
    const index = revealSeq === null ? -1 : view.indexOf(revealSeq);
    if (index === -1 || this.#viewportPx === 0) return null;
    this.model.revealed();
    return (index + 1) * ROW_HEIGHT_PX - this.#viewportPx / 2;
  }

  /** Height of rows that have left memory but still take up room above the first one. */
  get #leadPx(): number {
    return (this.model.view.headOrdinal - this.#baseOrdinal) * ROW_HEIGHT_PX;
  }

  #place(count: number, top: number): void {
    this.#window = toListWindow(count, top, this.#viewportPx);
    this.#anchorSeq = this.model.view.seqAt(Math.floor(top / ROW_HEIGHT_PX)) ?? this.#anchorSeq;
  }

  protected override updated(_changed: PropertyValues): void {
    if (!this.#mustScroll) return;
    this.#mustScroll = false;
    const scroller = this.#scroller;
    if (Math.abs(scroller.scrollTop - this.#scrollTopPx) < 1) return;
    scroller.scrollTop = this.#scrollTopPx;
    this.#ownScrollTopPx = scroller.scrollTop;
  }

  readonly #onScroll = (): void => {
    const { scrollTop, clientHeight, scrollHeight } = this.#scroller;
    const own = this.#ownScrollTopPx !== null && Math.abs(scrollTop - this.#ownScrollTopPx) < 1;
    this.#ownScrollTopPx = null;
    if (own) return;
    const upwards = scrollTop < this.#scrollTopPx;
    this.#scrollTopPx = scrollTop;
    this.#lastScrollMs = performance.now();
    // A smooth scroll away from the bottom begins within a pixel of it.
    if (!upwards && isAtBottom(scrollTop, clientHeight, scrollHeight)) this.model.release();
    else this.model.hold();
    this.requestUpdate();
  };

  /** A wheel upwards means "hold still" at once: its scroll event may come only after the next rows. */
  readonly #onWheel = (event: WheelEvent): void => {
    if (event.deltaY < 0 && this.#scroller.scrollTop > 0) this.model.hold();
  };

  readonly #onClick = (event: MouseEvent): void => {
    const row = event
      .composedPath()
      .find((node) => node instanceof HTMLElement && node.dataset['seq'] !== undefined);
    if (!(row instanceof HTMLElement)) return;
    this.model.select(Number(row.dataset['seq']));
    this.#open();
  };

  #open(): void {
    this.model.hold();
    this.dispatchEvent(new CustomEvent('pl-open', { bubbles: true, composed: true }));
  }

  /** Moves the selection by a key of the keyboard. Returns whether the key meant something to the list. */
  handleKey(event: KeyboardEvent): boolean {
    if (event.key === 'Enter') {
      if (this.model.selectedSeq === null) return false;
      this.#open();
      return true;
    }
    const index = moveSelection(this.model, event.key, this.#viewportPx);
    if (index === null) return false;
    const top = scrollTopToShow(index, this.#scrollTopPx - this.#leadPx, this.#viewportPx);
    this.#scrollTopPx = top + this.#leadPx;
    this.#mustScroll = true;
    this.requestUpdate();
    return true;
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || !this.handleKey(event)) return;
    event.preventDefault();
  };

  focusList(): void {
    this.#scroller.focus();
  }

  protected override render(): unknown {
    const { model } = this;
    const count = model.visibleCount;
    const { first, end } = this.#window;
    const selected = model.selectedSeq;
    const contentPx = count * ROW_HEIGHT_PX + this.#leadPx;
    const selectedIndex = selected === null ? -1 : model.view.indexOf(selected);
    const active = selected !== null && selectedIndex >= first && selectedIndex < end ? rowId(selected) : '';
    return html`<div
      class="scroller ${this.marks === null ? '' : 'many'}"
      role="grid"
      tabindex="0"
      aria-label="Events"
      aria-rowcount=${count + 1}
      aria-colcount=${COLUMN_COUNT}
      aria-activedescendant=${active}
      @scroll=${this.#onScroll}
      @wheel=${{ handleEvent: this.#onWheel, passive: true }}
      @click=${this.#onClick}
      @keydown=${this.#onKeyDown}
    >
      <div class="head" role="row" aria-rowindex="1">
        <span role="columnheader">Time</span>
        <span role="columnheader" class="h-type">Type</span>
        <span role="columnheader" class="subject-head">Entity</span>
        <span role="columnheader">What happened</span>
        <span role="columnheader" class="origin">Origin</span>
      </div>
      <div class="spacer" role="presentation" .style=${`height:${String(contentPx)}px`}>
        <div
          class="rows"
          role="rowgroup"
          .style=${`transform:translateY(${String(this.#leadPx + this.#window.offsetPx)}px)`}
        >
          ${this.#rows(first, end, selected)}
        </div>
      </div>
    </div>`;
  }

  #rows(first: number, end: number, selected: number | null): unknown[] {
    const { view, store } = this.model;
    const rows: unknown[] = [];
    for (let index = first; index < end; index += 1) {
      const row = store.get(view.seqAt(index) ?? -1);
      if (row === undefined) continue;
      rows.push(logRow({ row, ariaRowIndex: index + 2, selected: row.seq === selected, marks: this.marks }));
    }
    return rows;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pl-log-list': LogList;
  }
}
