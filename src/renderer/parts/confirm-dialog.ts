import { html, type TemplateResult } from 'lit';

export interface ConfirmDialogProps {
  /** A question. */
  readonly title: string;
  /** What will be gone, and what will not. */
  readonly text: string;
  /** The word on the button that does it. */
  readonly verb: string;
  readonly onConfirm: () => void;
}

/**
 * The question before something is gone for good; the answer that keeps it has the focus. The host opens it with
 * `showModal()` and has the styles of `dialog` and `buttons`.
 */
export function confirmDialog({ title, text, verb, onConfirm }: ConfirmDialogProps): TemplateResult {
  return html`<dialog aria-labelledby="confirm">
    <div class="dialog-head"><h2 id="confirm">${title}</h2></div>
    <p>${text}</p>
    <div class="dialog-actions">
      <button class="btn" autofocus @click=${closeDialog}>Keep it</button>
      <button
        class="btn danger"
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
