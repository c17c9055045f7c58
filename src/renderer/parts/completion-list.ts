import { css, html, nothing, type TemplateResult } from 'lit';

/** One value that may be taken. */
export interface Completion {
  readonly value: string;
  /** A few words beside it, or empty. */
  readonly note: string;
}

export interface CompletionListProps {
  readonly label: string;
  readonly completions: readonly Completion[];
  /** Index of the one that Enter would take, -1 for none. */
  readonly active: number;
  readonly onTake: (value: string) => void;
}

/** The list below a field, which keeps the focus. The field names it in `aria-controls` as `list`. */
export function completionList({ label, completions, active, onTake }: CompletionListProps): TemplateResult {
  return html`<ul
    class="completions"
    id="list"
    role="listbox"
    aria-label=${label}
    ?hidden=${completions.length === 0}
  >
    ${completions.map(
      ({ value, note }, index) =>
        html`<li
          id=${`option-${String(index)}`}
          role="option"
          class=${index === active ? 'active' : ''}
          aria-selected=${index === active}
          @pointerdown=${(event: Event) => {
            event.preventDefault();
            onTake(value);
          }}
        >
          <span>${value}</span>${note === '' ? nothing : html`<span class="note">${note}</span>`}
        </li>`,
    )}
  </ul>`;
}

/** For `aria-activedescendant` of the field. */
export function activeCompletion({
  completions,
  active,
}: Pick<CompletionListProps, 'completions' | 'active'>): string | typeof nothing {
  return active >= 0 && active < completions.length ? `option-${String(active)}` : nothing;
}

/** The field's host is what the list hangs below. */
export const completionListStyles = css`
  :host {
    display: block;
    position: relative;
  }
  .completions {
    position: absolute;
    z-index: 10;
    left: 0;
    right: 0;
    top: calc(100% + 4px);
    max-height: 264px;
    overflow-y: auto;
    padding: 4px;
    border: 1px solid var(--line-strong);
    border-radius: 9px;
    background: var(--raised);
    box-shadow: var(--shadow);
  }
  .completions li {
    display: flex;
    gap: 12px;
    padding: 4px 8px;
    border-radius: 6px;
    font: 12px/18px var(--mono);
  }
  .completions li span:first-child {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .completions .note {
    color: var(--dim);
    font: 11px/18px var(--sans);
    font-variant-numeric: tabular-nums;
  }
  .completions li.active {
    background: var(--accent-bg);
    color: var(--accent-text);
  }
  .completions li.active .note {
    color: inherit;
  }
  @media (forced-colors: active) {
    .completions li.active {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;
