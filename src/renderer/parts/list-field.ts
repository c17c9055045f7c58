import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keepOption, moveOption } from '../../core/view/option-list.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';
import { options } from '../styles/options.ts';
import { textOf } from './field.ts';
import { fire } from './fire.ts';

/** A line of the list. */
export interface ListOption {
  /** Heading above the first of a group; empty for none. */
  readonly group: string;
  readonly words: string;
  /** In small. */
  readonly detail: string;
}

/** What fits the typed text, and how many more do. */
export interface FoundOptions {
  readonly options: readonly ListOption[];
  readonly more: number;
}

const NONE: FoundOptions = { options: [], more: 0 };

/**
 * A field with a list of what fits the typed words. Fires `pl-choose` with the chosen option. With `free` the text itself counts
 * too: each change of it fires `pl-text`.
 */
@customElement('pl-list-field')
export class ListField extends LitElement {
  static override styles = [
    base,
    fields,
    options,
    css`
      :host {
        position: relative;
        min-width: 0;
      }
      :host([free]) :is(input, .option span) {
        font-family: var(--mono);
        font-size: 12.5px;
      }
      .drop {
        position: absolute;
        z-index: 12;
        inset: calc(100% + 4px) 0 auto;
      }
      .list {
        max-height: min(320px, 44vh);
      }
      .list > .option:first-child {
        margin-top: 5px;
      }
      .option {
        flex-wrap: wrap;
        gap: 0 10px;
        overflow-wrap: anywhere;
      }
      .option small {
        color: var(--dim);
        font-size: 11px;
      }
      .none {
        padding: 8px 9px;
        color: var(--dim);
      }
    `,
  ];

  @property() accessor label = '';
  @property() accessor placeholder = '';
  /** What is chosen, in words; with `free`, the text. */
  @property() accessor value = '';
  @property({ type: Boolean, reflect: true }) accessor free = false;
  @property({ type: Boolean }) accessor invalid = false;
  @property({ attribute: false }) accessor find!: (typed: string) => Promise<FoundOptions>;
  /** `null` while the list is closed. */
  @state() accessor typed: string | null = null;
  /** `null` until there is an answer. */
  @state() accessor found: FoundOptions | null = null;
  @state() accessor active = -1;
  #asked = 0;
  #answer: Promise<void> = Promise.resolve();

  override focus(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  protected override updated(): void {
    this.renderRoot.querySelector('.option.active')?.scrollIntoView({ block: 'nearest' });
  }

  get #options(): readonly ListOption[] {
    return this.found?.options ?? [];
  }

  #open(typed: string): void {
    this.typed = typed;
    this.#asked += 1;
    const asked = this.#asked;
    this.#answer = this.find(typed.trim())
      .catch(() => NONE)
      .then((found) => {
        if (asked !== this.#asked) return;
        // The person may have moved to an option of the earlier list meanwhile.
        const kept = keepOption(this.active, this.#options, found.options, nameOf);
        this.active = kept === -1 && typed !== '' && !this.free && found.options.length > 0 ? 0 : kept;
        this.found = found;
      });
  }

  #close(): void {
    this.#asked += 1;
    this.typed = null;
    this.found = null;
    this.active = -1;
  }

  #choose(option: ListOption): void {
    this.#close();
    if (this.free) this.value = option.words;
    fire(this, 'pl-choose', option);
  }

  /** Takes the marked option, also when the answer to the last letter is still under way. */
  async #enter(): Promise<void> {
    await this.#answer;
    const option = this.#options[this.active];
    if (option !== undefined) this.#choose(option);
  }

  readonly #onInput = (event: Event): void => {
    const text = textOf(event);
    this.active = -1;
    if (this.free) {
      this.value = text;
      fire(this, 'pl-text', text);
    }
    this.#open(text);
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const next = this.typed === null ? null : moveOption(event.key, this.active, this.#options.length);
    const mayEnter = this.free ? this.#options[this.active] !== undefined : this.typed !== null;
    if (next !== null) this.active = next;
    else if (event.key === 'ArrowDown') this.#open(this.free ? this.value : '');
    else if (event.key === 'Enter' && mayEnter) void this.#enter();
    else if (event.key === 'Escape' && this.typed !== null) this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  protected override render(): unknown {
    const { typed, active, found } = this;
    const isOpen = typed !== null && found !== null && !(this.free && found.options.length === 0);
    return html`<div class="field">
        <label class="label" for="text">${this.label}</label>
        <input
          id="text"
          type="text"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded=${isOpen}
          aria-controls="list"
          aria-activedescendant=${this.#options[active] === undefined ? nothing : `option-${String(active)}`}
          aria-invalid=${this.invalid}
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          placeholder=${this.placeholder}
          .value=${this.free ? this.value : (typed ?? this.value)}
          @input=${this.#onInput}
          @click=${() => {
            if (typed === null && !this.free) this.#open('');
          }}
          @blur=${() => this.#close()}
          @keydown=${this.#onKeyDown}
        />
      </div>
      <div class="drop raised" ?hidden=${!isOpen}>
        <div class="list" id="list" role="listbox" aria-label=${`Choices: ${this.label}`} tabindex="-1">
          ${found === null ? nothing : this.#list(found)}
        </div>
      </div>`;
  }

  #list({ options: all, more }: FoundOptions): unknown {
    if (all.length === 0) return note('Nothing with this name was seen.');
    return [
      all.map((option, at) => [
        option.group === '' || option.group === all[at - 1]?.group
          ? nothing
          : html`<div class="heading" role="presentation">${option.group}</div>`,
        this.#option(option, at),
      ]),
      more === 0 ? nothing : note(`${more.toLocaleString('en-GB')} more things. Type more of the name.`),
    ];
  }

  #option(option: ListOption, at: number): TemplateResult {
    const isActive = at === this.active;
    return html`<div
      class="option ${isActive ? 'active' : ''}"
      id=${`option-${String(at)}`}
      role="option"
      aria-selected=${isActive}
      @pointerdown=${(event: Event) => {
        event.preventDefault();
        this.#choose(option);
      }}
    >
      <span>${option.words}</span><small>${option.detail}</small>
    </div>`;
  }
}

function nameOf({ group, words, detail }: ListOption): string {
  return `${group}\n${words}\n${detail}`;
}

function note(words: string): TemplateResult {
  return html`<p class="none" role="option" aria-disabled="true" aria-selected="false">${words}</p>`;
}
