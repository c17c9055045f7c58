import { html, nothing, type TemplateResult } from 'lit';

/** A few choices side by side, one of them on. `title` says more where a pointer rests. */
export function segments<T>(
  label: string,
  options: readonly { readonly value: T; readonly label: string; readonly title?: string }[],
  chosen: T,
  onChoose: (value: T) => void,
): TemplateResult {
  return html`<div class="segments" role="group" aria-label=${label}>
    ${options.map(
      (option) =>
        html`<button
          aria-pressed=${option.value === chosen}
          title=${option.title ?? nothing}
          @click=${() => onChoose(option.value)}
        >
          ${option.label}
        </button>`,
    )}
  </div>`;
}
