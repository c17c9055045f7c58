import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Alert } from '../../core/ipc/overview.ts';
import { describeAgo } from '../../core/view/relative-time.ts';
import { Ticker } from '../state/signal.ts';
import { base } from '../styles/base.ts';
import { pages } from '../styles/controls.ts';

function describeOutcome(outcome: Alert['outcome']): { readonly text: string; readonly tone: string } {
  switch (outcome) {
    case 'raised':
      return { text: 'shown', tone: '' };
    case 'cooldown':
      return { text: 'held back: cool-down', tone: 'held' };
    case 'burst':
      return { text: 'held back: many at once, counted in a summary', tone: 'held' };
    case 'paused':
      return { text: 'held back: paused', tone: 'held' };
    case 'off':
      return { text: 'held back: notifications are off', tone: 'held' };
    case 'failed':
      return { text: 'the desktop did not show it', tone: 'failed' };
  }
}

/** The newest alerts, shown or held back, and why. A click on one shows its event by `pl-focus-event`. */
@customElement('pl-recent-alerts')
export class RecentAlerts extends LitElement {
  static override styles = [
    base,
    pages,
    css`
      .card {
        padding: 14px 8px 8px;
        gap: 8px;
      }
      h2 {
        padding: 0 10px;
      }
      .empty {
        padding: 0 10px 10px;
        color: var(--dim);
      }
      button,
      .still {
        display: block;
        width: 100%;
        padding: 7px 10px;
        border: 0;
        border-radius: 8px;
        background: none;
        color: inherit;
        font: inherit;
        text-align: left;
      }
      button:hover {
        background: var(--hover);
      }
      .title {
        display: flex;
        gap: 8px;
        font-weight: 600;
      }
      .title span:first-child {
        flex: 1;
        min-width: 0;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      time {
        color: var(--dim);
        font-size: 12px;
        font-weight: 400;
      }
      .body {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      .outcome {
        display: block;
        color: var(--dim);
        font-size: 12px;
      }
      .held .outcome {
        color: var(--warn);
      }
      .failed .outcome {
        color: var(--bad);
      }
    `,
  ];

  @property({ attribute: false }) accessor alerts: readonly Alert[] = [];

  constructor() {
    super();
    new Ticker(this, 5_000);
  }

  protected override render(): unknown {
    return html`<section class="card" aria-labelledby="recent">
      <h2 id="recent">Recent alerts</h2>
      ${
        this.alerts.length === 0
          ? html`<p class="empty">
              None yet. They appear here with what became of them, also when they were held back.
            </p>`
          : html`<ul>
              ${this.alerts.toSorted((a, b) => b.at - a.at).map((alert) => html`<li>${this.#alert(alert)}</li>`)}
            </ul>`
      }
    </section>`;
  }

  #alert(alert: Alert): TemplateResult {
    const { text, tone } = describeOutcome(alert.outcome);
    const content = html`<span class="title"
        ><span>${alert.title}</span><time>${describeAgo(alert.at, Date.now())}</time></span
      >
      ${alert.body === '' ? nothing : html`<span class="body" title=${alert.body}>${alert.body}</span>`}
      <span class="outcome">${text}</span>`;
    const { seq } = alert;
    if (seq === null) return html`<div class="still ${tone}">${content}</div>`;
    return html`<button
      class=${tone}
      title="Show the event"
      @click=${() => {
        this.dispatchEvent(
          new CustomEvent<number>('pl-focus-event', { detail: seq, bubbles: true, composed: true }),
        );
      }}
    >
      ${content}
    </button>`;
  }
}
