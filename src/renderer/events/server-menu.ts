import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ServerView } from '../../core/ipc/overview.ts';
import { describeConnection } from '../../core/stream/describe-state.ts';
import { badgeTone } from '../parts/connection-words.ts';
import { fire } from '../parts/fire.ts';
import { icons } from '../parts/icons.ts';
import { Popover } from '../parts/popover.ts';
import { base } from '../styles/base.ts';
import { popover } from '../styles/popover.ts';

/** Whose events are shown: one server, or all. With several it is a menu. Fires `pl-server` with the choice, `null` for all. */
@customElement('pl-server-menu')
export class ServerMenu extends LitElement {
  static override styles = [
    base,
    popover,
    css`
      :host {
        display: inline-flex;
        min-width: 0;
      }
      [data-popover] {
        min-width: 0;
      }
      h1 {
        max-width: var(--most, 200px);
        font-size: 13px;
        font-weight: 650;
      }
      h1 > button {
        display: inline-flex;
        align-items: center;
        gap: 6px;
        max-width: var(--most, 200px);
        height: 28px;
        padding: 0 6px;
        margin-left: -6px;
        border-radius: 7px;
        font: inherit;
      }
      h1 > button:hover {
        background: var(--hover);
      }
      .dot {
        flex: none;
        width: 9px;
        height: 9px;
        border-radius: 50%;
        background: var(--dot);
      }
      .panel {
        padding: 6px;
      }
      .item {
        gap: 8px;
        align-items: center;
      }
      .item .badge {
        margin-left: auto;
      }
      .item svg,
      .item .none {
        flex: none;
        width: 14px;
      }
      .rule {
        margin: 4px 6px;
        border-top: 1px solid var(--line);
      }
    `,
  ];

  @property({ attribute: false }) accessor servers: readonly ServerView[] = [];
  /** The one that is shown; `null` for all. */
  @property({ attribute: false }) accessor chosen: ServerView | null = null;

  readonly #popover = new Popover(this);

  protected override render(): unknown {
    const { servers, chosen } = this;
    const [first, ...others] = servers;
    if (others.length === 0)
      return html`<h1 class="ellipsis" title=${first?.name ?? ''}>${first?.name ?? ''}</h1>`;
    const name = chosen?.name ?? `${String(servers.length)} servers`;
    return html`<span data-popover>
      <h1>
        <button
          aria-expanded=${this.#popover.open}
          aria-label=${`${name}. Choose a server`}
          title=${`${name}: choose whose events are shown`}
          @click=${this.#popover.toggle}
        >
          ${chosen === null ? nothing : dot(chosen)}<span class="ellipsis">${name}</span>${icons.chevron(12)}
        </button>
      </h1>
      ${this.#popover.open ? this.#panel() : nothing}
    </span>`;
  }

  #panel(): TemplateResult {
    const { servers, chosen } = this;
    return html`<div class="panel" role="group" aria-label="Servers" @keydown=${this.#onKeyDown}>
      ${this.#item(null, html`<span>All servers</span>`, chosen === null)}
      <div class="rule"></div>
      ${servers.map((server) => {
        const { badge } = describeConnection(server.state, Date.now(), server);
        const words = html`${dot(server)}<span class="ellipsis">${server.name}</span>
          <span class="badge ${badgeTone(badge)}">${badge}</span>`;
        return this.#item(server, words, server.id === chosen?.id);
      })}
    </div>`;
  }

  #item(server: ServerView | null, words: TemplateResult, isChosen: boolean): TemplateResult {
    return html`<button
      class="item"
      aria-pressed=${isChosen}
      @click=${() => {
        this.#popover.close();
        fire(this, 'pl-server', server);
        void this.updateComplete.then(() => {
          this.renderRoot.querySelector<HTMLElement>('h1 button')?.focus();
        });
      }}
    >
      ${isChosen ? icons.check(14) : html`<i class="none"></i>`}${words}
    </button>`;
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const items = [...this.renderRoot.querySelectorAll<HTMLElement>('.item')];
    const at = items.findIndex((item) => item.matches(':focus'));
    items[(at + step + items.length) % items.length]?.focus();
  };
}

function dot({ colour }: ServerView): TemplateResult {
  return html`<i class="dot" .style=${`--dot:var(--s-${colour})`}></i>`;
}
