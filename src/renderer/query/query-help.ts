import { css, html, LitElement } from 'lit';
import { customElement } from 'lit/decorators.js';
import { SYNTAX } from '../../core/view/example-queries.ts';
import { icons } from '../parts/icons.ts';
import { base } from '../styles/base.ts';
import { buttons } from '../styles/controls.ts';
import { dialog } from '../styles/dialog.ts';
import { colouredQuery, queryColours } from './coloured-query.ts';
import { fire } from '../parts/fire.ts';

/** The query language on one screen. A click on a line fires `pl-use-query` with its query. */
@customElement('pl-query-help')
export class QueryHelp extends LitElement {
  static override styles = [
    base,
    buttons,
    dialog,
    queryColours,
    css`
      dialog {
        width: 880px;
        max-height: calc(100vh - 48px);
        overflow: auto;
      }
      .groups {
        columns: 2;
        column-gap: 32px;
      }
      section {
        break-inside: avoid;
        padding-bottom: 16px;
      }
      h3 {
        margin-bottom: 4px;
        color: var(--faint);
        font-size: 11px;
        font-weight: 600;
        letter-spacing: 0.03em;
      }
      li button {
        display: grid;
        grid-template-columns: minmax(0, 52%) minmax(0, 1fr);
        gap: 12px;
        align-items: baseline;
        width: calc(100% + 16px);
        margin: 0 -8px;
        padding: 4px 8px;
        border: 0;
        border-radius: 6px;
        background: none;
        text-align: left;
      }
      li button:hover {
        background: var(--hover);
      }
      code {
        font: 12px/18px var(--mono);
        overflow-wrap: anywhere;
      }
      li button > span {
        color: var(--dim);
      }
      .end {
        padding-top: 12px;
        border-top: 1px solid var(--line);
        color: var(--dim);
      }
      @media (max-width: 720px) {
        .groups {
          columns: 1;
        }
      }
    `,
  ];

  open(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  readonly #close = (): void => this.renderRoot.querySelector('dialog')?.close();

  #use(query: string): void {
    this.#close();
    fire(this, 'pl-use-query', query);
  }

  protected override render(): unknown {
    return html`<dialog aria-labelledby="title">
      <div class="dialog-head">
        <h2 id="title">How to search</h2>
        <button class="btn ghost icon" aria-label="Close" @click=${this.#close}>${icons.close(15)}</button>
      </div>
      <div class="groups">
        ${SYNTAX.map(
          ({ title, lines }) =>
            html`<section>
              <h3>${title}</h3>
              <ul>
                ${lines.map(
                  ({ query, meaning }) =>
                    html`<li>
                      <button title="Search for this" @click=${() => this.#use(query)}>
                        <code>${colouredQuery(query)}</code><span>${meaning}</span>
                      </button>
                    </li>`,
                )}
              </ul>
            </section>`,
        )}
      </div>
      <p class="end">
        Upper and lower case are the same, but for AND, OR and NOT. While you type, fields, event types,
        entities and values that were seen are offered.
      </p>
    </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pl-query-help': QueryHelp;
  }
}
