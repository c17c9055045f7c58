import { html, type TemplateResult } from 'lit';

/** A button that leads to the settings, wherever it stands. */
export function openSettings(): TemplateResult {
  return html`<button
    class="btn small"
    @click=${({ currentTarget }: Event) => {
      currentTarget?.dispatchEvent(
        new CustomEvent('pl-page', { detail: 'settings', bubbles: true, composed: true }),
      );
    }}
  >
    Open Settings
  </button>`;
}
