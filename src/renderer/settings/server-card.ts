import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { listAddresses } from '../../core/view/address-words.ts';
import type { Overview, ServerView } from '../../core/ipc/overview.ts';
import { describeConnection } from '../../core/stream/describe-state.ts';
import { toMendStep } from '../../core/view/mend-step.ts';
import { toggle } from '../parts/field.ts';
import { badgeTone } from '../parts/connection-words.ts';
import { icons } from '../parts/icons.ts';
import { describeSecretPlace } from '../parts/secret-badge.ts';
import { draftMemory } from '../servers/draft-memory.ts';
import { toDraft } from '../servers/server-draft.ts';
import '../servers/second-address.ts';
import '../servers/server-form.ts';
import '../servers/mend-server.ts';
import './remove-server.ts';
import type { RemoveServer } from './remove-server.ts';
import { ask, bridge } from '../state/bridge.ts';
import { Ticker } from '../state/signal.ts';
import { base } from '../styles/base.ts';
import { fields, pages } from '../styles/controls.ts';

/** A server in the settings: its state, where its secret is, and the form behind "Edit". */
@customElement('pl-server-card')
export class ServerCard extends LitElement {
  static override styles = [
    base,
    fields,
    pages,
    css`
      .server {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 14px;
        padding: 13px 18px;
      }
      .dot {
        flex: none;
        width: 12px;
        height: 12px;
        border-radius: 50%;
        background: var(--dot);
      }
      .name {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 4px 8px;
        font-weight: 600;
      }
      .grow {
        flex-basis: 200px;
        overflow-wrap: anywhere;
      }
      .form {
        padding: 4px 18px 20px 44px;
        max-width: 640px;
      }
      .badge svg {
        margin: 0 -2px;
      }
    `,
  ];

  @property({ attribute: false }) accessor overview!: Overview;
  @property({ attribute: false }) accessor server!: ServerView;
  @state() accessor editing = false;
  readonly ticker = new Ticker(this);

  override connectedCallback(): void {
    super.connectedCallback();
    this.editing ||= draftMemory.has(this.server.id);
  }

  protected override render(): unknown {
    const { server, overview } = this;
    const words = describeConnection(server.state, Date.now(), server);
    const secret = describeSecretPlace(server.secretPlace, overview.secrets.label);
    const secretTone = ['memory', 'weak', 'missing'].includes(server.secretPlace) ? 'warn' : '';
    const troubled = words.badge === 'Waiting' || words.badge === 'Stopped';
    return html`<div class="server">
        <i class="dot" .style=${`--dot:var(--s-${server.colour})`}></i>
        <div class="grow">
          <p class="name">
            ${server.name} <span class="badge ${badgeTone(words.badge)}">${words.badge}</span>
            <span class="badge ${secretTone}" title=${secret.long}>${icons.key(13)}${secret.short}</span>
          </p>
          ${listAddresses(server.baseUrl, server.second).map(
            ({ text, isUsed }) =>
              html`<p class="hint mono">
                ${text}${isUsed ? html` <span class="badge good">in use</span>` : nothing}
              </p>`,
          )}
          ${troubled ? html`<p class="problem hint">${words.sentence} ${words.next}</p>` : nothing}
        </div>
        ${server.demo ? html`<button class="btn small" @click=${() => ask(bridge().stopDemo())}>Leave the demo</button>` : this.#actions()}
      </div>
      ${this.#mend()}
      ${
        this.editing
          ? html`<div class="form">
              <pl-server-form
                .overview=${overview}
                .server=${server}
                @pl-done=${() => (this.editing = false)}
              ></pl-server-form>
              <pl-second-address .server=${server}></pl-second-address>
            </div>`
          : nothing
      }
      <pl-remove-server .overview=${overview} .server=${server}></pl-remove-server>`;
  }

  /** The step that a person must take before the server can be reached. The form has a field for it, too. */
  #mend(): TemplateResult | typeof nothing {
    const { kind } = toMendStep(this.server.state);
    if (this.editing || (kind !== 'secret' && kind !== 'certificate')) return nothing;
    return html`<div class="form"><pl-mend-server .server=${this.server}></pl-mend-server></div>`;
  }

  #actions(): TemplateResult {
    const { server } = this;
    return html`<button
        class="btn small"
        aria-expanded=${this.editing}
        @click=${() => {
          this.editing = !this.editing;
          draftMemory.delete(server.id);
        }}
      >
        Edit
      </button>
      <button
        class="btn small danger"
        @click=${() => this.renderRoot.querySelector<RemoveServer>('pl-remove-server')?.open()}
      >
        Remove
      </button>
      <span title=${server.enabled ? 'Connects by itself' : 'Not connected'}>
        ${toggle(`Connect to ${server.name}`, server.enabled, (enabled) =>
          ask(bridge().saveServer({ ...toDraft(server), enabled })),
        )}
      </span>`;
  }
}
