import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Pushes } from '../../core/ipc/table.ts';
import { icons, lampMark } from '../parts/icons.ts';
import { base } from '../styles/base.ts';
import { fire } from '../parts/fire.ts';

/** The tray can open all pages except the one for sending. */
export type PageName = Pushes['openPage']['page'] | 'send';

/** The navigation between pages. Fires `pl-page`. */
@customElement('pl-nav-rail')
export class NavRail extends LitElement {
  static override styles = [
    base,
    css`
      nav {
        display: flex;
        flex-direction: column;
        align-items: center;
        gap: 6px;
        width: 78px;
        height: 100%;
        padding: 12px 0;
        border-right: 1px solid var(--line);
        background: var(--panel);
      }
      .mark {
        margin-bottom: 12px;
        color: var(--accent);
      }
      button {
        position: relative;
        display: grid;
        place-content: center;
        justify-items: center;
        gap: 2px;
        width: 70px;
        height: 48px;
        border-radius: 10px;
        color: var(--dim);
        transition: background-color 0.12s;
      }
      button:hover {
        background: var(--hover);
        color: var(--text);
      }
      button[aria-current='page'] {
        background: var(--accent-bg);
        color: var(--accent-text);
      }
      .unread {
        position: absolute;
        top: 3px;
        right: calc(50% - 20px);
        min-width: 18px;
        height: 18px;
        padding: 0 3px;
        border: 2px solid var(--panel);
        border-radius: 9px;
        background: #b3261e;
        color: #fff;
        font: 600 9.5px/14px var(--sans);
        text-align: center;
      }
      .name {
        font-size: 11px;
        line-height: 14px;
      }
      .space {
        flex: 1;
      }
      @media (max-width: 720px) {
        nav {
          width: 56px;
        }
        button {
          width: 40px;
          height: 40px;
        }
        .name {
          display: none;
        }
      }
      @media (forced-colors: active) {
        button[aria-current='page'] {
          outline: 2px solid Highlight;
        }
      }
    `,
  ];

  @property() accessor page: PageName = 'events';
  @property({ type: Number }) accessor unread = 0;

  /** Puts the focus on the page that is open. */
  focusPages(): void {
    this.renderRoot.querySelector<HTMLElement>('[aria-current=page]')?.focus();
  }

  protected override render(): unknown {
    const unread = this.unread > 0 ? `, ${String(this.unread)} new` : '';
    return html`<nav aria-label="Pages">
      <span class="mark">${lampMark(30)}</span>
      ${this.#button('events', 'Events', '', icons.events(20))}
      ${this.#button('notifications', 'Notifications', unread, icons.bell(20))}
      ${this.#button('send', 'Send', '', icons.send(20))}
      <span class="space"></span>
      ${this.#button('settings', 'Settings', '', icons.gear(20))}
    </nav>`;
  }

  #button(page: PageName, name: string, news: string, icon: TemplateResult): TemplateResult {
    const label = `${name}${news}`;
    return html`<button
      aria-label=${label}
      title=${label}
      aria-current=${this.page === page ? 'page' : 'false'}
      @click=${() => fire(this, 'pl-page', page)}
    >
      ${icon}<span class="name" aria-hidden="true">${name}</span>
      ${
        page === 'notifications' && this.unread > 0
          ? html`<span class="unread" aria-hidden="true">${Math.min(99, this.unread)}</span>`
          : nothing
      }
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pl-nav-rail': NavRail;
  }
}
