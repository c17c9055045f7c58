import { css, html, LitElement, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { BackTest } from '../../core/rules/back-test.ts';
import { describeToasts, momentOf } from '../../core/view/trial-words.ts';
import { base } from '../styles/base.ts';

/** Notifications shown at first. */
const FEW = 5;

/** The very notifications that a rule would have shown, newest first, folded until somebody looks. */
@customElement('pl-rule-toasts')
export class RuleToasts extends LitElement {
  static override styles = [
    base,
    css`
      summary {
        width: fit-content;
        cursor: pointer;
        color: var(--accent-text);
        font-size: 12px;
      }
      ol {
        display: grid;
        gap: 6px;
        margin: 8px 0 4px;
        padding: 0;
        list-style: none;
      }
      li {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0 12px;
        padding: 7px 10px;
        border: 1px solid var(--line);
        border-radius: 8px;
        background: var(--raised);
        overflow-wrap: anywhere;
      }
      .title {
        font-weight: 600;
      }
      .body {
        grid-column: 1 / -1;
        color: var(--dim);
      }
      time {
        color: var(--dim);
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) accessor trial: BackTest | null = null;
  @state() accessor all = false;

  protected override render(): unknown {
    const told = this.trial?.told ?? [];
    if (told.length === 0) return nothing;
    const now = Date.now();
    const shown = this.all ? told : told.slice(0, FEW);
    return html`<details>
      <summary>${describeToasts(told.length)}</summary>
      <ol>
        ${shown.map(
          ({ at, title, body }) =>
            html`<li>
              <span class="title">${title}</span><time>${momentOf(at, now)}</time>
              <span class="body">${body}</span>
            </li>`,
        )}
      </ol>
      ${
        shown.length === told.length
          ? nothing
          : html`<button type="button" class="btn small" @click=${() => (this.all = true)}>
              Show all ${told.length}
            </button>`
      }
    </details>`;
  }
}
