import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { ServerView } from '../../core/ipc/overview.ts';
import { countServers, describeAway } from '../../core/view/servers-words.ts';
import { canRetry, toMendStep } from '../../core/view/mend-step.ts';
import { describeInterruption } from '../parts/connection-words.ts';
import { icons } from '../parts/icons.ts';
import { reconnectNow } from '../parts/reconnect-now.ts';
import '../servers/mend-server.ts';
import { ask, bridge } from '../state/bridge.ts';
import { Ticker } from '../state/signal.ts';
import { base } from '../styles/base.ts';

/** More servers than this are counted in one bar. */
const MAX_BARS = 2;

/** At the foot of the list while a stream is interrupted: since when, why, and when it tries again. */
@customElement('pl-live-banner')
export class LiveBanner extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        max-height: 60vh;
        overflow-y: auto;
      }
      div {
        display: flex;
        align-items: center;
        gap: 10px;
        min-height: 38px;
        padding: 4px 14px;
        border-top: 1px dashed var(--bad-line);
        background: var(--bad-bg);
        color: var(--bad);
      }
      .mend {
        padding: 12px 14px;
        background: var(--panel);
      }
      #away {
        max-height: 30vh;
        overflow-y: auto;
      }
      .fold {
        display: inline-flex;
        gap: 6px;
        align-items: center;
        font: inherit;
        font-weight: 600;
        text-align: left;
      }
      .fold[aria-expanded='false'] svg {
        transform: rotate(-90deg);
      }
      pl-mend-server {
        max-width: 560px;
      }
      .text {
        flex: 1;
        min-width: 0;
      }
      .btn {
        border-color: var(--bad-line);
        background: none;
        color: var(--bad);
      }
    `,
  ];

  @property({ attribute: false }) accessor servers: readonly ServerView[] = [];
  /** The server whose problem the person is solving here. */
  @state() accessor mending = '';
  /** Each of many servers is listed. */
  @state() accessor unfolded = false;

  readonly ticker = new Ticker(this);

  /** Only actions that can help: the same token would be refused again. */
  #action(server: ServerView): unknown {
    const step = toMendStep(server.state);
    switch (step.kind) {
      case 'nothing':
        return nothing;
      case 'reconnect':
        return reconnectNow(server.id);
      case 'secret':
      case 'certificate':
        return html`${canRetry(step) ? reconnectNow(server.id) : nothing}<button
            class="btn small"
            aria-expanded=${this.mending === server.id}
            @click=${() => {
              this.mending = this.mending === server.id ? '' : server.id;
            }}
          >
            ${step.kind === 'certificate' ? 'Look at the certificate' : server.credentialKind === 'sign-in' ? 'Sign in again' : 'Paste a new token'}
          </button>`;
    }
  }

  protected override render(): unknown {
    const now = Date.now();
    const away = this.servers
      .map((server) => ({ server, text: describeInterruption(server, now) }))
      .filter(({ text }) => text !== '');
    if (away.length <= MAX_BARS) return away.map((each) => this.#bar(each));
    return html`<div>
        ${icons.bang(15)}
        <button
          class="text fold"
          aria-expanded=${this.unfolded}
          aria-controls="away"
          @click=${() => (this.unfolded = !this.unfolded)}
        >
          <span>${describeAway(countServers(this.servers))}</span>${icons.chevron(13)}
        </button>
        <button class="btn small" @click=${() => this.#reconnect(away.map(({ server }) => server))}>
          Reconnect all
        </button>
      </div>
      ${this.unfolded ? html`<section id="away" aria-label="Servers out of reach" tabindex="0">${away.map((each) => this.#bar(each))}</section>` : nothing}`;
  }

  /** Not those that need a person first: the same token would be refused again. */
  #reconnect(servers: readonly ServerView[]): void {
    for (const { id, state } of servers) if (canRetry(toMendStep(state))) ask(bridge().reconnect(id));
  }

  #bar({ server, text }: { readonly server: ServerView; readonly text: string }): TemplateResult {
    const several = this.servers.length > 1;
    return html`<div>
        ${icons.bang(15)}
        <span class="text">${several ? html`<b>${server.name}:</b> ` : nothing}${text}</span>
        ${this.#action(server)}
      </div>
      ${this.mending === server.id ? html`<section class="mend"><pl-mend-server .server=${server}></pl-mend-server></section>` : nothing}`;
  }
}
