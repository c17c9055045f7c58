import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ServerView, SignInAnswer } from '../../core/ipc/overview.ts';
import { toMendStep } from '../../core/view/mend-step.ts';
import { judgeSecret, type Verdict } from '../../core/view/server-verdict.ts';
import { field } from '../parts/field.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';
import { CREDENTIAL_KINDS } from './credential-kinds.ts';
import { toDraft } from './server-draft.ts';
import './sign-in-panel.ts';
import './trust-panel.ts';

/**
 * The step that a person must take before a server can be reached: paste another secret, or decide about its certificate.
 * Empty for a server that needs neither.
 */
@customElement('pl-mend-server')
export class MendServer extends LitElement {
  static override styles = [
    base,
    fields,
    css`
      :host {
        text-align: left;
      }
      .secret {
        display: flex;
        align-items: end;
        gap: 8px;
      }
      .secret .field {
        flex: 1;
        position: relative;
      }
      .secret .btn {
        height: 34px;
        margin-bottom: 23px;
      }
      .trouble {
        margin-top: 6px;
        color: var(--bad);
      }
    `,
  ];

  @property({ attribute: false }) accessor server!: ServerView;
  @state() accessor secret = '';
  @state() accessor asked = false;
  @state() accessor trouble = '';
  @state() accessor signingIn = false;
  /** Fingerprint of the certificate that a person refused. */
  @state() accessor refused = '';

  /** A sign-in begins with a press, and never because the server is refused another time. */
  protected override willUpdate(): void {
    if (toMendStep(this.server.state).kind !== 'secret') this.signingIn = false;
  }

  protected override render(): unknown {
    const step = toMendStep(this.server.state);
    switch (step.kind) {
      case 'secret':
        return this.#secret();
      case 'certificate': {
        const { certificate, pinned } = step;
        return html`${
          this.refused === certificate.fingerprint
            ? html`<button class="btn small" @click=${() => (this.refused = '')}>
                Look at the certificate again
              </button>`
            : html`<pl-trust-panel
                .certificate=${certificate}
                .pinned=${pinned}
                .host=${new URL(this.server.baseUrl).hostname}
                @pl-trust=${() => ask(this.#trust(certificate.fingerprint))}
                @pl-refuse=${() => (this.refused = certificate.fingerprint)}
              ></pl-trust-panel>`
        }
        ${this.#troubleLine()}`;
      }
      case 'reconnect':
      case 'nothing':
        return nothing;
    }
  }

  /** A sign-in that is over needs another one; nothing is typed here. */
  #signInAgain(): TemplateResult {
    return html`${
      this.signingIn
        ? html`<pl-sign-in-panel
            .draft=${toDraft(this.server)}
            @pl-answer=${this.#onAnswer}
          ></pl-sign-in-panel>`
        : html`<button class="btn primary" @click=${() => (this.signingIn = true)}>Sign in again</button>`
    }
    ${this.#troubleLine()}`;
  }

  readonly #onAnswer = ({ detail }: CustomEvent<SignInAnswer>): void => {
    this.signingIn = false;
    this.trouble = detail.ok || detail.isCancelled === true ? '' : detail.message;
  };

  #secret(): TemplateResult | typeof nothing {
    if (this.server.credentialKind === 'sign-in') return this.#signInAgain();
    const kind = CREDENTIAL_KINDS.find((words) => words.kind === this.server.credentialKind);
    if (kind === undefined || kind.secretLabel === '') return nothing;
    return html`<form class="secret" novalidate @submit=${this.#onSubmit}>
        ${field({
          id: 'secret',
          label: kind.kind === 'bearer' ? 'Paste a new token' : kind.secretLabel,
          type: 'password',
          value: this.secret,
          placeholder: 'Paste it here',
          verdict: this.#verdict(),
          onInput: (secret) => {
            this.secret = secret;
            this.trouble = '';
          },
        })}
        <button class="btn primary" type="submit">Connect</button>
      </form>
      ${this.#troubleLine()}`;
  }

  #verdict(): Verdict {
    return judgeSecret(this.server.credentialKind, this.secret, false, this.asked);
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    this.asked = true;
    if (this.#verdict().tone === 'bad') {
      this.renderRoot.querySelector<HTMLElement>('#secret')?.focus();
      return;
    }
    ask(this.#connect());
  };

  async #connect(): Promise<void> {
    const result = await bridge().saveServer({ ...toDraft(this.server), secret: this.secret });
    this.trouble = result.ok ? '' : result.message;
    if (!result.ok) return;
    this.secret = '';
    this.asked = false;
  }

  async #trust(fingerprint: string): Promise<void> {
    this.trouble = (await bridge().trustCertificate(this.server.id, fingerprint)) ?? '';
  }

  #troubleLine(): TemplateResult | typeof nothing {
    return this.trouble === '' ? nothing : html`<p class="trouble" role="alert">${this.trouble}</p>`;
  }
}
