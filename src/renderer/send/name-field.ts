import { css, html, LitElement } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ValueCount } from '../../core/history/history.ts';
import { keepOption, moveOption } from '../../core/view/option-list.ts';
import { activeCompletion, completionList, completionListStyles } from '../parts/completion-list.ts';
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
    completionListStyles,
    css`
      input {
        font-family: var(--mono) !important;
        font-size: 12.5px !important;
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
    this.active = -1;
    const answer = await this.complete(prefix.trim()).catch(() => []);
    if (ask !== this.#asked) return;
    const found = answer.filter(({ value }) => value !== this.value).slice(0, MAX_SHOWN);
    // Meanwhile a person may have gone to one of those that were listed before.
    this.active = keepOption(this.active, this.found, found, ({ value }) => value);
    this.found = found;
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
    const chosen = this.found[this.active];
    const next = moveOption(event.key, this.active, this.found.length);
    if (next !== null) this.active = next;
    else if (event.key === 'ArrowDown') void this.#ask(this.value);
    else if (event.key === 'Enter' && chosen !== undefined) this.#choose(chosen.value);
    else if (event.key === 'Escape' && this.found.length > 0) this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  protected override render(): unknown {
    const { active } = this;
    const completions = this.found.map(({ value, count }) => ({
      value,
      note: `seen ${count.toLocaleString('en-GB')}`,
    }));
    return html`<div class="field">
        <label class="label" for="name">${this.label}</label>
        <input
          id="name"
          type="text"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded=${completions.length > 0}
          aria-controls="list"
          aria-activedescendant=${activeCompletion({ completions, active })}
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
      ${completionList({
        label: 'Seen before',
        completions,
        active,
        onTake: (value) => {
          this.#choose(value);
        },
      })}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pl-name-field': NameField;
  }
}
