import { css, html } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { createQueue } from '../../core/one-at-a-time.ts';
import { toTokens } from '../../core/query/to-tokens.ts';
import { textOf } from '../parts/field.ts';
import { icons } from '../parts/icons.ts';
import { bridge } from '../state/bridge.ts';
import { LogElement } from '../state/log-element.ts';
import { base } from '../styles/base.ts';
import { fire } from '../parts/fire.ts';

/** Most waiting steps. A held key repeats faster than a long history is searched. */
const MAX_STEPS = 5;

/** The query for rows with these words; `null` without a word. */
function toHighlightQuery(query: string, highlight: string): string | null {
  const words = toTokens(highlight).join(' ');
  if (words === '') return null;
  return query.trim() === '' ? words : `(${query}) ${words}`;
}

/** Marks words in the rows without hiding any, and moves between rows with them. Fires `pl-leave-search`. */
@customElement('pl-highlight-bar')
export class HighlightBar extends LogElement {
  static override styles = [
    base,
    css`
      .bar {
        position: absolute;
        z-index: 3;
        top: 34px;
        right: 22px;
        display: flex;
        align-items: center;
        gap: 4px;
        max-width: calc(100% - 44px);
        padding: 5px 6px 5px 11px;
        color: var(--dim);
        animation: appear 0.12s ease-out;
      }
      .bar:focus-within {
        border-color: var(--accent);
      }
      input {
        width: 180px;
        min-width: 60px;
        height: 26px;
        padding: 0 4px;
        border: 0;
        outline: 0 !important;
        background: none;
        color: var(--text);
        font: inherit;
      }
      .said {
        padding-right: 4px;
      }
      .up {
        transform: rotate(180deg);
      }
    `,
  ];

  @state() accessor shown = false;
  @state() accessor said = '';
  @query('input') accessor #input!: HTMLInputElement | null;

  /** Each step continues from the previous one. */
  readonly #steps = createQueue(MAX_STEPS);

  override connectedCallback(): void {
    super.connectedCallback();
    this.shown = this.model.highlight !== '';
  }

  async open(): Promise<void> {
    this.shown = true;
    await this.updateComplete;
    this.#input?.focus();
    this.#input?.select();
  }

  /** Moves to the next newer row with these words, or the next older one. Without a selected row it begins at the newest. */
  async go(direction: 'before' | 'after'): Promise<void> {
    await this.#steps.run(() => this.#step(direction));
  }

  async #step(direction: 'before' | 'after'): Promise<void> {
    const { model } = this;
    const query = toHighlightQuery(model.query, model.highlight);
    if (query === null) {
      await this.open();
      return;
    }
    const { seq } = model.selection;
    const found = await (seq === null
      ? bridge().findNeighbour(model.source, query, model.lastSeq + 1, 'before')
      : bridge().findNeighbour(model.source, query, seq, direction));
    if (found !== null) {
      this.said = '';
      await model.focus(found.seq);
    } else if (seq === null) this.said = 'Nothing has these words';
    else this.said = direction === 'before' ? 'Nothing older' : 'Nothing newer';
  }

  #close(): void {
    this.model.setHighlight('');
    this.shown = false;
    this.said = '';
    fire(this, 'pl-leave-search');
  }

  readonly #onInput = (event: Event): void => {
    this.said = '';
    this.model.setHighlight(textOf(event));
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'Escape') this.#close();
    else if (event.key === 'Enter') void this.go(event.shiftKey ? 'after' : 'before');
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  protected override render(): unknown {
    if (!this.shown) return html`<div class="sr-only" role="status"></div>`;
    return html`<div class="bar raised" role="search" aria-label="Highlight">
      ${icons.highlight(15)}
      <input
        type="text"
        aria-label="Highlight words"
        placeholder="Highlight words"
        autocomplete="off"
        spellcheck="false"
        maxlength="200"
        .value=${this.model.highlight}
        @input=${this.#onInput}
        @keydown=${this.#onKeyDown}
      />
      <span class="said hint ellipsis" role="status">${this.said}</span>
      ${this.#button('Older', 'Next older row with these words (N, Shift+F3)', 'up', () => void this.go('before'))}
      ${this.#button('Newer', 'Next newer row with these words (n, F3)', '', () => void this.go('after'))}
      ${this.#button('Stop highlighting', 'Stop highlighting (Esc)', 'close', () => this.#close())}
    </div>`;
  }

  #button(label: string, title: string, name: 'up' | 'close' | '', onClick: () => void): unknown {
    return html`<button
      class="btn ghost small icon ${name}"
      aria-label=${label}
      title=${title}
      @click=${onClick}
    >
      ${name === 'close' ? icons.close(13) : icons.chevron(14)}
    </button>`;
  }
}
