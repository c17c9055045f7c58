import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import {
  describeIssuer,
  formatCertificateDay,
  formatFingerprint,
  type CertificateFacts,
} from '../../core/route/certificate.ts';
import { icons } from '../parts/icons.ts';
import { base } from '../styles/base.ts';
import { fire } from '../parts/fire.ts';

/**
 * The question about a certificate that no authority signed, or that has changed: its facts, and what
 * each answer means. Fires `pl-trust` or `pl-refuse`. Nothing secret is sent before the answer.
 */
@customElement('pl-trust-panel')
export class TrustPanel extends LitElement {
  static override styles = [
    base,
    css`
      section {
        display: grid;
        gap: 10px;
        padding: 14px 16px;
        border: 1px solid var(--line-strong);
        border-radius: 10px;
        background: var(--sunken);
      }
      section.changed {
        border-color: var(--bad-line);
      }
      h3 {
        display: flex;
        gap: 8px;
        align-items: center;
        font-size: 13px;
        font-weight: 650;
      }
      .changed h3,
      .wrong {
        color: var(--bad);
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 4px 14px;
      }
      dt {
        color: var(--dim);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
      ul {
        display: grid;
        gap: 4px;
        color: var(--dim);
      }
    `,
  ];

  @property({ attribute: false }) accessor certificate!: CertificateFacts;
  /** Fingerprint of the one that was trusted until now; `null` when there was none. */
  @property({ attribute: false }) accessor pinned: string | null = null;
  /** The server's name in the URL. */
  @property() accessor host = '';

  protected override render(): unknown {
    const { certificate, pinned } = this;
    const isChanged = pinned !== null;
    return html`<section class=${isChanged ? 'changed' : ''} aria-labelledby="question">
      <h3 id="question">
        ${isChanged ? icons.warning(16) : icons.key(16)}
        ${isChanged ? 'The certificate has changed. Trust the new one?' : 'Trust this certificate?'}
      </h3>
      <dl>
        <dt>For</dt>
        <dd>
          ${certificate.names.join(', ') || 'no name'}
          ${certificate.coversHost ? nothing : html`<span class="wrong">(not for ${this.host})</span>`}
        </dd>
        <dt>Signed by</dt>
        <dd>${describeIssuer(certificate)}</dd>
        <dt>Valid</dt>
        <dd>
          ${formatCertificateDay(certificate.validFrom)} to ${formatCertificateDay(certificate.validTo)}
        </dd>
        ${isChanged ? this.#fingerprint('Trusted until now', pinned) : nothing}
        ${this.#fingerprint(isChanged ? 'Shown now' : 'SHA-256', certificate.fingerprint)}
      </dl>
      <ul>
        <li>
          <b>Trust it</b> if the server has this very fingerprint. Porchlight then connects while the server
          shows this certificate, and stops when it shows another.
        </li>
        <li>
          <b>Do not trust it</b> if you expected a certificate from a public authority, or can't compare.
          ${isChanged ? 'Somebody may be in between. ' : ''}Nothing was sent, and nothing will be.
        </li>
      </ul>
      <div class="actions">
        <button
          class="btn small ${isChanged ? 'danger' : 'primary'}"
          type="button"
          @click=${() => fire(this, 'pl-trust')}
        >
          ${isChanged ? 'Trust the new certificate' : 'Trust this certificate'}
        </button>
        <button class="btn small" type="button" @click=${() => fire(this, 'pl-refuse')}>
          Do not trust it
        </button>
      </div>
    </section>`;
  }

  #fingerprint(label: string, fingerprint: string): TemplateResult {
    return html`<dt>${label}</dt>
      <dd class="mono">
        ${formatFingerprint(fingerprint)
          .split(/(?<=:)/)
          .map((pair) => html`${pair}<wbr />`)}
      </dd>`;
  }
}
