import { css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { SYNTAX } from '../../core/view/example-queries.ts';
import { DialogElement } from '../parts/dialog-element.ts';
import { fire } from '../parts/fire.ts';
import { base } from '../styles/base.ts';
import { dialog } from '../styles/dialog.ts';
import { colouredQuery, queryColours } from './coloured-query.ts';

/** The query language on one screen. A click on a line fires `pl-use-query` with its query. */
@customElement('pl-query-help')
export class QueryHelp extends DialogElement {
  static override styles = [
    base,
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
      }
      .item {
        display: grid;
        grid-template-columns: minmax(0, 52%) minmax(0, 1fr);
        gap: 12px;
        align-items: baseline;
        width: calc(100% + 16px);
        margin: 0 -8px;
      }
      code {
        font: 12px/18px var(--mono);
        overflow-wrap: anywhere;
      }
      .item > span {
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
    this.dialog?.showModal();
  }

  #use(query: string): void {
    this.close();
    fire(this, 'pl-use-query', query);
  }

  protected override render(): unknown {
    return this.frame(
      'How to search',
      html`<div class="groups">
          ${SYNTAX.map(
            ({ title, lines }) =>
              html`<section>
                <h3 class="heading">${title}</h3>
                <ul>
                  ${lines.map(
                    ({ query, meaning }) =>
                      html`<li>
                        <button class="item" title="Search for this" @click=${() => this.#use(query)}>
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
        </p>`,
    );
  }
}
