import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SentItem } from '../../core/ipc/history-views.ts';
import type { ServerView } from '../../core/ipc/overview.ts';
import { clampText } from '../../core/events/text.ts';
import { formatTime } from '../../core/time/format-time.ts';
import { fire } from '../parts/fire.ts';
import { icons } from '../parts/icons.ts';
import { base } from '../styles/base.ts';
import { fields, pages } from '../styles/controls.ts';

const MAX_DATA_CHARS = 160;

/** What was sent in this run, newest first. Fires `pl-use-again` with an item. */
@customElement('pl-sent-list')
export class SentList extends LitElement {
  static override styles = [
    base,
    fields,
    pages,
    css`
      li {
        display: grid;
        grid-template-columns: 74px minmax(0, 1fr) auto;
        gap: 2px 12px;
        align-items: start;
        padding: 10px 18px;
        border-top: 1px solid var(--line);
      }
      time {
        padding-top: 1px;
        color: var(--dim);
        font: 12px/18px var(--mono);
      }
      .name {
        font: 12.5px/18px var(--mono);
        overflow-wrap: anywhere;
      }
      .name span {
        color: var(--dim);
        font-family: var(--sans);
        font-size: 12px;
      }
      .data {
        color: var(--dim);
        font: 11.5px/17px var(--mono);
        overflow-wrap: anywhere;
      }
      .btn {
        grid-area: 1 / 3 / 3;
      }
    `,
  ];

  @property({ attribute: false }) accessor items: readonly SentItem[] = [];
  @property({ attribute: false }) accessor servers: readonly ServerView[] = [];

  protected override render(): unknown {
    return html`<section class="card list" aria-labelledby="sent">
      <div class="cap"><h2 id="sent">Sent in this run</h2></div>
      ${
        this.items.length === 0
          ? html`<p class="none">Nothing yet. What you send is listed here until Porchlight quits.</p>`
          : html`<ul>
              ${this.items.map((item) => this.#item(item))}
            </ul>`
      }
    </section>`;
  }

  #item(item: SentItem): TemplateResult {
    const server = this.servers.find(({ id }) => id === item.serverId);
    const data = item.data.replace(/\s+/g, ' ').trim();
    return html`<li>
      <time>${formatTime(item.at)}</time>
      <div>
        <p class="name">
          ${item.name}
          <span
            >${item.kind === 'event' ? 'event' : 'action'} to ${server?.name ?? 'a server that is gone'}</span
          >
        </p>
        ${data === '' ? nothing : html`<p class="data">${clampText(data, MAX_DATA_CHARS)}</p>`}
        <p class="verdict ${item.ok ? 'good' : 'bad'}">
          ${item.ok ? icons.check(14) : icons.warning(14)}<span>${item.message}</span>
        </p>
      </div>
      <button
        class="btn small"
        aria-label=${`Use again: ${item.name}`}
        @click=${() => fire(this, 'pl-use-again', item)}
      >
        Use again
      </button>
    </li>`;
  }
}
