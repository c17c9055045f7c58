import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ValueCount } from '../../core/history/history.ts';
import { fire } from '../parts/fire.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';

const MAX_SHOWN = 10;

/** One name with completion from what was seen. Fires `pl-name` with the text at each change. */
@customElement('pl-name-field')
export class NameField extends LitElement {
  static override styles = [
    base,
    fields,
    css`
      :host {
        display: block;
        position: relative;
      }
      input {
        font-family: var(--mono) !important;
        font-size: 12.5px !important;
      }
      ul {
        position: absolute;
        z-index: 10;
        left: 0;
        right: 0;
        top: calc(100% + 4px);
        max-height: 264px;
        overflow-y: auto;
        padding: 4px;
        border: 1px solid var(--line-strong);
        border-radius: 9px;
        background: var(--raised);
        box-shadow: var(--shadow);
      }
      li {
        display: flex;
        gap: 12px;
        padding: 4px 8px;
        border-radius: 6px;
        font: 12px/18px var(--mono);
      }
      li span:first-child {
        flex: 1;
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .count {
        color: var(--dim);
        font: 11px/18px var(--sans);
        font-variant-numeric: tabular-nums;
      }
      li.active {
        background: var(--accent-bg);
        color: var(--accent-text);
      }
      li.active .count {
        color: inherit;
      }
    `,
  ];

  @property() accessor label = '';
  @property() accessor placeholder = '';
  @property() accessor value = '';
  @property({ type: Boolean }) accessor invalid = false;
  @property({ attribute: false }) accessor complete!: (prefix: string) => Promise<readonly ValueCount[]>;
  @state() accessor found: readonly ValueCount[] = [];
  @state() accessor active = -1;
  #asked = 0;

  focusInput(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  /** An answer that was overtaken is dropped. */
  async #ask(prefix: string): Promise<void> {
    this.#asked += 1;
    const ask = this.#asked;
    const answer = await this.complete(prefix.trim()).catch(() => []);
    if (ask !== this.#asked) return;
    this.found = answer.filter(({ value }) => value !== this.value).slice(0, MAX_SHOWN);
    this.active = -1;
  }

  #close(): void {
    this.#asked += 1;
    this.found = [];
    this.active = -1;
  }

  #choose(value: string): void {
    this.value = value;
    fire(this, 'pl-name', value);
    this.#close();
  }

  readonly #onInput = (event: Event): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.value = event.target.value;
    fire(this, 'pl-name', this.value);
    void this.#ask(this.value);
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const { found: matches } = this;
    const chosen = matches[this.active];
    if (event.key === 'ArrowDown' && matches.length === 0) void this.#ask(this.value);
    else if (event.key === 'ArrowDown') this.active = (this.active + 1) % matches.length;
    else if (event.key === 'ArrowUp' && matches.length > 0) {
      this.active = (this.active <= 0 ? matches.length : this.active) - 1;
    } else if (event.key === 'Enter' && chosen !== undefined) this.#choose(chosen.value);
    else if (event.key === 'Escape' && matches.length > 0) this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  protected override render(): unknown {
    const open = this.found.length > 0;
    return html`<div class="field">
        <label class="label" for="name">${this.label}</label>
        <input
          id="name"
          type="text"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded=${open}
          aria-controls="list"
          aria-activedescendant=${open && this.active >= 0 ? `option-${String(this.active)}` : nothing}
          aria-invalid=${this.invalid}
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          placeholder=${this.placeholder}
          .value=${this.value}
          @input=${this.#onInput}
          @keydown=${this.#onKeyDown}
          @blur=${() => {
            this.#close();
          }}
        />
      </div>
      <ul id="list" role="listbox" aria-label="Seen before" ?hidden=${!open}>
        ${this.found.map((match, place) => this.#option(match, place))}
      </ul>`;
  }

  #option({ value, count }: ValueCount, place: number): TemplateResult {
    return html`<li
      id=${`option-${String(place)}`}
      role="option"
      class=${place === this.active ? 'active' : ''}
      aria-selected=${place === this.active}
      @pointerdown=${(event: Event) => {
        event.preventDefault();
        this.#choose(value);
      }}
    >
      <span>${value}</span><span class="count">seen ${count.toLocaleString('en-GB')}</span>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pl-name-field': NameField;
  }
}
