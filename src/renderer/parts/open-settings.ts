import { html, type TemplateResult } from 'lit';
import { fire } from './fire.ts';

/** A button that opens the settings. */
export function openSettings(): TemplateResult {
  return html`<button
    class="btn small"
    @click=${({ currentTarget }: Event) => {
      if (currentTarget) fire(currentTarget, 'pl-page', 'settings');
    }}
  >
    Open Settings
  </button>`;
}
