import { html, type TemplateResult } from 'lit';
import { icons } from './icons.ts';

/** Title of a dialog, with the button that closes it. The host has the styles of `dialog`. */
export function dialogHead(title: string): TemplateResult {
  return html`<div class="dialog-head">
    <h2 id="title">${title}</h2>
    <button class="btn ghost icon" aria-label="Close" @click=${closeDialog}>${icons.close(15)}</button>
  </div>`;
}

/**
 * The question before an action that can't be undone; the answer no has the focus. The host opens it with `showModal()` and
 * has the styles of `dialog`.
 */
export function confirmDialog(props: {
  /** A question. */
  readonly title: string;
  /** The consequences. */
  readonly text: unknown;
  /** The label of the confirming button. */
  readonly verb: string;
  /** The class of that button. */
  readonly look?: 'danger' | 'primary';
  /** The label of the other button. */
  readonly keep?: string;
  readonly onConfirm: () => void;
}): TemplateResult {
  const { title, text, verb, look = 'danger', keep = 'Keep it', onConfirm } = props;
  return html`<dialog aria-labelledby="confirm" aria-describedby="confirm-text">
    <div class="dialog-head"><h2 id="confirm">${title}</h2></div>
    <div id="confirm-text">${text}</div>
    <div class="dialog-actions">
      <button class="btn" autofocus @click=${closeDialog}>${keep}</button>
      <button
        class="btn ${look}"
        @click=${(event: Event) => {
          closeDialog(event);
          onConfirm();
        }}
      >
        ${verb}
      </button>
    </div>
  </dialog>`;
}

function closeDialog({ currentTarget }: Event): void {
  if (currentTarget instanceof HTMLElement) currentTarget.closest('dialog')?.close();
}
