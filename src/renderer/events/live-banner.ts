import { css, html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ServerView } from '../../core/ipc/overview.ts';
import { describeInterruption } from '../parts/connection-words.ts';
import { icons } from '../parts/icons.ts';
import { ask, bridge } from '../state/bridge.ts';
import { Ticker } from '../state/signal.ts';
import { base } from '../styles/base.ts';
import { buttons } from '../styles/controls.ts';

/** At the foot of the list while a stream is interrupted: since when, why, and when it tries again. */
@customElement('pl-live-banner')
export class LiveBanner extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: block;
        max-height: 30vh;
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
        font-variant-numeric: tabular-nums;
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

  constructor() {
    super();
    new Ticker(this);
  }

  protected override render(): unknown {
    const now = Date.now();
    const several = this.servers.length > 1;
    return this.servers.map((server) => {
      const text = describeInterruption(server, now);
      if (text === '') return nothing;
      return html`<div>
        ${icons.bang(15)}
        <span class="text">${several ? html`<b>${server.name}:</b> ` : nothing}${text}</span>
        ${
          server.state.kind === 'connecting'
            ? nothing
            : html`<button
                class="btn small"
                @click=${() => {
                  ask(bridge().reconnect(server.id));
                }}
              >
                Reconnect now
              </button>`
        }
      </div>`;
    });
  }
}
