import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Row } from '../../core/events/row.ts';
import type { HomePage } from '../../core/view/home-page.ts';
import { isOwnRow } from '../../core/view/row-kind.ts';
import { fire } from '../parts/fire.ts';
import { icons } from '../parts/icons.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import type { DetailIntent } from './detail-intent.ts';
import { sameSubjectName } from './detail-words.ts';

interface ButtonOptions {
  readonly look?: 'up' | 'on' | '';
  readonly title?: string;
  /** For a button that is on or off. */
  readonly pressed?: boolean;
}

/** The small buttons over an event. Fires `pl-step`, `pl-bookmark`, `pl-show-in-context` and `pl-detail`. */
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
  /** The page of Home Assistant with more; `null` if there is none. */
  @property({ attribute: false }) accessor page: HomePage | null = null;

  protected override render(): unknown {
    const { row, page, bookmarked } = this;
    const name = sameSubjectName(row);
    const step = (label: string, to: 'before' | 'after', look: 'up' | ''): TemplateResult =>
      this.#button(`${label} event of ${name}`, icons.chevron(16), () => fire(this, 'pl-step', to), { look });
    const showInContext = (): void => fire(this, 'pl-show-in-context', row.seq);
    const close = (): void => fire(this, 'pl-detail', 'close' satisfies DetailIntent);
    return html`${row.kind === 'event' ? [step('Previous', 'before', 'up'), step('Next', 'after', '')] : nothing}
      <span class="space"></span>
      ${
        isOwnRow(row)
          ? nothing
          : this.#button('Bookmark', icons.bookmark(15), () => fire(this, 'pl-bookmark'), {
              look: bookmarked ? 'on' : '',
              title: bookmarked ? 'Remove the bookmark' : 'Bookmark this event',
              pressed: bookmarked,
            })
      }
      ${page === null ? nothing : this.#homePage(page)}
      ${this.#button('Show in context', icons.context(16), showInContext)}
      ${this.#button('Close the details', icons.close(15), close, { title: 'Close (Esc)' })}`;
  }

  #homePage({ path, title }: HomePage): TemplateResult {
    const open = (): void => ask(bridge().openInHomeAssistant(this.row.serverId, path));
    const name = 'Open in Home Assistant';
    return this.#button(name, icons.out(15), open, { title: `${name}: ${title}` });
  }

  #button(
    label: string,
    icon: TemplateResult,
    onClick: () => void,
    { look = '', title = label, pressed }: ButtonOptions = {},
  ): TemplateResult {
    return html`<button
      class="btn small icon ghost ${look}"
      aria-label=${label}
      aria-pressed=${pressed ?? nothing}
      title=${title}
      @click=${onClick}
    >
      ${icon}
    </button>`;
  }
}
