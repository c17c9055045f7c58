import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ServerView } from '../../core/ipc/overview.ts';
import { describeConnection } from '../../core/stream/describe-state.ts';
import { canRetry, toMendStep } from '../../core/view/mend-step.ts';
import { isOwnRow } from '../../core/view/row-kind.ts';
import { mostUrgent } from '../parts/connection-words.ts';
import { icons, lampMark } from '../parts/icons.ts';
import { openSettings } from '../parts/open-settings.ts';
import { reconnectNow } from '../parts/reconnect-now.ts';
import '../servers/mend-server.ts';
import type { LogModel } from '../state/log-model.ts';
import { Ticker, Watch } from '../state/signal.ts';
import { base } from '../styles/base.ts';
import { buttons } from '../styles/controls.ts';

/** Rows of our own that leave the middle of the list free for a picture and a sentence. */
const MAX_ROWS_BESIDE = 3;

/** True unless the list holds nothing but a few rows of our own. */
export function hasEvents(model: LogModel): boolean {
  if (model.count > MAX_ROWS_BESIDE) return true;
  for (let ordinal = model.first; ordinal < model.end; ordinal += 1) {
    const row = model.rowAt(ordinal);
    if (row == null || !isOwnRow(row)) return true;
  }
  return false;
}

/** What stands in the middle of an empty list: what is going on, and the next step. */
@customElement('pl-empty-log')
export class EmptyLog extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        position: absolute;
        inset: 27px 0 0;
        display: grid;
        place-items: center;
        pointer-events: none;
      }
      div {
        display: grid;
        justify-items: center;
        gap: 10px;
        max-width: 460px;
        max-height: 100%;
        padding: 24px;
        overflow-y: auto;
        text-align: center;
        pointer-events: auto;
      }
      h2 {
        font-size: 16px;
        font-weight: 650;
        line-height: 1.35;
        text-wrap: balance;
      }
      p {
        color: var(--dim);
        text-wrap: balance;
      }
      .picture {
        display: grid;
        place-items: center;
        width: 56px;
        height: 56px;
        border-radius: 50%;
        background: var(--sunken);
        color: var(--dim);
      }
      .picture.bad {
        background: var(--bad-bg);
        color: var(--bad);
      }
      .picture.warn {
        background: var(--warn-bg);
        color: var(--warn);
      }
      .picture.good {
        background: var(--accent-bg);
        color: var(--accent-text);
      }
      pl-mend-server {
        width: 100%;
        margin-top: 6px;
      }
      .actions {
        display: flex;
        gap: 8px;
        margin-top: 6px;
      }
    `,
  ];

  @property({ attribute: false }) accessor model!: LogModel;
  @property({ attribute: false }) accessor servers: readonly ServerView[] = [];

  constructor() {
    super();
    new Watch(this, () => this.model.listed);
    new Watch(this, () => this.model.changed);
    new Ticker(this);
  }

  protected override render(): unknown {
    const { model } = this;
    if (!model.isReady || hasEvents(model)) return nothing;
    if (!model.complete) return this.#looking();
    if (model.isFiltered) return this.#nothingMatches();
    const urgent = mostUrgent(this.servers, Date.now());
    return urgent === null ? nothing : this.#waiting(urgent.server);
  }

  #looking(): TemplateResult {
    return html`<div>
      <span class="picture">${icons.search(24)}</span>
      <h2>Looking through what is kept</h2>
      <p>Matches appear here as they are found, the newest first.</p>
    </div>`;
  }

  #nothingMatches(): TemplateResult {
    const { model } = this;
    return html`<div>
      <span class="picture">${icons.search(24)}</span>
      <h2>Nothing matches</h2>
      <p>No event that is kept matches the search. New ones appear here as they come.</p>
      <button
        class="btn small"
        @click=${() => {
          model.setQuery('');
        }}
      >
        Clear filter
      </button>
    </div>`;
  }

  #waiting(server: ServerView): TemplateResult {
    const words = describeConnection(server.state, Date.now(), server);
    const step = toMendStep(server.state);
    switch (words.badge) {
      case 'Live':
        return html`<div>
          <span class="picture good">${lampMark(30)}</span>
          <h2>Live. Waiting for the ${this.model.cleared !== null ? 'next' : 'first'} event</h2>
          <p>Open a door or switch a light: it appears here at once.</p>
        </div>`;
      case 'Off':
      case 'Connecting':
        return html`<div>
          <span class="picture">${icons.plug(24)}</span>
          <h2>${words.sentence}</h2>
          ${words.next === '' ? nothing : html`<p>${words.next}</p>`}
        </div>`;
      case 'Waiting':
      case 'Stopped':
        return html`<div>
          ${
            step.kind === 'certificate'
              ? html`<h2>
                  ${step.pinned === null ? 'Unknown certificate' : 'Another certificate than before'}
                </h2>`
              : html`<span class="picture ${words.badge === 'Stopped' ? 'bad' : 'warn'}"
                    >${icons.warning(26)}</span
                  >
                  <h2>${words.sentence}</h2>
                  <p>${words.next}</p>`
          }
          <pl-mend-server .server=${server}></pl-mend-server>
          <p class="actions">
            ${canRetry(step) ? reconnectNow(server.id, step.kind === 'reconnect' ? 'primary' : '') : nothing}
            ${openSettings()}
          </p>
        </div>`;
    }
  }
}
