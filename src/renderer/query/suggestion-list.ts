import { html, nothing, type TemplateResult } from 'lit';
import { keyFoot, type KeyHint } from '../parts/key-foot.ts';
import { colouredQuery } from './coloured-query.ts';
import type { Suggestion } from './suggestion.ts';

function toKeys(enter: SuggestionListProps['enter']): readonly KeyHint[] {
  return [
    { keys: ['↑', '↓'], does: 'choose' },
    { keys: ['Tab'], does: 'complete' },
    { keys: ['Enter'], does: enter },
    { keys: ['Esc'], does: 'close' },
  ];
}

export interface SuggestionListProps {
  readonly suggestions: readonly Suggestion[];
  /** Index of the one that Enter would insert, -1 for none. */
  readonly active: number;
  /** What Enter does in the field. */
  readonly enter: 'search' | 'take';
  readonly onTake: (suggestion: Suggestion) => void;
}

/** The list below the field, under a heading for each kind. The field keeps the focus. */
export function suggestionList({ suggestions, active, enter, onTake }: SuggestionListProps): TemplateResult {
  const groups = [...new Set(suggestions.map(({ group }) => group))];
  return html`<div
      class="list"
      id="list"
      role="listbox"
      aria-label="Suggestions"
      ?hidden=${suggestions.length === 0}
      @pointerdown=${keepFocus}
    >
      ${groups.map(
        (group) =>
          html`<div role="group" aria-label=${group}>
            <div class="heading" role="presentation">${group}</div>
            ${suggestions.map((suggestion, index) =>
              suggestion.group === group ? option(suggestion, index, index === active, onTake) : nothing,
            )}
          </div>`,
      )}
    </div>
    ${suggestions.length === 0 ? nothing : html`<div @pointerdown=${keepFocus}>${keyFoot(toKeys(enter))}</div>`}`;
}

function keepFocus(event: Event): void {
  event.preventDefault();
}

function option(
  suggestion: Suggestion,
  index: number,
  isActive: boolean,
  onTake: (suggestion: Suggestion) => void,
): TemplateResult {
  const { label, detail, count, candidate } = suggestion;
  const isQuestion = candidate === null && detail !== '';
  const isCode = candidate === null || label.endsWith(':');
  return html`<div
    id=${`option-${String(index)}`}
    role="option"
    class="option ${isActive ? 'active' : ''} ${isQuestion ? 'question' : ''}"
    aria-selected=${isActive}
    @click=${() => onTake(suggestion)}
  >
    <code class="ellipsis">${isCode ? colouredQuery(label) : label}</code>
    ${detail === '' ? nothing : html`<span class="detail hint ellipsis">${detail}</span>`}
    ${count === null ? nothing : html`<span class="count hint">${count.toLocaleString('en-GB')}<span class="sr-only"> events</span></span>`}
  </div>`;
}
