import { css, html, LitElement, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { fire } from '../parts/fire.ts';
import { base } from '../styles/base.ts';
import { buttons } from '../styles/controls.ts';
import { dialog } from '../styles/dialog.ts';

/** What a person is asked before anything leaves. */
export interface SendQuestion {
  /** "This turns on light.hall in Home." */
  readonly sentence: string;
  /** `POST /api/services/light/turn_on` */
  readonly request: string;
  readonly body: string;
}

/** Longest body that is shown; the rest is said to be there. */
const MAX_BODY_CHARS = 4_000;

/** The question before sending. The answer no has the focus. Fires `pl-confirmed`. */
@customElement('pl-confirm-send')
export class ConfirmSend extends LitElement {
  static override styles = [
    base,
    buttons,
    dialog,
    css`
      dialog {
        width: 480px;
      }
      .sentence {
        font-size: 14px;
        overflow-wrap: anywhere;
      }
      pre {
        max-height: 200px;
        margin: 14px 0 0;
        padding: 10px 12px;
        overflow: auto;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--sunken);
        color: var(--dim);
        font: 11.5px/1.6 var(--mono);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @state() accessor question: SendQuestion | null = null;

  async open(question: SendQuestion): Promise<void> {
    this.question = question;
    await this.updateComplete;
    this.#dialog?.showModal();
  }

  get #dialog(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  readonly #onYes = (): void => {
    this.#dialog?.close();
    fire(this, 'pl-confirmed');
  };

  protected override render(): unknown {
    const { question } = this;
    return html`<dialog
      aria-labelledby="title"
      aria-describedby="sentence"
      @close=${() => {
        this.question = null;
      }}
    >
      <div class="dialog-head"><h2 id="title">Send it?</h2></div>
      ${
        question === null
          ? nothing
          : html`<p class="sentence" id="sentence">${question.sentence}</p>
              <pre tabindex="0" aria-label="The request">
${question.request}
${question.body.slice(0, MAX_BODY_CHARS)}${question.body.length > MAX_BODY_CHARS ? '\n…' : ''}</pre>`
      }
      <div class="dialog-actions">
        <button
          class="btn"
          autofocus
          @click=${() => {
            this.#dialog?.close();
          }}
        >
          Cancel
        </button>
        <button class="btn primary" @click=${this.#onYes}>Send it</button>
      </div>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pl-confirm-send': ConfirmSend;
  }
}
