import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ServerView } from '../../core/ipc/overview.ts';
import { describeConnection } from '../../core/stream/describe-state.ts';
import { canRetry, toMendStep } from '../../core/view/mend-step.ts';
import { Ticker } from '../state/signal.ts';
import { base } from '../styles/base.ts';
import { buttons } from '../styles/controls.ts';
import { popover } from '../styles/popover.ts';
import { badgeTone, mostUrgent } from './connection-words.ts';
import { reconnectNow } from './reconnect-now.ts';
import '../servers/mend-server.ts';
import { openSettings } from './open-settings.ts';
import { Popover } from './popover.ts';

/** The state of the connections in one word; a click says the reason, the next step and when it tries again. */
@customElement('pl-connection-badge')
export class ConnectionBadge extends LitElement {
  static override styles = [
    base,
    buttons,
    popover,
    css`
      :host {
        display: inline-flex;
      }
      .badge {
        display: inline-flex;
        align-items: center;
        justify-content: center;
        gap: 7px;
        min-width: 106px;
        height: 24px;
        padding: 0 10px;
        border: 0;
        border-radius: 12px;
        font-size: 12px;
        font-weight: 600;
      }
      .badge i {
        width: 7px;
        height: 7px;
        border-radius: 50%;
        background: currentColor;
      }
      .good {
        background: var(--live-bg);
        color: var(--live);
      }
      .warn {
        background: var(--warn-bg);
        color: var(--warn);
      }
      .warn i {
        animation: breathe 1.6s ease-in-out infinite;
      }
      .bad {
        background: var(--bad-bg);
        color: var(--bad);
      }
      .off {
        background: var(--sunken);
        color: var(--dim);
      }
      /* A narrow head keeps its room for the search; what is not well keeps its word. */
      @container (max-width: 700px) {
        .badge {
          min-width: 0;
          padding: 0 8px;
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
        display: flex;
        gap: 8px;
        align-items: baseline;
        font-weight: 600;
      }
      .name span {
        font-weight: 600;
        font-size: 12px;
        background: none;
      }
      .address {
        color: var(--dim);
        overflow-wrap: anywhere;
      }
      .next {
        color: var(--dim);
      }
      .actions {
        display: flex;
        gap: 8px;
        margin-top: 4px;
      }
      @keyframes breathe {
        50% {
          opacity: 0.35;
        }
      }
    `,
  ];

  @property({ attribute: false }) accessor servers: readonly ServerView[] = [];

  readonly #popover = new Popover(this);

  constructor() {
    super();
    new Ticker(this);
  }

  protected override render(): unknown {
    const now = Date.now();
    const urgent = mostUrgent(this.servers, now);
    if (urgent === null) return nothing;
    const { badge, sentence } = urgent.words;
    return html`<span data-popover>
      <button
        class="badge ${badgeTone(badge)}"
        aria-expanded=${this.#popover.open}
        aria-label=${`Connection: ${badge}. Show details`}
        title=${sentence}
        @click=${this.#popover.toggle}
      >
        <i></i><span>${badge}</span>
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
      <p class="name">${server.name} <span class=${badgeTone(words.badge)}>${words.badge}</span></p>
      <p>${words.sentence}</p>
      ${words.next === '' ? nothing : html`<p class="next">${words.next}</p>`}
      <p class="address mono">${server.baseUrl}</p>
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
