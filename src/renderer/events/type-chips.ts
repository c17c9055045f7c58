import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { fitCount } from '../../core/view/fit-count.ts';
import { hasExcluded, hasTerm } from '../../core/query/edit-query.ts';
import { describeType } from '../../core/view/type-words.ts';
import { toggleExcluded, toggleIncluded } from '../../core/view/type-terms.ts';
import { icons } from '../parts/icons.ts';
import { roveBy } from '../parts/rove.ts';
import { Popover } from '../parts/popover.ts';
import { LogElement } from '../state/log-element.ts';
import { Watch } from '../state/signal.ts';
import { tallyOf, type TypeCount } from '../state/type-tally.ts';
import { base } from '../styles/base.ts';
import { popover } from '../styles/popover.ts';
import { typeChipsStyles } from './type-chips-styles.ts';

/** Padding, the gap between words and the button that hides. */
const CHIP_FRAME_PX = 52;
const GAP_PX = 6;
/** Room that is always kept for "12 more" and "47,906 filtered out", so that a click on a chip moves none. */
const TAIL_PX = 236;
/** Room for "Cleared, undo" while it is there. */
const CLEARED_PX = 110;

const widths = new Map<string, number>();
let context: CanvasRenderingContext2D | null = null;

/** Width of a type in CSS pixels, as a chip shows it. */
function measureText(text: string): number {
  const known = widths.get(text);
  if (known !== undefined) return known;
  context ??= document.createElement('canvas').getContext('2d');
  if (context === null) return text.length * 8;
  context.font = `600 12px ${getComputedStyle(document.body).fontFamily}`;
  const { width } = context.measureText(text);
  if (widths.size > 2_000) widths.clear();
  widths.set(text, width);
  return width;
}

function chipWidth({ type, count }: TypeCount): number {
  // Room for one more digit, so that counting up seldom moves a neighbour.
  const digits = count === null ? 0 : String(count).length + 1;
  return CHIP_FRAME_PX + measureText(describeType(type)) + measureText(type) * 0.85 + digits * 7.5;
}

/** One stop of the Tab key for the chips in the line; those in the panel are stops of their own. */
const roveChips = roveBy('.chips > .chip > button, .chips > [data-popover] > button');

/** Event types with counts. A click shows only them, the small button hides them; both write it into the query. */
@customElement('pl-type-chips')
export class TypeChips extends LogElement {
  static override styles = [base, popover, typeChipsStyles];

  @state() accessor widthPx = 0;

  readonly #popover = new Popover(this);
  readonly #resizes = new ResizeObserver(([entry]) => {
    this.widthPx = entry?.contentRect.width ?? 0;
  });

  readonly tally = new Watch(this, () => tallyOf(this.model));

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes.disconnect();
  }

  protected override render(): unknown {
    const { model } = this;
    const all = tallyOf(model).types;
    const reservedPx = TAIL_PX + (model.cleared === null ? 0 : CLEARED_PX);
    const fit = fitCount(all.map(chipWidth), GAP_PX, this.widthPx - reservedPx, 0);
    const rest = all.slice(fit);
    return html`<div class="chips" role="group" aria-label="Event types" @keydown=${roveChips}>
      ${all.length === 0 ? html`<span class="none">Event types appear here as they come.</span>` : nothing}
      ${all.slice(0, fit).map((item, place) => this.#chip(item, place === 0 ? 0 : -1))}
      ${rest.length === 0 ? nothing : this.#more(rest, fit === 0 ? 0 : -1)}
      <span class="tail">${this.#tail()}</span>
    </div>`;
  }

  #more(rest: readonly TypeCount[], tabindex: 0 | -1): TemplateResult {
    const { query } = this.model;
    const chosen = rest.some(({ type }) => hasTerm(query, 'type', type) || hasExcluded(query, 'type', type));
    return html`<span data-popover>
      <button
        class="chip more ${chosen ? 'on' : ''}"
        tabindex=${tabindex}
        aria-expanded=${this.#popover.open}
        @click=${this.#popover.toggle}
      >
        ${rest.length} more${icons.chevron(12)}
      </button>
      ${
        this.#popover.open
          ? html`<div class="panel list" role="group" aria-label="More event types">
              ${rest.toSorted((a, b) => (b.count ?? 0) - (a.count ?? 0)).map((item) => this.#chip(item, 0, true))}
            </div>`
          : nothing
      }
    </span>`;
  }

  #tail(): TemplateResult {
    const { model } = this;
    const { matching = 0, total = 0 } = tallyOf(model).counts ?? {};
    const hidden = model.isFiltered ? total - matching : 0;
    const note = (words: unknown, title: string, onClick: () => void): TemplateResult =>
      html`<button class="chip note" title=${title} @click=${onClick}>${words}</button>`;
    return html`${
      hidden > 0
        ? note(`${hidden.toLocaleString('en-GB')} filtered out`, 'Show all events again', () =>
            model.setQuery(''),
          )
        : nothing
    }
    ${
      model.cleared === null
        ? nothing
        : note(html`Cleared, <u>undo</u>`, 'Show the cleared rows again', () => model.unclear())
    }`;
  }

  #chip({ type, count }: TypeCount, tabindex: 0 | -1, inPanel = false): TemplateResult {
    const { query } = this.model;
    const on = hasTerm(query, 'type', type);
    const off = hasExcluded(query, 'type', type);
    return html`<span class="chip ${on ? 'on' : ''} ${off ? 'off' : ''}">
      <button
        class="only ellipsis"
        tabindex=${tabindex}
        aria-pressed=${on}
        title=${on ? `Show other types too` : `Show only ${describeType(type)}`}
        @click=${() => this.model.setQuery(toggleIncluded(query, type))}
      >
        <b>${describeType(type)}</b>${count === null ? nothing : ` ${count.toLocaleString('en-GB')}`}
        <small>${type}</small>
      </button>
      <button
        class="hide"
        tabindex=${inPanel ? 0 : -1}
        aria-pressed=${off}
        aria-label=${off ? `Show ${describeType(type)} again` : `Hide ${describeType(type)}`}
        title=${off ? `Show ${describeType(type)} again` : `Hide ${describeType(type)}`}
        @click=${() => this.model.setQuery(toggleExcluded(query, type))}
      >
        ${icons.hide(13)}
      </button>
    </span>`;
  }
}
