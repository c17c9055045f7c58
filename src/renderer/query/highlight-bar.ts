import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { createQueue } from '../../core/one-at-a-time.ts';
import { toTokens } from '../../core/query/to-tokens.ts';
import { icons } from '../parts/icons.ts';
import { bridge } from '../state/bridge.ts';
import type { LogModel } from '../state/log-model.ts';
import { Watch } from '../state/signal.ts';
import { base } from '../styles/base.ts';
import { buttons } from '../styles/controls.ts';
import { fire } from '../parts/fire.ts';

/** Steps that wait for each other. A key that is held down repeats faster than a long history is looked through. */
const MAX_STEPS = 5;

/** The rows of the list that have these words; `null` when there is no word in it. */
export function toHighlightQuery(query: string, highlight: string): string | null {
  const words = toTokens(highlight).join(' ');
  if (words === '') return null;
  return query.trim() === '' ? words : `(${query}) ${words}`;
}

/** Marks words in the rows without hiding any, and goes from one such row to the next. Fires `pl-leave-search`. */
@customElement('pl-highlight-bar')
export class HighlightBar extends LitElement {
  static override styles = [
    base,
    buttons,
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
        border: 1px solid var(--line-strong);
        border-radius: 10px;
        background: var(--raised);
        box-shadow: var(--shadow);
        color: var(--dim);
        animation: drop 0.12s ease-out;
      }
      @keyframes drop {
        from {
          opacity: 0;
          transform: translateY(-4px);
        }
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
      input::placeholder {
        color: var(--faint);
        opacity: 1;
      }
      .said {
        overflow: hidden;
        padding-right: 4px;
        font-size: 12px;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .btn.small.icon {
        width: 26px;
        height: 26px;
      }
      .up {
        transform: rotate(180deg);
      }
    `,
  ];

  @property({ attribute: false }) accessor model!: LogModel;
  @state() accessor shown = false;
  @state() accessor said = '';

  /** Each goes on from where the one before has come to. */
  readonly #steps = createQueue(MAX_STEPS);

  constructor() {
    super();
    new Watch(this, () => this.model.changed);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.shown = this.model.highlight !== '';
  }

  async open(): Promise<void> {
    this.shown = true;
    await this.updateComplete;
    const input = this.renderRoot.querySelector('input');
    input?.focus();
    input?.select();
  }

  /** Goes to the next newer row with these words, or the next older one. From nowhere it begins at the newest. */
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
    if (!(event.target instanceof HTMLInputElement)) return;
    this.said = '';
    this.model.setHighlight(event.target.value);
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
    return html`<div class="bar" role="search" aria-label="Highlight">
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
      <span class="said" role="status">${this.said}</span>
      ${this.#button('Older', 'Next older row with these words (N, Shift+F3)', 'up', () => void this.go('before'))}
      ${this.#button('Newer', 'Next newer row with these words (n, F3)', '', () => void this.go('after'))}
      <button
        class="btn ghost small icon"
        aria-label="Stop highlighting"
        title="Stop highlighting (Esc)"
        @click=${() => this.#close()}
      >
        ${icons.close(13)}
      </button>
    </div>`;
  }

  #button(label: string, title: string, name: string, onClick: () => void): unknown {
    return html`<button
      class="btn ghost small icon ${name}"
      aria-label=${label}
      title=${title}
      @click=${onClick}
    >
      ${icons.chevron(14)}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pl-highlight-bar': HighlightBar;
  }
}
