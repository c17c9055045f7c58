import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Row } from '../../core/events/row.ts';
import type { HomePage } from '../../core/view/home-page.ts';
import { isOwnRow } from '../../core/view/row-kind.ts';
import { fire } from '../parts/fire.ts';
import { icons } from '../parts/icons.ts';
import { base } from '../styles/base.ts';
import { buttons } from '../styles/controls.ts';
import { sameSubjectName } from './detail-words.ts';

/** The small buttons over an event. Fires `pl-step`, `pl-bookmark`, `pl-context`, `pl-home-page` and `pl-close`. */
@customElement('pl-detail-bar')
export class DetailBar extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 2px;
        min-height: 28px;
        margin-left: -7px;
      }
      .btn {
        width: 28px;
        height: 28px;
        padding: 0;
        color: var(--dim);
      }
      .btn:hover {
        color: var(--text);
      }
      .btn.on {
        color: var(--accent-text);
      }
      .on svg {
        fill: currentColor;
      }
      .up svg {
        transform: rotate(180deg);
      }
      .space {
        flex: 1;
      }
    `,
  ];

  @property({ attribute: false }) accessor row!: Row;
  @property({ type: Boolean }) accessor bookmarked = false;
  /** Where Home Assistant tells more; `null` where there is no such page. */
  @property({ attribute: false }) accessor page: HomePage | null = null;

  protected override render(): unknown {
    const { row } = this;
    const name = sameSubjectName(row);
    return html`${
        row.kind === 'event'
          ? html`${this.#button('up', `Previous event of ${name}`, icons.chevron(16), 'pl-step', 'before')}
            ${this.#button('', `Next event of ${name}`, icons.chevron(16), 'pl-step', 'after')}`
          : nothing
      }
      <span class="space"></span>
      ${
        isOwnRow(row)
          ? nothing
          : html`<button
              class="btn ghost ${this.bookmarked ? 'on' : ''}"
              aria-label="Bookmark"
              aria-pressed=${this.bookmarked}
              title=${this.bookmarked ? 'Remove the bookmark' : 'Bookmark this event'}
              @click=${() => {
                fire(this, 'pl-bookmark');
              }}
            >
              ${icons.bookmark(15)}
            </button>`
      }
      ${
        this.page === null
          ? nothing
          : html`<button
              class="btn ghost"
              aria-label="Open in Home Assistant"
              title=${`Open in Home Assistant: ${this.page.title}`}
              @click=${() => {
                fire(this, 'pl-home-page', this.page?.path);
              }}
            >
              ${icons.out(15)}
            </button>`
      }
      ${this.#button('', 'Show in context', icons.context(16), 'pl-context')}
      ${this.#button('', 'Close the details', icons.close(15), 'pl-close')}`;
  }

  #button(kind: string, label: string, icon: TemplateResult, name: string, detail?: string): TemplateResult {
    return html`<button
      class="btn ghost ${kind}"
      aria-label=${label}
      title=${name === 'pl-close' ? 'Close (Esc)' : label}
      @click=${() => {
        fire(this, name, detail);
      }}
    >
      ${icon}
    </button>`;
  }
}
