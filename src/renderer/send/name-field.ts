import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ValueCount } from '../../core/history/history.ts';
import { keepOption, moveOption } from '../../core/view/option-list.ts';
import { textOf } from '../parts/field.ts';
import { fire } from '../parts/fire.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';
import { options } from '../styles/options.ts';

const MAX_SHOWN = 10;

/** One name with completion from the history. Fires `pl-name` with the text at each change. */
@customElement('pl-name-field')
export class NameField extends LitElement {
  static override styles = [
    base,
    fields,
    options,
    css`
      :host {
        position: relative;
      }
      input {
        font-family: var(--mono) !important;
        font-size: 12.5px !important;
      }
      .list {
        position: absolute;
        z-index: 10;
        inset: calc(100% + 4px) 0 auto;
        max-height: 264px;
        padding: 4px;
      }
      .option span {
        flex: 1;
        min-width: 0;
        font: 12px/18px var(--mono);
        overflow-wrap: anywhere;
      }
      .option.active {
        color: var(--accent-text);
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

  /** An outdated answer is dropped. */
  async #ask(prefix: string): Promise<void> {
    this.#asked += 1;
    const ask = this.#asked;
    this.active = -1;
    const answer = await this.complete(prefix.trim()).catch(() => []);
    if (ask !== this.#asked) return;
    const found = answer.filter(({ value }) => value !== this.value).slice(0, MAX_SHOWN);
    // The person may have moved to an option of the earlier list meanwhile.
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
    this.value = textOf(event);
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
    const { active, found } = this;
    return html`<div class="field">
        <label class="label" for="name">${this.label}</label>
        <input
          id="name"
          type="text"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded=${found.length > 0}
          aria-controls="list"
          aria-activedescendant=${found[active] === undefined ? nothing : `option-${String(active)}`}
          aria-invalid=${this.invalid}
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          placeholder=${this.placeholder}
          .value=${this.value}
          @input=${this.#onInput}
          @keydown=${this.#onKeyDown}
          @blur=${() => this.#close()}
        />
      </div>
      <ul class="list raised" id="list" role="listbox" aria-label="Seen before" ?hidden=${found.length === 0}>
        ${found.map(
          ({ value, count }, index) =>
            html`<li
              id=${`option-${String(index)}`}
              role="option"
              class="option ${index === active ? 'active' : ''}"
              aria-selected=${index === active}
              @pointerdown=${(event: Event) => {
                event.preventDefault();
                this.#choose(value);
              }}
            >
              <span>${value}</span><small class="hint">seen ${count.toLocaleString('en-GB')}</small>
            </li>`,
        )}
      </ul>`;
  }
}
