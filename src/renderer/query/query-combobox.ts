import { html, LitElement, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { QueryError } from '../../core/query/ast.ts';
import { keepOption, moveOption } from '../../core/view/option-list.ts';
import { textOf } from '../parts/field.ts';
import { keyFootStyles } from '../parts/key-foot.ts';
import { base } from '../styles/base.ts';
import { options } from '../styles/options.ts';
import { colouredQuery, queryColours } from './coloured-query.ts';
import { queryFieldStyles } from './query-field-styles.ts';
import { SuggestionFeed, type SuggestionQuestion } from './suggestion-feed.ts';
import { suggestionList, type SuggestionListProps } from './suggestion-list.ts';
import { takeSuggestion, type Suggestion } from './suggestion.ts';

/** A field in which a query is typed, in its colours. Shows suggestions at the caret. */
export abstract class QueryCombobox extends LitElement {
  static override styles = [base, options, keyFootStyles, queryColours, queryFieldStyles];

  @state() accessor suggestions: readonly Suggestion[] = [];
  @state() accessor active = -1;
  @state() accessor isOpen = false;

  /** The caret's position after the inserted text is drawn. */
  #caret: number | null = null;
  /** The last drawn text: the mirror is measured only when it changes. */
  #mirrored = '';
  readonly #feed = new SuggestionFeed(({ suggestions, isBegun }) => {
    this.begun(isBegun);
    // A late answer must not change a choice made by key.
    this.active = keepOption(this.active, this.suggestions, suggestions, ({ label }) => label);
    this.suggestions = suggestions;
  });

  protected abstract get text(): string;
  /** The text was typed, or inserted from the list. */
  protected abstract type(text: string): void;
  /** What is known besides the text. */
  protected abstract surroundings(): Omit<SuggestionQuestion, 'text' | 'caret'>;
  /** Enter, with nothing chosen in the list. */
  protected abstract enter(): void;

  /** The typed text is, or is no longer, only the beginning of a value. */
  protected begun(_isBegun: boolean): void {
    // For those who wait for the end of it.
  }

  /** A whole query was inserted from the list. */
  protected taken(): void {
    this.close();
  }

  /** Escape. True when it was for the field. */
  protected escape(): boolean {
    if (!this.isListed) return false;
    this.close();
    return true;
  }

  protected focused(): void {
    // The list opens when something is typed.
  }

  protected blurred(): void {
    this.close();
  }

  protected get isListed(): boolean {
    return this.isOpen && this.suggestions.length > 0;
  }

  protected get input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  focusField(): void {
    this.input?.focus();
    this.input?.select();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#feed.stop();
  }

  protected override updated(): void {
    if (this.#caret !== null) this.input?.setSelectionRange(this.#caret, this.#caret);
    this.#caret = null;
    if (this.#mirrored !== this.text) this.#scrollMirror();
    this.renderRoot.querySelector('.option.active')?.scrollIntoView({ block: 'nearest' });
  }

  /** The coloured text is behind the field's own text, which is transparent. */
  readonly #scrollMirror = (): void => {
    this.#mirrored = this.text;
    const mirror = this.renderRoot.querySelector('.mirror');
    if (mirror !== null && this.input !== null) mirror.scrollLeft = this.input.scrollLeft;
  };

  protected offer(caret = this.input?.selectionStart ?? this.text.length): void {
    this.isOpen = true;
    this.active = -1;
    this.#feed.ask({ text: this.text, caret, ...this.surroundings() });
  }

  protected close(): void {
    this.#feed.stop();
    this.isOpen = false;
    this.active = -1;
  }

  protected take(suggestion: Suggestion): void {
    const taken = takeSuggestion(this.text, this.input?.selectionStart ?? this.text.length, suggestion);
    this.type(taken.text);
    this.#caret = taken.caret;
    this.input?.focus();
    if (suggestion.candidate === null) this.taken();
    else this.offer(taken.caret);
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || !this.#handleKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** True when the key was for the field. */
  #handleKey({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
    if (ctrlKey || metaKey) return false;
    const { isListed } = this;
    const chosen = isListed ? this.suggestions[this.active] : undefined;
    switch (key) {
      case 'ArrowDown':
      case 'ArrowUp':
      case 'PageDown':
      case 'PageUp':
        if (isListed && !altKey) this.active = moveOption(key, this.active, this.suggestions.length) ?? -1;
        else if (key === 'ArrowDown') this.offer();
        else this.close();
        return true;
      case 'Tab': {
        // Without a choice, Tab completes an unfinished word; otherwise it moves the focus as usual.
        const isBegun = /\S$/.test(this.text) && this.suggestions[0]?.candidate != null;
        const first = isBegun ? this.suggestions[0] : undefined;
        const taken = shiftKey || !isListed ? undefined : (chosen ?? first);
        if (taken === undefined) return false;
        this.take(taken);
        return true;
      }
      case 'Enter':
        if (chosen === undefined) this.enter();
        else this.take(chosen);
        return true;
      case 'Escape':
        return this.escape();
      default:
        return false;
    }
  }

  /** The field itself. `error` is shown in the text; `isWrong` where it is said as well. */
  protected box(
    label: string,
    placeholder: string,
    error: QueryError | null,
    isWrong: boolean,
  ): TemplateResult {
    const isChosen = this.isListed && this.active >= 0;
    return html`<div class="text">
      <div class="mirror" aria-hidden="true">${colouredQuery(this.text, error)}</div>
      <input
        type="text"
        role="combobox"
        aria-label=${label}
        aria-invalid=${isWrong}
        aria-describedby="problem"
        aria-autocomplete="list"
        aria-expanded=${this.isListed}
        aria-controls="list"
        aria-activedescendant=${isChosen ? `option-${String(this.active)}` : ''}
        placeholder=${placeholder}
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        maxlength="4000"
        .value=${this.text}
        @input=${(event: Event) => {
          this.type(textOf(event));
          this.offer();
        }}
        @focus=${() => this.focused()}
        @blur=${() => this.blurred()}
        @keydown=${this.#onKeyDown}
        @scroll=${this.#scrollMirror}
        @select=${this.#scrollMirror}
      />
    </div>`;
  }

  /** What can be taken, empty while nothing is offered. `enter` is what Enter does. */
  protected list(enter: SuggestionListProps['enter']): TemplateResult {
    const suggestions = this.isListed ? this.suggestions : [];
    return suggestionList({
      suggestions,
      active: this.active,
      enter,
      onTake: (suggestion) => this.take(suggestion),
    });
  }
}
