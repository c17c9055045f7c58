import { html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { keepOption, moveOption } from '../../core/view/option-list.ts';
import { icons } from '../parts/icons.ts';
import { keyFootStyles } from '../parts/key-foot.ts';
import type { LogModel } from '../state/log-model.ts';
import { Watch } from '../state/signal.ts';
import { tallyOf } from '../state/type-tally.ts';
import { base } from '../styles/base.ts';
import { buttons } from '../styles/controls.ts';
import { colouredQuery, queryColours } from './coloured-query.ts';
import { suggestionList } from './suggestion-list.ts';
import { matchingCount } from './matching-count.ts';
import { queryFieldStyles } from './query-field-styles.ts';
import './query-help.ts';
import { QueryDraft } from './query-draft.ts';
import { SuggestionFeed } from './suggestion-feed.ts';
import { suggestQuery, takeSuggestion, type Suggestion } from './suggestion.ts';
import { fire } from '../parts/fire.ts';

/**
 * The field in which the query is typed, in its colours. Offers what could stand at the caret; says where and why
 * something is wrong, while the list stays as it was. Fires `pl-leave-search`.
 */
@customElement('pl-query-field')
export class QueryField extends LitElement {
  static override styles = [base, buttons, keyFootStyles, queryColours, queryFieldStyles];

  @property({ attribute: false }) accessor model!: LogModel;
  /** For the completion of their names. */
  @property({ attribute: false }) accessor servers: readonly { readonly name: string }[] = [];
  @state() accessor suggestions: readonly Suggestion[] = [];
  @state() accessor active = -1;
  @state() accessor isOpen = false;
  @state() accessor isFocused = false;

  /** Where the caret goes when what was taken is drawn. */
  #caret: number | null = null;
  /** The text that was drawn last: only with another one has the mirror to be measured. */
  #mirrored = '';
  readonly #draft = new QueryDraft(this, () => this.model);
  readonly #feed = new SuggestionFeed(({ suggestions, isBegun }) => {
    this.#draft.setBegun(isBegun);
    // An answer that comes late takes nothing back that was gone to by key.
    this.active = keepOption(this.active, this.suggestions, suggestions, ({ label }) => label);
    this.suggestions = suggestions;
  });

  constructor() {
    super();
    new Watch(this, () => this.model.changed);
    new Watch(this, () => tallyOf(this.model));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#feed.stop();
  }

  get #input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  focusField(): void {
    this.#input?.focus();
    this.#input?.select();
  }

  openHelp(): void {
    this.renderRoot.querySelector('pl-query-help')?.open();
  }

  protected override willUpdate(): void {
    if (this.#draft.sync()) this.isOpen = false;
  }

  protected override updated(): void {
    if (this.#caret !== null) {
      this.#input?.setSelectionRange(this.#caret, this.#caret);
      this.#caret = null;
    }
    if (this.#mirrored !== this.#draft.text) this.#scrollMirror();
    this.renderRoot.querySelector('.option.active')?.scrollIntoView({ block: 'nearest' });
  }

  /** The coloured text lies behind the field's own, which can't be seen. */
  readonly #scrollMirror = (): void => {
    this.#mirrored = this.#draft.text;
    const mirror = this.renderRoot.querySelector('.mirror');
    if (mirror !== null && this.#input !== null) mirror.scrollLeft = this.#input.scrollLeft;
  };

  #offer(caret = this.#input?.selectionStart ?? this.#draft.text.length): void {
    this.isOpen = true;
    this.active = -1;
    this.#feed.ask({
      text: this.#draft.text,
      caret,
      source: this.model.source,
      recent: this.model.memory.recent,
      servers: this.servers.map(({ name }) => name),
    });
  }

  #close(): void {
    this.#feed.stop();
    this.isOpen = false;
    this.active = -1;
  }

  readonly #onInput = (event: Event): void => {
    if (!(event.target instanceof HTMLInputElement)) return;
    this.#draft.type(event.target.value);
    this.#offer();
  };

  readonly #onFocus = (): void => {
    this.isFocused = true;
    if (this.#draft.text === '') this.#offer();
  };

  readonly #onBlur = (): void => {
    this.isFocused = false;
    this.#close();
    this.#draft.settle();
  };

  #take(suggestion: Suggestion): void {
    const input = this.#input;
    const taken = takeSuggestion(
      this.#draft.text,
      input?.selectionStart ?? this.#draft.text.length,
      suggestion,
    );
    this.#draft.type(taken.text);
    this.#caret = taken.caret;
    input?.focus();
    if (suggestion.candidate === null) {
      this.#draft.apply();
      this.#draft.settle();
      this.#close();
    } else this.#offer(taken.caret);
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || !this.#handleKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** True when the key was for the field. */
  #handleKey({ key, altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
    if (ctrlKey || metaKey) return false;
    const isListed = this.isOpen && this.suggestions.length > 0;
    const chosen = isListed ? this.suggestions[this.active] : undefined;
    switch (key) {
      case 'ArrowDown':
      case 'ArrowUp':
      case 'PageDown':
      case 'PageUp':
        if (isListed && !altKey) this.active = moveOption(key, this.active, this.suggestions.length) ?? -1;
        else if (key === 'ArrowDown') this.#offer();
        else this.#close();
        return true;
      case 'Tab': {
        // Without a choice, Tab completes a word that was begun, and else leaves as everywhere.
        const isBegun = /\S$/.test(this.#draft.text) && this.suggestions[0]?.candidate != null;
        const first = isBegun ? this.suggestions[0] : undefined;
        const taken = shiftKey || !isListed ? undefined : (chosen ?? first);
        if (taken === undefined) return false;
        this.#take(taken);
        return true;
      }
      case 'Enter':
        if (chosen !== undefined) this.#take(chosen);
        else this.#enter();
        return true;
      case 'Escape':
        if (isListed && this.#draft.text !== '') this.#close();
        else if (this.#draft.text !== '') this.#clear();
        else this.#leave();
        return true;
      default:
        return false;
    }
  }

  #enter(): void {
    this.#draft.apply();
    this.#draft.calm();
    if (this.model.queryError === null) this.#leave();
  }

  #leave(): void {
    this.#close();
    fire(this, 'pl-leave-search');
  }

  readonly #clear = (): void => {
    this.#draft.settle();
    this.#draft.type('');
    this.#draft.apply();
    this.#close();
    this.#input?.focus();
  };

  protected override render(): unknown {
    const { model } = this;
    const { text, isCalm } = this.#draft;
    const error = model.typed === text ? model.queryError : null;
    const problem = error?.message ?? model.refusal ?? '';
    const isWrong = problem !== '' && isCalm;
    const isListed = this.isOpen && this.isFocused && this.suggestions.length > 0;
    return html`<div class=${isWrong ? 'wrong' : ''}>
      <div class="search" role="search">
        ${icons.search(15)}
        <div class="text">
          <div class="mirror" aria-hidden="true">${colouredQuery(text, isCalm ? error : null)}</div>
          <input
            type="text"
            role="combobox"
            aria-label="Search events"
            aria-invalid=${isWrong}
            aria-describedby="problem"
            aria-autocomplete="list"
            aria-expanded=${isListed}
            aria-controls="list"
            aria-activedescendant=${isListed && this.active >= 0 ? `option-${String(this.active)}` : ''}
            placeholder="Search: words, or entity:light.* to:on"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            maxlength="4000"
            .value=${text}
            @input=${this.#onInput}
            @focus=${this.#onFocus}
            @blur=${this.#onBlur}
            @keydown=${this.#onKeyDown}
            @scroll=${this.#scrollMirror}
            @select=${this.#scrollMirror}
          />
        </div>
        ${matchingCount(model)} ${this.#tools()}
      </div>
      <div class=${this.isFocused && (isListed || isWrong) ? 'drop' : 'sr-only'}>
        <div id="problem" role="status" class=${isWrong ? 'problem' : ''}>
          ${
            isWrong
              ? html`${icons.warning(15)}<span
                    >${problem}<small>The list still shows the last search that could be read.</small></span
                  >`
              : nothing
          }
        </div>
        ${suggestionList({
          suggestions: isListed ? this.suggestions : [],
          active: this.active,
          enter: 'search',
          onTake: (suggestion) => this.#take(suggestion),
        })}
      </div>
      <pl-query-help
        @pl-use-query=${({ detail }: CustomEvent<string>) => this.#take(suggestQuery('', detail, ''))}
      ></pl-query-help>
    </div>`;
  }

  #tools(): unknown {
    return html`<button
        class="tool"
        aria-label="How to search"
        title="How to search"
        @click=${() => this.openHelp()}
      >
        ${icons.help(15)}
      </button>
      ${
        this.#draft.text === ''
          ? html`<kbd title="Press / to search">/</kbd>`
          : html`<button
              class="tool"
              aria-label="Clear the search"
              title="Clear the search (Esc)"
              @click=${this.#clear}
            >
              ${icons.close(13)}
            </button>`
      }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pl-query-field': QueryField;
  }
}
