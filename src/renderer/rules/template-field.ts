import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { describeTemplateError, parseTemplate } from '../../core/rules/template.ts';
import { completeTemplate, takeName, type TemplateCompletion } from '../../core/rules/template-completion.ts';
import { keepOption, moveOption } from '../../core/view/option-list.ts';
import { textOf, verdictLine } from '../parts/field.ts';
import { fire } from '../parts/fire.ts';
import { keyFootStyles } from '../parts/key-foot.ts';
import { suggestionList } from '../query/suggestion-list.ts';
import type { Suggestion } from '../query/suggestion.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';
import { options } from '../styles/options.ts';

/** A text with names in it, which are completed at the caret. Fires `pl-template` with each new text, and `pl-enter`. */
@customElement('pl-template-field')
export class TemplateField extends LitElement {
  static override styles = [
    base,
    fields,
    options,
    keyFootStyles,
    css`
      :host {
        position: relative;
        min-width: 0;
      }
      .drop {
        position: absolute;
        z-index: 12;
        inset: calc(100% - 16px) 0 auto;
      }
      .list {
        max-height: min(260px, 40vh);
      }
      .option code {
        flex: none;
        min-width: 84px;
        font: 12.5px/20px var(--mono);
      }
      .option .detail {
        flex: 1;
        min-width: 0;
      }
    `,
  ];

  @property() accessor label = '';
  @property() accessor value = '';
  /** What is said without a text of its own. */
  @property() accessor placeholder = '';
  @property({ type: Number }) accessor maxlength = 200;
  @state() accessor completion: TemplateCompletion | null = null;
  @state() accessor active = -1;
  #caret: number | null = null;

  get #input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  get #suggestions(): readonly Suggestion[] {
    return (this.completion?.names ?? []).map(([label, detail]) => {
      return {
        group: 'Names',
        label,
        detail,
        count: null,
        candidate: { insert: label, words: '', isWhole: true },
      };
    });
  }

  protected override updated(): void {
    if (this.#caret !== null) this.#input?.setSelectionRange(this.#caret, this.#caret);
    this.#caret = null;
    this.renderRoot.querySelector('.option.active')?.scrollIntoView({ block: 'nearest' });
  }

  #type(text: string): void {
    this.value = text;
    this.dispatchEvent(new CustomEvent<string>('pl-template', { detail: text }));
  }

  #offer(isAsked: boolean): void {
    const caret = this.#input?.selectionStart ?? this.value.length;
    const before = this.#suggestions;
    const next = completeTemplate(this.value, caret, isAsked);
    this.completion = next === null || next.names.length === 0 ? null : next;
    this.active = keepOption(this.active, before, this.#suggestions, ({ label }) => label);
  }

  #close(): void {
    this.completion = null;
    this.active = -1;
  }

  #take(name: string): void {
    if (this.completion === null) return;
    const taken = takeName(this.value, this.completion, name);
    this.#close();
    this.#caret = taken.caret;
    this.#type(taken.text);
    this.#input?.focus();
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const suggestions = this.#suggestions;
    const isListed = suggestions.length > 0;
    const next = isListed ? moveOption(event.key, this.active, suggestions.length) : null;
    const chosen = suggestions[this.active] ?? (event.key === 'Tab' ? suggestions[0] : undefined);
    if (next !== null) this.active = next;
    else if (event.key === 'ArrowDown') this.#offer(true);
    else if ((event.key === 'Enter' || event.key === 'Tab') && isListed && chosen !== undefined)
      this.#take(chosen.label);
    else if (event.key === 'Enter') fire(this, 'pl-enter');
    else if (event.key === 'Escape' && isListed) this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  protected override render(): unknown {
    const suggestions = this.#suggestions;
    const isListed = suggestions.length > 0;
    const parsed = parseTemplate(this.value);
    const isTyping = this.completion !== null;
    const error = parsed.ok || isTyping ? '' : describeTemplateError(parsed.error);
    const text = error.charAt(0).toUpperCase() + error.slice(1);
    return html`<div class="field">
        <label class="label" for="text">${this.label}</label>
        <input
          id="text"
          type="text"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded=${isListed}
          aria-controls="list"
          aria-activedescendant=${isListed && this.active >= 0 ? `option-${String(this.active)}` : nothing}
          aria-describedby="text-verdict"
          aria-invalid=${!parsed.ok}
          autocomplete="off"
          maxlength=${this.maxlength}
          placeholder=${this.placeholder}
          .value=${this.value}
          @input=${(event: Event) => {
            this.#type(textOf(event));
            this.#offer(false);
          }}
          @blur=${() => this.#close()}
          @keydown=${this.#onKeyDown}
        />
        ${verdictLine({ tone: text === '' ? 'none' : 'bad', text }, 'text-verdict')}
      </div>
      <div class="drop raised" ?hidden=${!isListed}>
        ${suggestionList({
          suggestions,
          active: this.active,
          enter: 'take',
          onTake: ({ label }) => this.#take(label),
        })}
      </div>`;
  }
}
