import { html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import {
  contentPx,
  isScaled,
  layerPx,
  maxScrollTop,
  maxTopPx,
  pageRows,
  rowPx,
  topToShow,
  toListWindow,
  toScrollTop,
  toTopPx,
  type ListWindow,
} from '../../core/view/list-window.ts';
import type { ColumnChoice } from '../../core/settings/settings.ts';
import { toMarkWords } from '../../core/view/mark-words.ts';
import { describeDay } from '../../core/time/relative-time.ts';
import { ColumnHead } from '../columns/column-head.ts';
import { columnHeadStyles } from '../columns/column-head-styles.ts';
import type { CellPlace } from '../menu/cell-at.ts';
import { onCellPress } from '../menu/cell-press.ts';
import { LogElement } from '../state/log-element.ts';
import type { LogModel } from '../state/log-model.ts';
import { Watch } from '../state/signal.ts';
import { base } from '../styles/base.ts';
import { logListStyles } from './log-list-styles.ts';
import { rowId, type ServerMarks } from './log-row.ts';
import { rowsTopPx, rowsView, type RowsLook } from './rows-view.ts';
import { fire } from '../parts/fire.ts';

/** The sticky head covers the first pixels of the scroller. */
const HEAD_PX = 26;
/** After this long without a scroll, the scrollbar may be corrected. */
const IDLE_MS = 150;
/** A scroll event this soon after a wheel event belongs to it. */
const WHEEL_MS = 300;

/**
 * The virtualised list. It draws only the rows around the viewport and calculates their places, so
 * the cost is the same for a hundred rows and for ten million. A row keeps its place (`model.top`), not the scrollbar: the
 * scrollbar follows it when nobody is scrolling. Fires `pl-open` when a row is to be opened.
 */
@customElement('pl-log-list')
export class LogList extends LogElement {
  static override styles = [base, logListStyles, columnHeadStyles];

  @property({ attribute: false }) accessor marks: ServerMarks = null;
  @property({ attribute: false }) accessor columns: readonly ColumnChoice[] = [];

  readonly rows = new Watch(this, () => this.model.listed);
  readonly #head = new ColumnHead(this);
  #viewportPx = 0;
  /** The last known position of the scrollbar. While a person scrolls, the browser is ahead of its events. */
  #scrollTop = 0;
  /** Height of the content at that time. */
  #heightPx = 0;
  /** Position of the list, from its oldest row. */
  #topPx = 0;
  /** The position was set by us, and the scrollbar must follow at once. */
  #moved = false;
  #mustScroll = false;
  /** Position that we set and whose scroll event has not arrived: it does not come from a person. */
  #ownScrollTop: number | null = null;
  #lastScrollMs = Number.NEGATIVE_INFINITY;
  #lastWheelMs = Number.NEGATIVE_INFINITY;
  #direction: -1 | 0 | 1 = 0;
  #window: ListWindow = { first: 0, end: 0 };
  /** The same array for the same text, so that no row is drawn again for it. */
  #marked: { readonly highlight: string; readonly words: readonly string[] } = { highlight: '', words: [] };
  #resizes: ResizeObserver | null = null;
  #idle: ReturnType<typeof setTimeout> | null = null;

  constructor() {
    super();
    onCellPress(this, this.#onPress);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes?.disconnect();
    this.#resizes = null;
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.model.draw({ from: 0, end: 0, direction: 0 });
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

  /** Sets the position before drawing, so that rows and scrollbar change in the same frame. */
  protected override willUpdate(): void {
    const { model } = this;
    this.#head.take(this.columns, this.marks !== null);
    const { count } = model;
    const following = model.follow.kind === 'following';
    const revealed = this.#revealedPx();
    if (revealed !== null) this.#moved = true;
    const lowest = maxTopPx(count, this.#viewportPx);
    const wanted = revealed ?? (following ? lowest : (model.top - model.first) * rowPx);
    this.#topPx = Math.max(0, Math.min(wanted, lowest));
    model.top = model.first + this.#topPx / rowPx;
    this.#window = toListWindow(count, this.#topPx, this.#viewportPx);
    this.#moveScrollbar(following || this.#moved);
    this.#moved = false;
  }

  /** Corrects the scrollbar: at once if necessary, else when nobody scrolls and the difference is visible. */
  #moveScrollbar(atOnce: boolean): void {
    const { count } = this.model;
    const place = toScrollTop(this.#topPx, count, this.#viewportPx);
    const heightPx = contentPx(count);
    // Reading the scrollbar forces a layout, so it is left alone if its position is right.
    if (place === this.#scrollTop && heightPx === this.#heightPx) return;
    const thumbPixelPx = heightPx / Math.max(1, this.#viewportPx);
    if (!atOnce && Math.abs(place - this.#scrollTop) <= thumbPixelPx) return;
    if (!atOnce && performance.now() - this.#lastScrollMs < IDLE_MS) {
      this.#idle ??= setTimeout(() => {
        this.#idle = null;
        this.requestUpdate();
      }, IDLE_MS);
      return;
    }
    this.#scrollTop = place;
    this.#heightPx = heightPx;
    this.#mustScroll = true;
  }

  /** Position with a requested row in the middle; `null` when there is none, or it can't be shown yet. */
  #revealedPx(): number | null {
    const { reveal, first, end } = this.model;
    if (reveal === null || reveal < first || reveal >= end || this.#viewportPx === 0) return null;
    this.model.revealed();
    return (reveal - first + 0.5) * rowPx - this.#viewportPx / 2;
  }

  protected override updated(): void {
    const { first } = this.model;
    const { first: from, end } = this.#window;
    this.model.draw({ from: first + from, end: first + end, direction: this.#direction });
    if (!this.#mustScroll) return;
    this.#mustScroll = false;
    const scroller = this.#scroller;
    // When the list gets shorter, the browser moves the scrollbar and sends an event as if a person had scrolled.
    if (Math.abs(scroller.scrollTop - this.#scrollTop) >= 1) scroller.scrollTop = this.#scrollTop;
    this.#ownScrollTop = scroller.scrollTop;
  }

  readonly #onScroll = (): void => {
    const { scrollTop, clientHeight } = this.#scroller;
    // A growing window also moves the position, before its resize event. That does not come from a person.
    if (Math.max(0, clientHeight - HEAD_PX) !== this.#viewportPx) {
      this.requestUpdate();
      return;
    }
    const own = this.#ownScrollTop !== null && Math.abs(scrollTop - this.#ownScrollTop) < 1;
    this.#ownScrollTop = null;
    if (own) return;
    const { model } = this;
    const { count } = model;
    const delta = scrollTop - this.#scrollTop;
    const lowest = maxTopPx(count, this.#viewportPx);
    this.#scrollTop = scrollTop;
    const topPx = this.#isDragged(delta)
      ? toTopPx(scrollTop, count, this.#viewportPx)
      : Math.max(0, Math.min(this.#topPx + delta, lowest));
    this.#topPx = topPx;
    this.#direction = delta < 0 ? -1 : 1;
    this.#lastScrollMs = performance.now();
    // A smooth scroll away from the bottom begins within a pixel of it.
    if (delta >= 0 && topPx >= lowest - 2) model.release();
    else model.hold();
    model.top = model.first + topPx / rowPx;
    // The scrollbar has reached its end before the list.
    const atEnd = scrollTop >= maxScrollTop(count, this.#viewportPx) - 1 && topPx < lowest - 1;
    if (atEnd || (scrollTop < 1 && topPx >= 1)) this.#moved = true;
    this.requestUpdate();
  };

  /** In a list that is higher than its scrollbar, a large jump comes from the thumb; other scrolls move by their pixels. */
  #isDragged(delta: number): boolean {
    const isWheel = performance.now() - this.#lastWheelMs < WHEEL_MS;
    return isScaled(this.model.count) && !isWheel && Math.abs(delta) > 2 * this.#viewportPx;
  }

  /** A wheel upwards stops following at once: its scroll event may come after the next rows. */
  readonly #onWheel = (event: WheelEvent): void => {
    this.#lastWheelMs = performance.now();
    if (event.deltaY < 0 && this.#topPx > 0) this.model.hold();
  };

  readonly #onPress = ({ ordinal }: CellPlace): void => {
    if (this.model.rowAt(ordinal) == null) return;
    this.model.select(ordinal);
    this.#open();
  };

  #open(): void {
    this.model.hold();
    fire(this, 'pl-open');
  }

  /** Moves the selection by a key of the keyboard. Returns whether the list handled the key. */
  handleKey(event: KeyboardEvent): boolean {
    const { model } = this;
    if (event.key === 'Enter') {
      if (model.selection.ordinal === null) return false;
      this.#open();
      return true;
    }
    const ordinal = moveSelection(model, event.key, pageRows(this.#viewportPx));
    if (ordinal === null) return false;
    const topPx = topToShow(ordinal - model.first, this.#topPx, this.#viewportPx);
    this.#direction = topPx < this.#topPx ? -1 : 1;
    model.top = model.first + topPx / rowPx;
    this.#moved = true;
    this.requestUpdate();
    return true;
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || !this.handleKey(event)) return;
    event.preventDefault();
  };

  /** The keys of the list are meant. */
  get hasFocus(): boolean {
    return this.shadowRoot?.activeElement === this.#scroller;
  }

  focusList(): void {
    this.#scroller.focus();
  }

  protected override render(): unknown {
    const { count, first, selection } = this.model;
    const { first: from, end } = this.#window;
    const index = selection.ordinal === null ? -1 : selection.ordinal - first;
    const ordinal = first + index;
    const active = index >= from && index < end ? rowId(ordinal, this.model.rowAt(ordinal)) : '';
    const layerTopPx = Math.round(this.#scrollTop - this.#topPx) + rowsTopPx(this.model, this.#window);
    return html`<div
        class="scroller ${this.marks === null ? '' : 'many'}"
        role="grid"
        tabindex="0"
        aria-label="Events"
        aria-rowcount=${count + 1}
        aria-colcount=${this.#head.names.length}
        aria-activedescendant=${active}
        @scroll=${this.#onScroll}
        @wheel=${{ handleEvent: this.#onWheel, passive: true }}
        @keydown=${this.#onKeyDown}
      >
        ${this.#head.render(html`<span class="today">${this.#dayInView()}</span>`)}
        <div class="spacer" role="presentation" .style=${`height:${contentPx(count)}px`}>
          <div
            class="rows"
            role="rowgroup"
            .style=${`height:${layerPx(end - from)}px;transform:translateY(${layerTopPx}px)`}
          >
            ${rowsView(this.model, this.#window, this.#look())}
          </div>
        </div>
      </div>
      <i class="ring" aria-hidden="true"></i>`;
  }

  #look(): RowsLook {
    const { highlight } = this.model;
    if (highlight !== this.#marked.highlight) this.#marked = { highlight, words: toMarkWords(highlight) };
    const { words } = this.#marked;
    return { marks: this.marks, words, columns: this.#head.names, now: Date.now() };
  }

  /** The day of the uppermost row in view. */
  #dayInView(): string {
    const { model } = this;
    const top = Math.floor(model.top);
    const row = model.rowAt(top) ?? model.rowAt(top + 1);
    return row == null ? '' : describeDay(row.at, Date.now());
  }
}

/**
 * Moves the selection by a key and says which ordinal must be in view; `null` when the key is not one of the list's.
 * Moving holds the list still, and `End` follows again. `page` is a number of rows.
 */
function moveSelection(model: LogModel, key: string, page: number): number | null {
  const steps: Partial<Record<string, number>> = {
    ArrowUp: -1,
    ArrowDown: 1,
    PageUp: -page,
    PageDown: page,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  };
  const step = steps[key];
  if (step === undefined || model.count === 0) return null;
  const { first, selection } = model;
  const newest = model.end - 1;
  const target = selection.ordinal === null && key !== 'Home' ? newest : (selection.ordinal ?? newest) + step;
  const ordinal = Math.max(first, Math.min(target, newest));
  model.select(ordinal);
  if (key === 'End') model.release();
  else model.hold();
  return ordinal;
}

declare global {
  interface HTMLElementTagNameMap {
    'pl-log-list': LogList;
  }
}
