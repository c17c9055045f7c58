import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ServerView } from '../../core/ipc/overview.ts';
import { describeConnection } from '../../core/stream/describe-state.ts';
import { countServers, describeLive } from '../../core/view/servers-words.ts';
import { canRetry, toMendStep } from '../../core/view/mend-step.ts';
import { Ticker } from '../state/signal.ts';
import { base } from '../styles/base.ts';
import { pages } from '../styles/controls.ts';
import { popover } from '../styles/popover.ts';
import { badgeTone, mostUrgent } from './connection-words.ts';
import { reconnectNow } from './reconnect-now.ts';
import '../servers/mend-server.ts';
import { openSettings } from './open-settings.ts';
import { Popover } from './popover.ts';

/** The state of the connections in one word; a click shows the reason, the next step and the time of the next attempt. */
@customElement('pl-connection-badge')
export class ConnectionBadge extends LitElement {
  static override styles = [
    base,
    pages,
    popover,
    css`
      :host {
        display: inline-flex;
      }
      button.badge {
        justify-content: center;
        min-width: 106px;
        height: 24px;
      }
      .badge i {
        width: 7px;
        height: 7px;
        border-radius: 50%;
        background: currentColor;
      }
      .warn i {
        animation: breathe 1.6s ease-in-out infinite;
      }
      /* A narrow header leaves its space to the search; only problems keep their word. */
      @container (max-width: 700px) {
        button.badge {
          min-width: 0;
        }
        .badge.good span {
          display: none;
        }
      }
      .panel {
        width: 360px;
        display: grid;
        gap: 12px;
      }
      .server + .server {
        border-top: 1px solid var(--line);
        padding-top: 12px;
      }
      .server {
        display: grid;
        gap: 4px;
      }
      .name {
        font-weight: 600;
      }
      .dim {
        color: var(--dim);
        overflow-wrap: anywhere;
      }
      @keyframes breathe {
        50% {
          opacity: 0.35;
        }
      }
    `,
  ];

  @property({ attribute: false }) accessor servers: readonly ServerView[] = [];

  readonly ticker = new Ticker(this);
  readonly #popover = new Popover(this);

  protected override render(): unknown {
    const now = Date.now();
    const urgent = mostUrgent(this.servers, now);
    if (urgent === null) return nothing;
    const { badge, sentence } = urgent.words;
    const standing = countServers(this.servers);
    const isMixed = standing.wanted > 1 && standing.live < standing.wanted;
    const words = isMixed ? describeLive(standing) : badge;
    return html`<span data-popover>
      <button
        class="badge ${badgeTone(badge)}"
        aria-expanded=${this.#popover.open}
        aria-label=${`Connection: ${words}. Show details`}
        title=${sentence}
        @click=${this.#popover.toggle}
      >
        <i></i><span>${words}</span>
      </button>
      ${
        this.#popover.open
          ? html`<div class="panel" role="dialog" aria-label="Connection">
              ${this.servers.map((server) => this.#server(server, now))}
            </div>`
          : nothing
      }
    </span>`;
  }

  #server(server: ServerView, now: number): TemplateResult {
    const words = describeConnection(server.state, now, server);
    const step = toMendStep(server.state);
    return html`<div class="server">
      <p class="name">${server.name} <span class="badge ${badgeTone(words.badge)}">${words.badge}</span></p>
      <p>${words.sentence}</p>
      ${words.next === '' ? nothing : html`<p class="dim">${words.next}</p>`}
      <p class="dim mono">${server.baseUrl}</p>
      ${
        step.kind === 'nothing'
          ? nothing
          : html`<pl-mend-server .server=${server}></pl-mend-server>
              <div class="actions">
                ${canRetry(step) ? reconnectNow(server.id, step.kind === 'reconnect' ? 'primary' : '') : nothing}
                ${openSettings()}
              </div>`
      }
    </div>`;
  }
}
