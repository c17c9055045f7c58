import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { SignInAnswer, SignInProgress } from '../../core/ipc/overview.ts';
import type { ServerDraft } from '../../core/servers/server-draft.ts';
import { fire } from '../parts/fire.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { spinner } from '../styles/spinner.ts';

/**
 * Signs in for as long as it is there: what to do in the browser, the address to copy, and the way out. Fires `pl-answer` with a
 * `SignInAnswer`.
 */
@customElement('pl-sign-in-panel')
export class SignInPanel extends LitElement {
  static override styles = [
    base,
    spinner,
    css`
      .panel {
        display: grid;
        gap: 8px;
        padding: 14px 16px;
        border: 1px solid var(--line);
        border-radius: 10px;
        text-align: left;
        overflow-wrap: anywhere;
      }
      .state {
        display: flex;
        gap: 9px;
        align-items: center;
        font-weight: 600;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        margin-top: 4px;
      }
    `,
  ];

  /** The server, without a secret. */
  @property({ attribute: false }) accessor draft!: ServerDraft;
  @state() accessor progress: SignInProgress = { kind: 'asking' };
  @state() accessor isCopied = false;
  #undo: (() => void) | null = null;
  #isOver = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#undo = bridge().on('signIn', (progress) => (this.progress = progress));
    ask(this.#signIn());
  }

  /** The button that was pressed has gone; a keyboard goes on here. */
  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('.panel')?.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#undo?.();
    if (!this.#isOver) ask(bridge().cancelSignIn());
  }

  async #signIn(): Promise<void> {
    const answer = await bridge()
      .signIn(this.draft)
      .catch((error: unknown): SignInAnswer => {
        const message = error instanceof Error ? error.message : 'This did not work. Try it again.';
        return { ok: false, field: 'form', message };
      });
    this.#isOver = true;
    fire(this, 'pl-answer', answer);
  }

  protected override render(): unknown {
    return html`<div class="panel" role="status" tabindex="-1">
      ${this.#words()}
      <div class="actions">
        ${
          this.progress.kind === 'waiting'
            ? html`<button
                  class="btn small"
                  type="button"
                  @click=${() => ask(bridge().signInAddress('open'))}
                >
                  Open the browser again
                </button>
                <button class="btn small" type="button" @click=${this.#onCopy}>
                  ${this.isCopied ? 'Copied' : 'Copy the address'}
                </button>`
            : nothing
        }
        <button class="btn small" type="button" @click=${() => ask(bridge().cancelSignIn())}>Cancel</button>
      </div>
    </div>`;
  }

  readonly #onCopy = (): void => {
    this.isCopied = true;
    ask(bridge().signInAddress('copy'));
  };

  #words(): TemplateResult {
    const { progress } = this;
    switch (progress.kind) {
      case 'asking':
        return html`<p class="state"><i class="spinner"></i>Asking Home Assistant how to sign in.</p>`;
      case 'finishing':
        return html`<p class="state"><i class="spinner"></i>The browser is back. Signing in.</p>`;
      case 'waiting':
        return html`<p class="state">
            <i class="spinner"></i>${
              progress.isOpen
                ? 'Sign in in your browser, as an administrator.'
                : 'The browser could not be opened.'
            }
          </p>
          <p class="hint">
            ${
              progress.isOpen
                ? `It shows the login page of ${progress.host}. Porchlight goes on by itself and waits five minutes.`
                : 'Copy the address, and open it in a browser on this computer. Porchlight waits five minutes.'
            }
          </p>
          <p class="hint">
            The page and your profile in Home Assistant call Porchlight ${progress.listedAs}.
          </p>`;
    }
  }
}
