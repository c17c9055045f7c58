import { html, LitElement, type TemplateResult } from 'lit';
import { query } from 'lit/decorators.js';
import { icons } from './icons.ts';

/** A component that is a modal dialog with a title and a cross that closes it. */
export class DialogElement extends LitElement {
  @query('dialog') accessor dialog!: HTMLDialogElement | null;

  protected readonly close = (): void => this.dialog?.close();

  protected frame(title: string, body: unknown): TemplateResult {
    return html`<dialog aria-labelledby="title">
      <div class="dialog-head">
        <h2 id="title">${title}</h2>
        <button class="btn ghost icon" aria-label="Close" @click=${this.close}>${icons.close(15)}</button>
      </div>
      ${body}
    </dialog>`;
  }
}
