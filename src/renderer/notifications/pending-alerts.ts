import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PendingAlert } from '../../core/history/alert.ts';
import { describePending } from '../../core/view/note-words.ts';
import { fire } from '../parts/fire.ts';
import { Ticker } from '../state/signal.ts';
import { base } from '../styles/base.ts';
import { pages } from '../styles/controls.ts';
import { watchNotesStyles } from './watch-notes-styles.ts';

/** Lines shown at first. */
const FEW = 4;

/** What rules wait with. Fires `pl-open-alert` with the row of one. */
@customElement('pl-pending-alerts')
export class PendingAlerts extends LitElement {
  static override styles = [
    base,
    pages,
    watchNotesStyles,
    css`
      .note {
        grid-template-columns: minmax(0, 1fr);
      }
      progress::-webkit-progress-bar {
        border-radius: 2px;
        background: var(--line-strong);
      }
      progress::-webkit-progress-value {
        border-radius: 2px;
        background: var(--accent);
      }
      progress {
        width: 100%;
        height: 4px;
        margin-top: 4px;
        border-radius: 2px;
        appearance: none;
      }
    `,
  ];

  @property({ attribute: false }) accessor pending: readonly PendingAlert[] = [];
  @state() accessor all = false;
  readonly ticker = new Ticker(this);

  protected override render(): unknown {
    const { pending } = this;
    if (pending.length === 0) return nothing;
    const shown = this.all ? pending : pending.slice(0, FEW);
    return html`<h3 id="pending">Pending</h3>
      <ul aria-labelledby="pending">
        ${shown.map((each) => html`<li>${this.#line(each)}</li>`)}
      </ul>
      ${
        shown.length === pending.length
          ? nothing
          : html`<div class="foot">
              <button class="btn small" @click=${() => (this.all = true)}>
                Show all ${pending.length} pending
              </button>
            </div>`
      }`;
  }

  #line(each: PendingAlert): unknown {
    const { seq, title, body } = each;
    const now = Date.now();
    const content = html`<span class="what"
      ><span class="title">${title}</span>
      <span class="ellipsis" title=${body}>${body}</span>
      <span class="outcome hint">${describePending(each, now)}</span>
      <progress aria-hidden="true" max=${each.due - each.since} .value=${now - each.since}></progress
    ></span>`;
    if (seq === null) return html`<div class="note">${content}</div>`;
    return html`<button
      class="item note"
      title="Show the event"
      @click=${() => fire(this, 'pl-open-alert', seq)}
    >
      ${content}
    </button>`;
  }
}
