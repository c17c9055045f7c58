import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Row } from '../../core/events/row.ts';
import type { HomePage } from '../../core/view/home-page.ts';
import { isOwnRow } from '../../core/view/row-kind.ts';
import { fire } from '../parts/fire.ts';
import { icons } from '../parts/icons.ts';
import { base } from '../styles/base.ts';
import { sameSubjectName } from './detail-words.ts';

interface ButtonOptions {
  readonly detail?: string;
  readonly look?: 'up' | 'on' | '';
  readonly title?: string;
  /** For one that is on or off. */
  readonly pressed?: boolean;
}

/** The small buttons over an event. Fires `pl-step`, `pl-bookmark`, `pl-context`, `pl-home-page` and `pl-close`. */
@customElement('pl-detail-bar')
export class DetailBar extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: 2px;
        margin-left: -7px;
      }
      .btn {
        color: var(--dim);
      }
      .btn:hover {
        color: var(--text);
      }
      .btn.on {
        border-color: transparent;
        background: none;
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
    const { row, page, bookmarked } = this;
    const name = sameSubjectName(row);
    const step = (label: string, detail: 'before' | 'after', look: 'up' | ''): TemplateResult =>
      this.#button(`${label} event of ${name}`, icons.chevron(16), 'pl-step', { detail, look });
    return html`${row.kind === 'event' ? [step('Previous', 'before', 'up'), step('Next', 'after', '')] : nothing}
      <span class="space"></span>
      ${
        isOwnRow(row)
          ? nothing
          : this.#button('Bookmark', icons.bookmark(15), 'pl-bookmark', {
              look: bookmarked ? 'on' : '',
              title: bookmarked ? 'Remove the bookmark' : 'Bookmark this event',
              pressed: bookmarked,
            })
      }
      ${
        page === null
          ? nothing
          : this.#button('Open in Home Assistant', icons.out(15), 'pl-home-page', {
              detail: page.path,
              title: `Open in Home Assistant: ${page.title}`,
            })
      }
      ${this.#button('Show in context', icons.context(16), 'pl-context', {})}
      ${this.#button('Close the details', icons.close(15), 'pl-close', { title: 'Close (Esc)' })}`;
  }

  #button(
    label: string,
    icon: TemplateResult,
    name: string,
    { detail, look = '', title = label, pressed }: ButtonOptions,
  ): TemplateResult {
    return html`<button
      class="btn small icon ghost ${look}"
      aria-label=${label}
      aria-pressed=${pressed ?? nothing}
      title=${title}
      @click=${() => fire(this, name, detail)}
    >
      ${icon}
    </button>`;
  }
}
