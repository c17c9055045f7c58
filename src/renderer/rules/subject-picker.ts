import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { HomeThing } from '../../core/rules/home-things.ts';
import { subjectOptions, type SubjectOption } from '../../core/rules/subject-options.ts';
import { moveOption } from '../../core/view/option-list.ts';
import { textOf } from '../parts/field.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';
import { options } from '../styles/options.ts';

/** A field to find a thing, kind, room or event by its name. Fires `pl-subject` with the chosen option. */
@customElement('pl-subject-picker')
export class SubjectPicker extends LitElement {
  static override styles = [
    base,
    fields,
    options,
    css`
      :host {
        position: relative;
        min-width: 0;
      }
      .drop {
        position: absolute;
        z-index: 12;
        inset: calc(100% + 4px) 0 auto;
      }
      .list {
        max-height: min(320px, 44vh);
      }
      .option {
        flex-wrap: wrap;
        gap: 0 10px;
      }
      .option small {
        color: var(--dim);
        font-size: 11px;
        overflow-wrap: anywhere;
      }
      .none {
        padding: 8px 9px;
        color: var(--dim);
      }
    `,
  ];

  @property() accessor label = '';
  @property() accessor placeholder = '';
  /** What is chosen, in words. */
  @property() accessor chosen = '';
  @property({ attribute: false }) accessor things: readonly HomeThing[] = [];
  @property({ attribute: false }) accessor homes: ReadonlyMap<string, string> = new Map();
  @property({ attribute: false }) accessor types: readonly string[] = [];
  @property({ type: Boolean, attribute: 'only-things' }) accessor onlyThings = false;
  /** `null` while nobody types. */
  @state() accessor typed: string | null = null;
  @state() accessor active = -1;
  #found: readonly SubjectOption[] = [];

  override focus(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const { typed, things, homes, types, onlyThings } = this;
    const isAsked = changed.has('typed') || changed.has('things') || changed.has('types');
    if (!isAsked && !changed.has('homes')) return;
    this.#found = typed === null ? [] : subjectOptions({ typed, things, homes, types, onlyThings });
  }

  protected override updated(): void {
    this.renderRoot.querySelector('.option.active')?.scrollIntoView({ block: 'nearest' });
  }

  #open(typed: string): void {
    this.typed = typed;
    this.active = typed === '' ? -1 : 0;
  }

  #close(): void {
    this.typed = null;
    this.active = -1;
  }

  #choose(option: SubjectOption): void {
    this.#close();
    this.dispatchEvent(new CustomEvent<SubjectOption>('pl-subject', { detail: option }));
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const option = this.#found[this.active];
    const next = this.typed === null ? null : moveOption(event.key, this.active, this.#found.length);
    if (next !== null) this.active = next;
    else if (event.key === 'ArrowDown') this.#open('');
    else if (event.key === 'Enter' && option !== undefined) this.#choose(option);
    else if (event.key === 'Escape' && this.typed !== null) this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  protected override render(): unknown {
    const { typed, active } = this;
    const isOpen = typed !== null;
    return html`<div class="field">
        <label class="label" for="subject">${this.label}</label>
        <input
          id="subject"
          type="text"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded=${isOpen}
          aria-controls="list"
          aria-activedescendant=${this.#found[active] === undefined ? nothing : `option-${String(active)}`}
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          placeholder=${this.placeholder}
          .value=${typed ?? this.chosen}
          @input=${(event: Event) => this.#open(textOf(event))}
          @click=${() => {
            if (this.typed === null) this.#open('');
          }}
          @blur=${() => this.#close()}
          @keydown=${this.#onKeyDown}
        />
      </div>
      <div class="drop raised" ?hidden=${!isOpen}>
        <div class="list" id="list" role="listbox" aria-label=${this.label} tabindex="-1">
          ${this.#list()}
        </div>
      </div>`;
  }

  #list(): unknown {
    if (this.typed !== null && this.#found.length === 0) {
      return html`<p class="none" role="option" aria-disabled="true" aria-selected="false">
        Nothing with this name was seen.
      </p>`;
    }
    return this.#found.map((option, at) => [
      option.group === this.#found[at - 1]?.group
        ? nothing
        : html`<div class="heading" role="presentation">${option.group}</div>`,
      this.#option(option, at),
    ]);
  }

  #option(option: SubjectOption, at: number): TemplateResult {
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
