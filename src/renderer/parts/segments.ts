import { html, nothing, type TemplateResult } from 'lit';
import { roveBy } from './rove.ts';

const roveByButton = roveBy('button');

/** A few choices side by side, one of them on, and one stop of the Tab key. `title` says more where a pointer rests. */
export function segments<T>(
  label: string,
  options: readonly { readonly value: T; readonly label: string; readonly title?: string }[],
  chosen: T,
  onChoose: (value: T) => void,
): TemplateResult {
  const stop = Math.max(
    0,
    options.findIndex(({ value }) => value === chosen),
  );
  return html`<div class="segments" role="group" aria-label=${label} @keydown=${roveByButton}>
    ${options.map(
      (option, place) =>
        html`<button
          tabindex=${place === stop ? 0 : -1}
          aria-pressed=${option.value === chosen}
          title=${option.title ?? nothing}
          @click=${() => onChoose(option.value)}
        >
          ${option.label}
        </button>`,
    )}
  </div>`;
}
