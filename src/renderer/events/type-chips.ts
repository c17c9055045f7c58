import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { EMPTY_FILTER, toggleExcluded, toggleIncluded } from '../../core/view/filter.ts';
import { fitCount, type TypeCount } from '../../core/view/type-counts.ts';
import { icons } from '../parts/icons.ts';
import { Popover } from '../parts/popover.ts';
import type { LogModel } from '../state/log-model.ts';
import { Watch } from '../state/signal.ts';
import { base } from '../styles/base.ts';
import { buttons } from '../styles/controls.ts';
import { popover } from '../styles/popover.ts';
import { measureText } from './measure-text.ts';
import { typeChipsStyles } from './type-chips-styles.ts';

const NUMBER = new Intl.NumberFormat('en-GB');
/** Padding, the gap between words and the button that hides. */
const CHIP_FRAME_PX = 52;
const GAP_PX = 6;
/** Room that is always kept for "12 more" and "hidden: 47,906", so that a click on a chip moves none. */
const TAIL_PX = 236;
/** Room for "cleared: 47,906, undo" while it is there. */
const CLEARED_PX = 150;

function chipWidth({ type, count }: TypeCount): number {
  // Room for one more digit, so that counting up seldom moves a neighbour.
  return CHIP_FRAME_PX + measureText(type, '600 12px') + (String(count).length + 1) * 7.5;
}

/** Event types with counts. A click shows only them, the small button hides them. */
@customElement('pl-type-chips')
export class TypeChips extends LitElement {
  static override styles = [base, buttons, popover, typeChipsStyles];

  @property({ attribute: false }) accessor model!: LogModel;
  @state() accessor widthPx = 0;

  readonly #popover = new Popover(this);
  #resizes: ResizeObserver | null = null;

  constructor() {
    super();
    new Watch(this, () => this.model.changed);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#resizes = new ResizeObserver(([entry]) => {
      this.widthPx = entry?.contentRect.width ?? 0;
    });
    this.#resizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resizes?.disconnect();
  }

  protected override render(): unknown {
    const all = this.model.types.list();
    const fit = fitCount(
      all.map(chipWidth),
      GAP_PX,
      this.widthPx - TAIL_PX - (this.model.clearedCount > 0 ? CLEARED_PX : 0),
      0,
    );
    const rest = all.slice(fit);
    return html`<div class="chips" role="group" aria-label="Event types">
      ${all.length === 0 ? html`<span class="none">Event types appear here as they come.</span>` : nothing}
      ${all.slice(0, fit).map((item) => this.#chip(item))}
      ${
        rest.length === 0
          ? nothing
          : html`<span data-popover>
              <button
                class="more ${this.#hasChoice(rest) ? 'on' : ''}"
                aria-expanded=${this.#popover.open}
                @click=${this.#popover.toggle}
              >
                ${rest.length} more${icons.chevron(12)}
              </button>
              ${
                this.#popover.open
                  ? html`<div class="panel list" role="group" aria-label="More event types">
                      ${rest.toSorted((a, b) => b.count - a.count).map((item) => this.#chip(item))}
                    </div>`
                  : nothing
              }
            </span>`
      }
      <span class="tail">${this.#tail()}</span>
    </div>`;
  }

  #hasChoice(items: readonly TypeCount[]): boolean {
    const { include, exclude } = this.model.filter;
    return items.some(({ type }) => include.has(type) || exclude.has(type));
  }

  #tail(): TemplateResult {
    const { hiddenCount, clearedCount, filter } = this.model;
    return html`${
      hiddenCount > 0
        ? html`<button
            class="note"
            title="Show all events again"
            @click=${() => {
              this.model.setFilter({ ...EMPTY_FILTER, afterSeq: filter.afterSeq });
            }}
          >
            hidden: ${NUMBER.format(hiddenCount)}
          </button>`
        : nothing
    }
    ${
      clearedCount > 0
        ? html`<button
            class="note"
            title="Show the cleared rows again"
            @click=${() => {
              this.model.setFilter({ ...filter, afterSeq: 0 });
            }}
          >
            cleared: ${NUMBER.format(clearedCount)}, <u>undo</u>
          </button>`
        : nothing
    }`;
  }

  #chip({ type, count }: TypeCount): TemplateResult {
    const { filter } = this.model;
    const on = filter.include.has(type);
    const off = filter.exclude.has(type);
    return html`<span class="chip ${on ? 'on' : ''} ${off ? 'off' : ''}">
      <button
        class="only"
        aria-pressed=${on}
        title=${on ? `Show other types too` : `Show only ${type}`}
        @click=${() => {
          this.model.setFilter(toggleIncluded(filter, type));
        }}
      >
        <b>${type}</b> ${NUMBER.format(count)}
      </button>
      <button
        class="hide"
        aria-pressed=${off}
        aria-label=${off ? `Show ${type} again` : `Hide ${type}`}
        title=${off ? `Show ${type} again` : `Hide ${type}`}
        @click=${() => {
          this.model.setFilter(toggleExcluded(filter, type));
        }}
      >
        ${icons.hide(13)}
      </button>
    </span>`;
  }
}
