import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ServerView } from '../../core/ipc/overview.ts';
import type { ServerDraft } from '../../core/servers/server-draft.ts';
import type { RequestArgs } from '../../core/ipc/table.ts';
import { formatFingerprint } from '../../core/route/certificate.ts';
import type { ClientCertificateFiles } from '../../core/route/route.ts';
import { choiceField, field } from '../parts/field.ts';
import { bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';
import {
  certificateChoice,
  tlsOf,
  withCertificateChoice,
  withPin,
  type CertificateChoice,
  type ProxyKind,
} from './route-draft.ts';
import { fire } from '../parts/fire.ts';

type FileKind = RequestArgs<'chooseFile'>[0];

/** Certificates and proxy of a server, for the few who need them. Fires `pl-route` with the changed draft. */
@customElement('pl-route-fields')
export class RouteFields extends LitElement {
  static override styles = [
    base,
    fields,
    css`
      .ways {
        display: grid;
        gap: 12px;
        margin-top: 10px;
      }
      .row {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 8px;
        align-items: end;
      }
      .kept {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) accessor draft!: ServerDraft;
  /** The stored server, or `null` for a new one. */
  @property({ attribute: false }) accessor server: ServerView | null = null;

  #tell(draft: ServerDraft): void {
    fire(this, 'pl-route', draft);
  }

  async #choose(kind: FileKind, use: (path: string) => void): Promise<void> {
    const path = await bridge().chooseFile(kind);
    if (path !== null) use(path);
  }

  protected override render(): unknown {
    return html`<details>
      <summary>Certificates and proxy</summary>
      <div class="ways">
        ${this.#pin()} ${this.#authority()} ${this.#clientCertificate()} ${this.#proxy()}
      </div>
    </details>`;
  }

  #pin(): TemplateResult | typeof nothing {
    const { pin } = tlsOf(this.draft, this.server);
    if (pin === null) return nothing;
    return html`<div class="field">
      <span class="label">The one certificate that is trusted</span>
      <p class="kept">
        <span class="mono">${formatFingerprint(pin)}</span>
        <button
          class="btn small"
          type="button"
          @click=${() => this.#tell(withPin(this.draft, this.server, null))}
        >
          Trust it no more
        </button>
      </p>
    </div>`;
  }

  #authority(): TemplateResult {
    const { pin, caFile } = tlsOf(this.draft, this.server);
    const use = (path: string): void =>
      this.#tell({ ...this.draft, tls: { pin, caFile: path === '' ? null : path } });
    return this.#file('ca', 'Custom CA (PEM file, empty for those of this computer)', caFile ?? '', use);
  }

  #clientCertificate(): TemplateResult {
    const stored = this.server?.tls.clientCertificate ?? null;
    const { clientCertificate } = this.draft;
    return html`${choiceField<CertificateChoice>({
      id: 'client-kind',
      label: 'Client certificate',
      options: [
        ['none', 'None'],
        ...(stored === null ? [] : [['kept', 'The stored one'] as const]),
        ['pem', 'PEM: certificate and key'],
        ['pkcs12', 'PKCS #12 (.p12, .pfx)'],
      ],
      chosen: certificateChoice(this.draft, this.server),
      onChoose: (choice) => this.#tell(withCertificateChoice(this.draft, choice)),
    })}
    ${clientCertificate == null ? nothing : this.#certificateFiles(clientCertificate)}`;
  }

  #certificateFiles(files: ClientCertificateFiles): TemplateResult {
    const tell = (clientCertificate: ClientCertificateFiles): void =>
      this.#tell({ ...this.draft, clientCertificate });
    const places =
      files.kind === 'pem'
        ? html`${this.#file('client-certificate', 'Certificate (PEM file)', files.certificateFile, (path) => tell({ ...files, certificateFile: path }))}
          ${this.#file(
            'client-key',
            'Private key (PEM file, empty if it is in the same)',
            files.keyFile,
            (path) => tell({ ...files, keyFile: path }),
          )}`
        : this.#file('client-certificate', 'Archive (.p12 file)', files.archiveFile, (path) =>
            tell({ ...files, archiveFile: path }),
          );
    return html`${places}
    ${field({
      id: 'passphrase',
      label: 'Passphrase of the key',
      type: 'password',
      value: files.passphrase ?? '',
      placeholder: 'Empty if it has none',
      onInput: (passphrase) => tell({ ...files, passphrase }),
    })}`;
  }

  #proxy(): TemplateResult {
    const proxy = this.draft.proxy ?? this.server?.proxy ?? { kind: 'system' };
    return html`${choiceField<ProxyKind>({
      id: 'proxy',
      label: 'Proxy',
      options: [
        ['system', 'As this computer is set'],
        ['none', 'None'],
        ['url', 'This one'],
      ],
      chosen: proxy.kind,
      onChoose: (kind) => this.#tell({ ...this.draft, proxy: kind === 'url' ? { kind, url: '' } : { kind } }),
    })}
    ${proxy.kind === 'url' ? this.#proxyFields(proxy.url) : nothing}`;
  }

  #proxyFields(url: string): TemplateResult {
    const { user, password } = this.draft.proxyLogin ?? { user: '', password: '' };
    const isKept =
      this.server?.proxy.kind === 'url' && this.server.proxy.login && this.draft.proxyLogin === undefined;
    const tellLogin = (part: Partial<{ user: string; password: string }>): void => {
      const login = { user, password, ...part };
      this.#tell({ ...this.draft, proxyLogin: login.user === '' && login.password === '' ? null : login });
    };
    return html`${field({
      id: 'proxy-url',
      label: 'Address of the proxy',
      value: url,
      placeholder: 'http://proxy.example:3128',
      onInput: (text) => this.#tell({ ...this.draft, proxy: { kind: 'url', url: text } }),
    })}
    ${field({
      id: 'proxy-user',
      label: 'User name for the proxy',
      value: user,
      placeholder: isKept ? 'Stored. Leave empty to keep it' : 'Empty if it asks for none',
      onInput: (text) => tellLogin({ user: text }),
    })}
    ${field({
      id: 'proxy-password',
      label: 'Password for the proxy',
      type: 'password',
      value: password,
      placeholder: isKept ? 'Stored. Leave empty to keep it' : '',
      onInput: (text) => tellLogin({ password: text }),
    })}`;
  }

  #file(kind: FileKind, label: string, path: string, use: (path: string) => void): TemplateResult {
    return html`<div class="row">
      ${field({ id: kind, label, value: path, onInput: use })}
      <button
        class="btn"
        type="button"
        aria-label=${`Choose: ${label}`}
        @click=${() => void this.#choose(kind, use)}
      >
        Choose…
      </button>
    </div>`;
  }
}
