import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { parseQuery } from '../../core/query/parse-query.ts';
import { keepOption, moveOption } from '../../core/view/option-list.ts';
import { keyFootStyles } from '../parts/key-foot.ts';
import { colouredQuery, queryColours } from '../query/coloured-query.ts';
import { queryFieldStyles } from '../query/query-field-styles.ts';
import { SuggestionFeed } from '../query/suggestion-feed.ts';
import { suggestionList } from '../query/suggestion-list.ts';
import { takeSuggestion, type Suggestion } from '../query/suggestion.ts';
import { base } from '../styles/base.ts';

/** A query in a form, in its colours and with completion. Fires `pl-query` with each new text, and `pl-enter`. */
@customElement('pl-query-input')
export class QueryInput extends LitElement {
  static override styles = [base, keyFootStyles, queryColours, queryFieldStyles];

  @property() accessor value = '';
  @property() accessor label = '';
  /** Names, for completion. */
  @property({ attribute: false }) accessor servers: readonly string[] = [];
  @state() accessor suggestions: readonly Suggestion[] = [];
  @state() accessor active = -1;
  @state() accessor isOpen = false;

  /** Where the caret goes when what was taken is drawn. */
  #caret: number | null = null;
  readonly #feed = new SuggestionFeed(({ suggestions }) => {
    this.active = keepOption(this.active, this.suggestions, suggestions, ({ label }) => label);
    this.suggestions = suggestions;
  });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#feed.stop();
  }

  get #input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  focusField(): void {
    this.#input?.focus();
  }

  protected override updated(): void {
    if (this.#caret !== null) this.#input?.setSelectionRange(this.#caret, this.#caret);
    this.#caret = null;
    this.#scrollMirror();
    this.renderRoot.querySelector('.option.active')?.scrollIntoView({ block: 'nearest' });
  }

  readonly #scrollMirror = (): void => {
    const mirror = this.renderRoot.querySelector('.mirror');
    if (mirror !== null && this.#input !== null) mirror.scrollLeft = this.#input.scrollLeft;
  };

  #change(text: string): void {
    this.value = text;
    this.dispatchEvent(new CustomEvent<string>('pl-query', { detail: text }));
  }

  #offer(caret: number): void {
    this.isOpen = true;
    this.active = -1;
    this.#feed.ask({ text: this.value, caret, source: 'log', recent: [], servers: this.servers });
  }

  readonly #close = (): void => {
    this.#feed.stop();
    this.isOpen = false;
    this.active = -1;
  };

  readonly #onInput = (event: Event): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.#change(event.target.value);
    this.#offer(event.target.selectionStart ?? event.target.value.length);
  };

  #take(suggestion: Suggestion): void {
    const caret = this.#input?.selectionStart ?? this.value.length;
    const taken = takeSuggestion(this.value, caret, suggestion);
    this.#change(taken.text);
    this.#caret = taken.caret;
    if (suggestion.candidate === null) this.#close();
    else this.#offer(taken.caret);
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.ctrlKey || event.metaKey || !this.#handleKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** True when the key was for the list of suggestions. The others are for the form. */
  #handleKey({ key, shiftKey }: KeyboardEvent): boolean {
    const isListed = this.isOpen && this.suggestions.length > 0;
    if (key === 'Enter' && !(isListed && this.active >= 0)) {
      this.dispatchEvent(new CustomEvent('pl-enter'));
      return true;
    }
    if (!isListed) {
      if (key !== 'ArrowDown') return false;
      this.#offer(this.#input?.selectionStart ?? this.value.length);
      return true;
    }
    const chosen = this.suggestions[this.active];
    switch (key) {
      case 'ArrowDown':
      case 'ArrowUp':
      case 'PageDown':
      case 'PageUp':
        this.active = moveOption(key, this.active, this.suggestions.length) ?? -1;
        return true;
      case 'Tab':
      case 'Enter':
        if (chosen === undefined || shiftKey) return false;
        this.#take(chosen);
        return true;
      case 'Escape':
        this.#close();
        return true;
      default:
        return false;
    }
  }

  protected override render(): unknown {
    const { value } = this;
    const parsed = parseQuery(value, { now: 0 });
    const coloured = colouredQuery(value, parsed.ok ? null : parsed.error);
    const isListed = this.isOpen && this.suggestions.length > 0;
    return html`<div class="search">
        <div class="text">
          <div class="mirror" aria-hidden="true">${coloured}</div>
          <input
            type="text"
            role="combobox"
            aria-label=${this.label}
            aria-autocomplete="list"
            aria-expanded=${isListed}
            aria-controls="list"
            aria-activedescendant=${isListed && this.active >= 0 ? `option-${String(this.active)}` : ''}
            aria-invalid=${value !== '' && !parsed.ok}
            placeholder="entity:light.hall to:off"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            maxlength="4000"
            .value=${value}
            @input=${this.#onInput}
            @blur=${this.#close}
            @keydown=${this.#onKeyDown}
            @scroll=${this.#scrollMirror}
            @select=${this.#scrollMirror}
          />
        </div>
      </div>
      ${
        isListed
          ? html`<div class="drop">
              ${suggestionList({
                suggestions: this.suggestions,
                active: this.active,
                enter: 'take',
                onTake: (suggestion) => {
                  this.#take(suggestion);
                },
              })}
            </div>`
          : nothing
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pl-query-input': QueryInput;
  }
}
