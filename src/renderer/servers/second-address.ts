import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { describeSecondSecret, SECOND_ADDRESS_WORDS } from '../../core/view/address-words.ts';
import type { ServerView, SignInAnswer } from '../../core/ipc/overview.ts';
import type { AddressPlace } from '../../core/servers/profile.ts';
import type { AddressDraft, ServerDraft } from '../../core/servers/server-draft.ts';
import { isPrivateHost, parseBaseUrl } from '../../core/servers/base-url.ts';
import { field, verdictLine } from '../parts/field.ts';
import { radioCards } from '../parts/radio-cards.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';
import { hostOf, withPin } from './route-draft.ts';
import './route-fields.ts';
import { toDraft } from './server-draft.ts';
import './trust-panel.ts';

/** Another address of a server: add, change and remove it. Main checks that it is the same server before it gets a secret. */
@customElement('pl-second-address')
export class SecondAddress extends LitElement {
  static override styles = [
    base,
    fields,
    css`
      form,
      fieldset {
        display: grid;
        gap: 10px;
      }
      form {
        margin-top: 12px;
      }
      fieldset {
        padding: 0;
        border: 0;
      }
      h3 {
        font-size: 13px;
        font-weight: 600;
      }
      section {
        margin-top: 18px;
        padding-top: 14px;
        border-top: 1px dashed var(--line);
      }
    `,
  ];

  @property({ attribute: false }) accessor server!: ServerView;
  @state() accessor open = false;
  /** The address with its certificates and proxy, as a form of a server has them. */
  @state() accessor draft: ServerDraft | null = null;
  /** As chosen; `null` as the address says. */
  @state() accessor chosenPlace: AddressPlace | null = null;
  @state() accessor refusal: Extract<SignInAnswer, { ok: false }> | null = null;
  @state() accessor checking = false;

  /** The server as it is by its second address, or would be. */
  get #there(): ServerView {
    const { second } = this.server;
    return second === undefined
      ? {
          ...this.server,
          baseUrl: '',
          tls: { pin: null, caFile: null, clientCertificate: null },
          proxy: { kind: 'system' },
        }
      : { ...this.server, baseUrl: second.baseUrl, tls: second.tls, proxy: second.proxy };
  }

  get #draft(): ServerDraft {
    return this.draft ?? toDraft(this.#there);
  }

  get #place(): AddressPlace {
    const { second } = this.server;
    if (this.chosenPlace !== null) return this.chosenPlace;
    if (second !== undefined) return second.place;
    const parsed = parseBaseUrl(this.#draft.url);
    if (parsed.ok) return isPrivateHost(new URL(parsed.baseUrl).hostname) ? 'inside' : 'outside';
    return isPrivateHost(new URL(this.server.baseUrl).hostname) ? 'outside' : 'inside';
  }

  readonly #onSubmit = async (event?: Event): Promise<void> => {
    event?.preventDefault();
    if (this.checking) return;
    this.checking = true;
    this.refusal = null;
    const { url, tls, clientCertificate, proxy, proxyLogin } = this.#draft;
    const draft: AddressDraft = {
      url,
      place: this.#place,
      ...(tls === undefined ? {} : { tls }),
      ...(clientCertificate === undefined ? {} : { clientCertificate }),
      ...(proxy === undefined ? {} : { proxy }),
      ...(proxyLogin === undefined ? {} : { proxyLogin }),
    };
    try {
      const answer = await bridge().saveSecondAddress(this.server.id, draft);
      if (answer.ok) this.#close();
      else this.refusal = answer;
    } catch (error) {
      const message = error instanceof Error ? error.message : 'This did not work. Try it again.';
      this.refusal = { ok: false, field: 'form', message };
    } finally {
      this.checking = false;
    }
    if (this.refusal !== null) this.renderRoot.querySelector<HTMLElement>('#second-url')?.focus();
  };

  #close(): void {
    this.open = false;
    this.draft = null;
    this.chosenPlace = null;
    this.refusal = null;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('.opens')?.focus());
  }

  protected override render(): unknown {
    const { second } = this.server;
    const words = SECOND_ADDRESS_WORDS;
    return html`<section aria-labelledby="second">
      <h3 id="second">${words.title}</h3>
      <p class="hint">${words.text}</p>
      ${
        this.open
          ? this.#form()
          : html`<div class="actions">
              <button class="btn small opens" type="button" @click=${() => (this.open = true)}>
                ${second === undefined ? words.add : words.change}
              </button>
              ${
                second === undefined
                  ? nothing
                  : html`<button
                      class="btn small danger"
                      type="button"
                      @click=${() => ask(bridge().removeSecondAddress(this.server.id))}
                    >
                      ${words.remove}
                    </button>`
              }
            </div>`
      }
    </section>`;
  }

  #form(): TemplateResult {
    const { refusal, checking } = this;
    const words = SECOND_ADDRESS_WORDS;
    return html`<form novalidate aria-label=${words.title} @submit=${this.#onSubmit}>
      ${field({
        id: 'second-url',
        label: words.address,
        value: this.#draft.url,
        placeholder: 'https://home.example',
        verdict: refusal === null ? { tone: 'none', text: '' } : { tone: 'bad', text: refusal.message },
        onInput: (url) => {
          this.draft = { ...this.#draft, url };
          this.refusal = null;
        },
      })}
      <fieldset>
        <legend class="label">${words.place}</legend>
        ${radioCards<AddressPlace>(
          'place',
          [
            ['inside', ...words.inside],
            ['outside', ...words.outside],
          ],
          this.#place,
          (place) => (this.chosenPlace = place),
        )}
      </fieldset>
      <pl-route-fields
        .draft=${this.#draft}
        .server=${this.#there}
        @pl-route=${({ detail }: CustomEvent<ServerDraft>) => (this.draft = detail)}
      ></pl-route-fields>
      ${this.#question()}
      ${verdictLine({ tone: 'none', text: describeSecondSecret(this.server.credentialKind) }, 'second-secret')}
      <div class="actions">
        <button class="btn primary" type="submit" aria-disabled=${checking}>
          ${checking ? words.checking : words.save}
        </button>
        <button class="btn ghost" type="button" @click=${() => this.#close()}>Cancel</button>
      </div>
    </form>`;
  }

  #question(): TemplateResult | typeof nothing {
    const { certificate, pinned = null } = this.refusal ?? {};
    if (certificate === undefined) return nothing;
    return html`<pl-trust-panel
      .certificate=${certificate}
      .pinned=${pinned}
      .host=${hostOf(this.#draft.url)}
      @pl-trust=${() => {
        this.draft = withPin(this.#draft, this.#there, certificate.fingerprint);
        void this.#onSubmit();
      }}
      @pl-refuse=${() => (this.refusal = null)}
    ></pl-trust-panel>`;
  }
}
