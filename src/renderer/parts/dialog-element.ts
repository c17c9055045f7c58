import { html, LitElement, type TemplateResult } from 'lit';
import { query } from 'lit/decorators.js';
import { dialogHead } from './confirm-dialog.ts';

/** A component that is a modal dialog with a title and a cross that closes it. */
export class DialogElement extends LitElement {
  @query('dialog') accessor dialog!: HTMLDialogElement | null;

  protected readonly close = (): void => this.dialog?.close();

  protected frame(title: string, body: unknown): TemplateResult {
    return html`<dialog aria-labelledby="title">${dialogHead(title)} ${body}</dialog>`;
  }
}
