import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { moveOption } from '../../core/view/option-list.ts';
import { base } from '../styles/base.ts';
import { activeCompletion, completionList, completionListStyles } from './completion-list.ts';
import { icons } from './icons.ts';
import { fire } from './fire.ts';

const MAX_SUGGESTIONS = 8;

/** Several values in one field, with completion. Fires `pl-values` with the new list. */
@customElement('pl-chip-input')
export class ChipInput extends LitElement {
  static override styles = [
    base,
    completionListStyles,
    css`
      label {
        display: block;
        margin-bottom: 5px;
        font-weight: 600;
      }
      .box {
        display: flex;
        flex-wrap: wrap;
        gap: 5px;
        min-height: 34px;
        padding: 4px 6px;
        border: 1px solid var(--field-line);
        border-radius: 8px;
        background: var(--panel);
      }
      .box:focus-within {
        outline: 2px solid var(--accent);
        border-color: var(--accent);
      }
      .chip {
        display: inline-flex;
        align-items: center;
        gap: 4px;
        max-width: 100%;
        height: 24px;
        padding: 0 2px 0 8px;
        border-radius: 6px;
        background: var(--accent-bg);
        color: var(--accent-text);
        font: 12px var(--mono);
      }
      .chip span {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .chip button {
        display: grid;
        place-items: center;
        width: 18px;
        height: 18px;
        padding: 0;
        border: 0;
        border-radius: 4px;
        background: none;
        color: inherit;
      }
      .chip button:hover {
        background: var(--panel);
      }
      input {
        flex: 1;
        min-width: 60px;
        height: 24px;
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
    `,
  ];

  @property() accessor label = '';
  @property() accessor placeholder = '';
  @property({ attribute: false }) accessor values: readonly string[] = [];
  @property({ attribute: false }) accessor suggestions: readonly string[] = [];
  @state() accessor text = '';
  @state() accessor active = -1;
  @state() accessor focused = false;

  get #matches(): readonly string[] {
    const needle = this.text.trim().toLowerCase();
    if (needle === '' || !this.focused) return [];
    return this.suggestions
      .filter((value) => value.toLowerCase().includes(needle) && !this.values.includes(value))
      .slice(0, MAX_SUGGESTIONS);
  }

  #set(values: readonly string[]): void {
    this.text = '';
    this.active = -1;
    fire(this, 'pl-values', values);
  }

  #add(value: string): void {
    const clean = value.trim();
    if (clean === '' || this.values.includes(clean)) this.text = '';
    else this.#set([...this.values, clean]);
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const matches = this.#matches;
    const next = moveOption(event.key, this.active, matches.length);
    if (event.key === 'Enter' || event.key === ',') {
      if (this.text.trim() === '' && event.key === 'Enter') return;
      this.#add(matches[this.active] ?? this.text);
    } else if (event.key === 'Backspace' && this.text === '' && this.values.length > 0) {
      this.#set(this.values.slice(0, -1));
    } else if (next !== null) {
      this.active = next;
    } else if (event.key === 'Escape' && this.text !== '') {
      this.text = '';
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  protected override render(): unknown {
    const { active } = this;
    const completions = this.#matches.map((value) => ({ value, note: '' }));
    return html`<label for="input">${this.label}</label>
      <div class="box">
        ${this.values.map(
          (value) =>
            html`<span class="chip">
              <span>${value}</span>
              <button
                type="button"
                aria-label=${`Remove ${value}`}
                @click=${() => {
                  this.#set(this.values.filter((other) => other !== value));
                }}
              >
                ${icons.close(11)}
              </button>
            </span>`,
        )}
        <input
          id="input"
          type="text"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded=${completions.length > 0}
          aria-controls="list"
          aria-activedescendant=${activeCompletion({ completions, active })}
          autocomplete="off"
          spellcheck="false"
          placeholder=${this.values.length === 0 ? this.placeholder : ''}
          .value=${this.text}
          @input=${(event: Event) => {
            if (event.target instanceof HTMLInputElement) this.text = event.target.value;
            this.active = -1;
          }}
          @focus=${() => {
            this.focused = true;
          }}
          @blur=${() => {
            this.focused = false;
            this.#add(this.text);
          }}
          @keydown=${this.#onKeyDown}
        />
      </div>
      ${completionList({
        label: this.label,
        completions,
        active,
        onTake: (value) => {
          this.#add(value);
        },
      })}`;
  }
}
