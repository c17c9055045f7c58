import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Overview, ServerView } from '../../core/ipc/overview.ts';
import { icons } from '../parts/icons.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import './server-card.ts';

/** The servers in their order, which can be changed by dragging, by two buttons, and by Alt and an arrow. */
@customElement('pl-server-list')
export class ServerList extends LitElement {
  static override styles = [
    base,
    css`
      li {
        position: relative;
        display: flex;
        align-items: flex-start;
        border-top: 1px solid var(--line);
      }
      pl-server-card {
        flex: 1;
        min-width: 0;
      }
      .order {
        display: grid;
        flex: none;
        justify-items: center;
        padding: 8px 0 8px 6px;
      }
      .order .btn {
        width: 24px;
        height: 22px;
        min-height: 0;
        padding: 0;
      }
      .grip {
        color: var(--dim);
        cursor: grab;
      }
      .dragged {
        opacity: 0.45;
      }
      .before::before,
      .after::after {
        position: absolute;
        left: 0;
        right: 0;
        height: 3px;
        background: var(--accent);
        content: '';
      }
      .before::before {
        top: -2px;
      }
      .after::after {
        bottom: -2px;
      }
      [disabled] {
        opacity: 0.35;
      }
    `,
  ];

  @property({ attribute: false }) accessor overview!: Overview;
  /** What was moved where, for those who hear the page. */
  @state() accessor moved = '';
  /** The one that is dragged, and the place that it would get. */
  @state() accessor drag: { readonly id: string; readonly to: number } | null = null;

  /** What gets the focus when the next state is drawn. */
  #focus: string | null = null;

  /** The demo home is the last, and is not stored. */
  get #own(): readonly ServerView[] {
    return this.overview.servers.filter(({ demo }) => !demo);
  }

  protected override updated(): void {
    if (this.#focus === null) return;
    const target = this.renderRoot.querySelector<HTMLElement>(`#${CSS.escape(this.#focus)}`);
    this.#focus = null;
    target?.focus();
  }

  async #move({ id, name }: ServerView, to: number, focus: string | null): Promise<void> {
    const count = this.#own.length;
    if (to < 0 || to >= count) return;
    await bridge().moveServer(id, to);
    this.moved = `${name} is now number ${String(to + 1)} of ${String(count)}.`;
    // A button at the end of the list is switched off, and would lose the focus.
    const isEnd = to === 0 || to === count - 1;
    this.#focus = focus === null || !isEnd ? focus : `${to === 0 ? 'down' : 'up'}-${id}`;
    this.requestUpdate();
  }

  readonly #onDrop = (event: DragEvent): void => {
    const { drag } = this;
    this.drag = null;
    const server = this.#own.find(({ id }) => id === drag?.id);
    if (drag === null || server === undefined) return;
    event.preventDefault();
    if (this.#own.indexOf(server) !== drag.to) ask(this.#move(server, drag.to, null));
  };

  #onDragOver(event: DragEvent, at: number): void {
    const { drag } = this;
    if (drag === null || !(event.currentTarget instanceof HTMLElement)) return;
    event.preventDefault();
    const from = this.#own.findIndex(({ id }) => id === drag.id);
    const { top, height } = event.currentTarget.getBoundingClientRect();
    const isBelow = event.clientY > top + height / 2;
    // Places are counted without the dragged one.
    const gap = at + (isBelow ? 1 : 0);
    const to = gap > from ? gap - 1 : gap;
    if (to !== drag.to) this.drag = { ...drag, to };
  }

  protected override render(): unknown {
    const own = this.#own;
    const guests = this.overview.servers.filter(({ demo }) => demo);
    return html`<ul @drop=${this.#onDrop} @dragend=${() => (this.drag = null)}>
        ${repeat(
          [...own, ...guests],
          ({ id }) => id,
          (server, at) => this.#item(server, at, own.length),
        )}
      </ul>
      <p class="sr-only" role="status">${this.moved}</p>`;
  }

  #item(server: ServerView, at: number, count: number): TemplateResult {
    const isMovable = !server.demo && count > 1;
    return html`<li
      class=${this.#dragClass(server, at)}
      @dragover=${(event: DragEvent) => this.#onDragOver(event, at)}
      @keydown=${(event: KeyboardEvent) => {
        if (!event.altKey || !isMovable || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
        event.preventDefault();
        const way = event.key === 'ArrowUp' ? 'up' : 'down';
        ask(this.#move(server, way === 'up' ? at - 1 : at + 1, `${way}-${server.id}`));
      }}
    >
      ${isMovable ? this.#order(server, at, count) : ''}
      <pl-server-card .overview=${this.overview} .server=${server}></pl-server-card>
    </li>`;
  }

  /** Where the dragged one would come to be. */
  #dragClass({ id }: ServerView, at: number): string {
    const { drag } = this;
    if (drag === null) return '';
    const from = this.#own.findIndex((server) => server.id === drag.id);
    if (id === drag.id) return 'dragged';
    if (at !== drag.to || from === drag.to) return '';
    return drag.to < from ? 'before' : 'after';
  }

  #order(server: ServerView, at: number, count: number): TemplateResult {
    return html`<div class="order">
      ${this.#arrow(server, at, count, 'up')}
      <span
        class="grip"
        draggable="true"
        title="Drag to change the order"
        aria-hidden="true"
        @dragstart=${(event: DragEvent) => {
          if (event.dataTransfer !== null) {
            event.dataTransfer.effectAllowed = 'move';
            event.dataTransfer.setData('text/plain', server.name);
          }
          this.drag = { id: server.id, to: at };
        }}
        >${icons.grip(14)}</span
      >
      ${this.#arrow(server, at, count, 'down')}
    </div>`;
  }

  #arrow(server: ServerView, at: number, count: number, way: 'up' | 'down'): TemplateResult {
    const to = way === 'up' ? at - 1 : at + 1;
    const id = `${way}-${server.id}`;
    return html`<button
      class="btn ghost small icon"
      id=${id}
      aria-label=${`Move ${server.name} ${way}`}
      title=${way === 'up' ? 'Move up (Alt+↑)' : 'Move down (Alt+↓)'}
      ?disabled=${to < 0 || to >= count}
      @click=${() => ask(this.#move(server, to, id))}
    >
      ${way === 'up' ? icons.up(13) : icons.down(13)}
    </button>`;
  }
}
