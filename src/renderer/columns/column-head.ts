import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import type { ColumnChoice } from '../../core/settings/settings.ts';
import {
  clampWidth,
  MAX_PX,
  minWidthOf,
  moveColumn,
  resizeColumn,
  toChoices,
  toColumns,
  toGridTemplate,
  type Column,
  type ColumnName,
} from '../../core/view/columns.ts';
import { icons } from '../parts/icons.ts';
import { roveBy } from '../parts/rove.ts';
import { ask, bridge } from '../state/bridge.ts';
import { fire } from '../parts/fire.ts';

/** A step of the arrow keys on an edge, CSS pixels. */
const STEP_PX = 12;
/** A pointer that has moved less was meant to click. */
const DRAG_PX = 4;
/** The mark of a server, with its distance. */
const MARK_PX = 14;

/** All edges are one stop of the Tab key. Left and Right resize. */
const roveEdges = roveBy('.edge', 'down');

interface Drag {
  readonly kind: 'edge' | 'head';
  readonly name: ColumnName;
  readonly startX: number;
  readonly startPx: number;
  /** 1 where the edge is the right one of its column, -1 where it is the left one. */
  readonly sign: 1 | -1;
  moved: boolean;
}

/**
 * The head of the list: names, edges to drag, order. Widths are one style sheet of the list, so that a row costs nothing
 * more, however wide the columns are; the order is that of the elements, which is the one that a screen reader follows.
 */
export class ColumnHead implements ReactiveController {
  readonly #host: LitElement;
  readonly #sheet = new CSSStyleSheet();
  #source: readonly ColumnChoice[] | null = null;
  #columns: readonly Column[] = [];
  #shown: readonly Column[] = [];
  #names: readonly ColumnName[] = [];
  #markPx = 0;
  #drag: Drag | null = null;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    // The list makes its shadow root before its controllers hear of the page.
    const root = this.#host.shadowRoot;
    if (root !== null && !root.adoptedStyleSheets.includes(this.#sheet)) {
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.#sheet];
    }
  }

  /** The truth from main; `marked` when the time has the mark of its server beside it. */
  take(choices: readonly ColumnChoice[], marked: boolean): void {
    const markPx = marked ? MARK_PX : 0;
    if (choices === this.#source && markPx === this.#markPx) return;
    this.#source = choices;
    this.#markPx = markPx;
    this.#drag = null;
    this.#set(toColumns(choices));
  }

  /** Names of the columns that are shown, in their order. Another array only for others or another order. */
  get names(): readonly ColumnName[] {
    return this.#names;
  }

  #set(columns: readonly Column[]): void {
    this.#columns = columns;
    this.#shown = columns.filter(({ shown }) => shown);
    const names = this.#shown.map(({ name }) => name);
    if (names.join() !== this.#names.join()) this.#names = names;
    this.#sheet.replaceSync(toSheet(columns, this.#markPx));
    this.#host.requestUpdate();
  }

  #save(columns: readonly Column[]): void {
    this.#set(columns);
    ask(bridge().changeSettings({ columns: toChoices(columns) }));
  }

  /** The row of heads. `day` stands beside the title of the time. */
  render(day: TemplateResult): TemplateResult {
    const shown = this.#shown;
    const rest = shown.findIndex(({ widthPx }) => widthPx === null);
    const firstEdge = shown.find(({ widthPx }) => widthPx !== null);
    // The column that is there however narrow the list is.
    const holder = shown.find(({ name }) => name === 'text') ?? shown.at(-1);
    return html`<div
      class="head"
      role="row"
      aria-rowindex="1"
      @pointerdown=${this.#onPointerDown}
      @pointermove=${this.#onPointerMove}
      @pointerup=${this.#onPointerUp}
      @pointercancel=${this.#onPointerCancel}
      @click=${stop}
      @contextmenu=${this.#onMenu}
      @keydown=${roveEdges}
    >
      ${shown.map(
        (column, place) =>
          html`<span
            role="columnheader"
            class="h-${column.name}"
            data-column=${column.name}
            data-head=${column.name}
          >
            <span class="h-title ellipsis">${column.title} ${column.name === 'time' ? day : nothing}</span>
            ${column.widthPx === null ? nothing : this.#edge(column, place < rest, column === firstEdge)}
            ${column === holder ? this.#chooseButton() : nothing}
          </span>`,
      )}
    </div>`;
  }

  #chooseButton(): TemplateResult {
    return html`<button
      class="h-choose"
      aria-label="Choose columns"
      title="Choose columns"
      @click=${this.#onMenu}
    >
      ${icons.columns(14)}
    </button>`;
  }

  #edge({ name, title, widthPx }: Column, isRight: boolean, isFirst: boolean): TemplateResult {
    return html`<i
      class="edge ${isRight ? 'right' : 'left'}"
      role="separator"
      tabindex=${isFirst ? 0 : -1}
      aria-orientation="vertical"
      aria-label=${`Width of ${title}`}
      aria-valuenow=${widthPx ?? 0}
      aria-valuemin=${minWidthOf(name)}
      aria-valuemax=${MAX_PX}
      aria-valuetext=${`${String(widthPx ?? 0)} pixels`}
      data-edge=${name}
      title="Drag to resize, double click to reset. Keys: Left and Right resize, Up and Down go to the next edge"
      @dblclick=${() => this.#save(resizeColumn(this.#columns, name, null))}
      @keydown=${(event: KeyboardEvent) => this.#onEdgeKey(event, name, isRight ? 1 : -1)}
    ></i>`;
  }

  #onEdgeKey(event: KeyboardEvent, name: ColumnName, sign: 1 | -1): void {
    const column = this.#columns.find((candidate) => candidate.name === name);
    if (column?.widthPx == null || event.ctrlKey || event.altKey || event.metaKey) return;
    const step = event.shiftKey ? STEP_PX * 4 : STEP_PX;
    const next = {
      ArrowLeft: column.widthPx - step * sign,
      ArrowRight: column.widthPx + step * sign,
      Home: minWidthOf(name),
      Enter: null,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.#save(resizeColumn(this.#columns, name, next));
  }

  readonly #onMenu = (event: Event): void => {
    event.preventDefault();
    event.stopPropagation();
    const button = this.#host.shadowRoot?.querySelector<HTMLElement>('.h-choose') ?? null;
    const box = button?.getBoundingClientRect();
    const isPointer = event instanceof MouseEvent && event.type === 'contextmenu' && event.button === 2;
    const at = isPointer
      ? { x: event.clientX, y: event.clientY }
      : { x: box?.right ?? 0, y: (box?.bottom ?? 0) + 4 };
    fire(this.#host, 'pl-choose-columns', { ...at, from: button });
  };

  readonly #onPointerDown = (event: PointerEvent): void => {
    const [target] = event.composedPath();
    if (event.button !== 0 || !(target instanceof Element) || target.closest('button') !== null) return;
    const edge = target.closest<HTMLElement>('[data-edge]');
    const head = target.closest<HTMLElement>('[data-head]');
    const name = (edge?.dataset['edge'] ?? head?.dataset['head']) as ColumnName | undefined;
    if (name === undefined || head === null) return;
    this.#drag = {
      kind: edge === null ? 'head' : 'edge',
      name,
      startX: event.clientX,
      startPx: head.getBoundingClientRect().width - (name === 'time' ? this.#markPx : 0),
      sign: edge?.classList.contains('left') === true ? -1 : 1,
      moved: false,
    };
    if (edge === null) return;
    edge.setPointerCapture(event.pointerId);
  };

  readonly #onPointerMove = (event: PointerEvent): void => {
    const drag = this.#drag;
    if (drag === null) return;
    const delta = event.clientX - drag.startX;
    if (!drag.moved && Math.abs(delta) < DRAG_PX) return;
    drag.moved = true;
    if (drag.kind === 'edge') {
      const width = clampWidth(drag.name, drag.startPx + delta * drag.sign);
      this.#set(resizeColumn(this.#columns, drag.name, width));
      return;
    }
    const place = this.#placeUnder(event);
    const current = this.#columns.findIndex(({ name }) => name === drag.name);
    if (place !== null && place !== current) this.#set(moveColumn(this.#columns, drag.name, place));
  };

  /** Place in the whole order of the column whose middle the pointer has passed. */
  #placeUnder({ clientX }: PointerEvent): number | null {
    const drag = this.#drag;
    const heads = [...(this.#host.shadowRoot?.querySelectorAll<HTMLElement>('[data-head]') ?? [])];
    const over = heads.find((head) => {
      const { left, right } = head.getBoundingClientRect();
      return clientX >= left && clientX < right;
    });
    const name = over?.dataset['head'];
    if (over === undefined || drag === null || name === drag.name) return null;
    const { left, width } = over.getBoundingClientRect();
    const place = this.#columns.findIndex((column) => column.name === name);
    const current = this.#columns.findIndex((column) => column.name === drag.name);
    const isPast = place > current ? clientX > left + width / 2 : clientX < left + width / 2;
    return isPast ? place : null;
  }

  readonly #onPointerUp = (): void => {
    const drag = this.#drag;
    this.#drag = null;
    if (drag?.moved === true) this.#save(this.#columns);
  };

  readonly #onPointerCancel = (): void => {
    this.#drag = null;
    if (this.#source !== null) this.#set(toColumns(this.#source));
  };
}

/** A click on a head is no click on a row. */
function stop(event: Event): void {
  event.stopPropagation();
}

/** Heads of the usual columns that a narrow list leaves out, with their cells (`log-list-styles.ts`). */
const NARROW_HEADS =
  '@container list (max-width: 860px){.scroller .head .h-by{display:none}}' +
  '@container list (max-width: 640px){.scroller .head .h-icon{display:none}}';

/** The usual columns adapt to the width of the list by its own sheet; chosen ones stay as they were chosen. */
function toSheet(columns: readonly Column[], markPx: number): string {
  const cellsOf = (name: ColumnName): string => `.row:not(.own)>[data-column=${name}]`;
  const headOf = (name: ColumnName): string => `.head>[data-column=${name}]`;
  if (toChoices(columns).length === 0) return NARROW_HEADS;
  const rules = columns.map(({ name }) => {
    const display = name === 'text' ? 'flex' : name === 'icon' ? 'grid' : 'block';
    return `${cellsOf(name)}{display:${display}}${headOf(name)}{display:flex}`;
  });
  const template = `.scroller .head,.scroller .row:not(.own){grid-template-columns:${toGridTemplate(columns, markPx)}}`;
  return `${template}${rules.join('')}`;
}
