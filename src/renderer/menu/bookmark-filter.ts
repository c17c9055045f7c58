import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { hasTerm, withoutTerm, withTerm } from '../../core/query/edit-query.ts';
import { icons } from '../parts/icons.ts';
import type { LogModel } from '../state/log-model.ts';
import { Watch } from '../state/signal.ts';
import { base } from '../styles/base.ts';

/** Shows only what was bookmarked, and all again. */
@customElement('pl-bookmark-filter')
export class BookmarkFilter extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-flex;
        align-items: center;
      }
      button {
        display: grid;
        place-items: center;
        width: 30px;
        height: 24px;
        padding: 0;
        border: 1px solid var(--line-strong);
        border-radius: 12px;
        background: none;
        color: var(--dim);
      }
      button:hover {
        background: var(--hover);
        color: var(--text);
      }
      button[aria-pressed='true'] {
        border-color: var(--accent);
        background: var(--accent-bg);
        color: var(--accent-text);
      }
      @media (forced-colors: active) {
        button[aria-pressed='true'] {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];

  @property({ attribute: false }) accessor model!: LogModel;

  readonly watch = new Watch(this, () => this.model.changed);

  readonly #toggle = (): void => {
    const { query } = this.model;
    const change = hasTerm(query, 'bookmarked', 'yes') ? withoutTerm : withTerm;
    this.model.setQuery(change(query, 'bookmarked', 'yes'));
  };

  protected override render(): unknown {
    const on = hasTerm(this.model.query, 'bookmarked', 'yes');
    return html`<button
      aria-pressed=${on}
      aria-label="Only bookmarked events"
      title=${on ? 'Show all events again' : 'Only bookmarked events. Press b on an event to bookmark it'}
      @click=${this.#toggle}
    >
      ${icons.bookmark(14)}
    </button>`;
  }
}
