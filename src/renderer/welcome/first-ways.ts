import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Overview } from '../../core/ipc/overview.ts';
import type { CredentialKind } from '../../core/servers/credential.ts';
import type { ServerDraft } from '../../core/servers/server-draft.ts';
import { FIRST_WORDS } from '../../core/view/first-minute-words.ts';
import { judgeSecret, type Verdict } from '../../core/view/server-verdict.ts';
import { field } from '../parts/field.ts';
import { fire } from '../parts/fire.ts';
import { icons } from '../parts/icons.ts';
import { radioCards } from '../parts/radio-cards.ts';
import { describeSecretPlace } from '../parts/secret-badge.ts';
import { CREDENTIAL_KINDS } from '../servers/credential-kinds.ts';
import { stepListStyles } from '../servers/server-field-styles.ts';
import { tokenSteps } from '../servers/form-parts.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';

/**
 * The ways to sign in: in the browser first, then a token and the passwords of old servers. Fires `pl-way` with a changed part of the
 * draft, `pl-sign-in`, and `pl-connect` once there is a secret.
 */
@customElement('pl-first-ways')
export class FirstWays extends LitElement {
  static override styles = [
    base,
    fields,
    css`
      form {
        display: grid;
        gap: 12px;
      }
      .way {
        display: grid;
        gap: 6px;
        justify-items: start;
      }
      .way .btn {
        height: 36px;
        padding: 0 16px;
      }
      ${stepListStyles}
    `,
  ];

  @property({ attribute: false }) accessor draft!: ServerDraft;
  @property({ attribute: false }) accessor secrets!: Overview['secrets'];
  /** The server has no sign-in by browser. */
  @property({ type: Boolean, attribute: false }) accessor isOld = false;
  /** The secret as it stands was refused; the checklist says why. */
  @property({ type: Boolean, attribute: false }) accessor isRefused = false;
  @state() accessor asked = false;

  /** Goes to the next step: the button of the sign-in, or the field. */
  focusNext(): void {
    this.renderRoot.querySelector<HTMLElement>('#secret, [type=submit]')?.focus();
  }

  get #secretLabel(): string {
    const { credentialKind } = this.draft;
    return CREDENTIAL_KINDS.find(({ kind }) => kind === credentialKind)?.secretLabel ?? '';
  }

  get #verdict(): Verdict {
    const { draft, isRefused, asked, secrets } = this;
    if (isRefused) return { tone: 'bad', text: FIRST_WORDS.refused };
    const verdict = judgeSecret(draft.credentialKind, draft.secret ?? '', false, asked);
    if (verdict.text !== '') return verdict;
    return { tone: 'none', text: describeSecretPlace(secrets.place, secrets.label).long };
  }

  #choose(credentialKind: CredentialKind): void {
    this.asked = false;
    fire(this, 'pl-way', { credentialKind });
  }

  readonly #onSubmit = (event: Event): void => {
    event.preventDefault();
    const { credentialKind, secret = '' } = this.draft;
    if (credentialKind === 'sign-in') {
      fire(this, 'pl-sign-in');
      return;
    }
    this.asked = true;
    // A refused secret is not sent again: it would be another failed login.
    if (this.isRefused || judgeSecret(credentialKind, secret, false, true).tone === 'bad') this.focusNext();
    else fire(this, 'pl-connect');
  };

  protected override render(): unknown {
    const isSignIn = this.draft.credentialKind === 'sign-in';
    return html`<form novalidate @submit=${this.#onSubmit}>
      ${
        isSignIn
          ? html`<div class="way">
              <button class="btn primary" type="submit">${icons.out()}${FIRST_WORDS.signIn}</button>
              <p class="hint">${FIRST_WORDS.signInHint}</p>
            </div>`
          : nothing
      }
      ${this.isOld && this.draft.credentialKind === 'password' ? html`<p class="hint">${FIRST_WORDS.oldServer}</p>` : nothing}
      ${this.#otherWays()}
      ${
        isSignIn
          ? nothing
          : html`${this.#secretField()}
              <div class="actions">
                <button class="btn primary" type="submit">${FIRST_WORDS.connect}</button>
              </div>`
      }
    </form>`;
  }

  #otherWays(): TemplateResult {
    const cards = CREDENTIAL_KINDS.filter(({ kind }) => !this.isOld || kind !== 'sign-in').map(
      ({ kind, name, explanation }) => [kind, name, explanation] as const,
    );
    return html`<details>
      <summary>${this.isOld ? FIRST_WORDS.otherOldWays : FIRST_WORDS.otherWays}</summary>
      <div class="kinds" role="radiogroup" aria-label=${FIRST_WORDS.ways}>
        ${radioCards('kind', cards, this.draft.credentialKind, (kind) => this.#choose(kind))}
      </div>
    </details>`;
  }

  #secretField(): TemplateResult | typeof nothing {
    const label = this.#secretLabel;
    if (label === '') return nothing;
    return html`${field({
      id: 'secret',
      label,
      type: 'password',
      value: this.draft.secret ?? '',
      placeholder: 'Paste it here',
      verdict: this.#verdict,
      onInput: (secret) => fire(this, 'pl-way', { secret }),
    })}
    ${this.draft.credentialKind === 'bearer' ? tokenSteps((this.draft.secret ?? '') === '') : nothing}`;
  }
}
