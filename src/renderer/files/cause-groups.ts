import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { LogSource } from '../../core/ipc/log-port.ts';
import type { RequestAnswer } from '../../core/ipc/table.ts';
import { formatClock } from '../../core/time/format-time.ts';
import { toCauseLines, type CauseLine } from '../../core/view/cause-lines.ts';
import { describeGroup, toGroupText } from '../../core/view/group-words.ts';
import { icons } from '../parts/icons.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { buttons } from '../styles/controls.ts';
import { dialog } from '../styles/dialog.ts';
import { fire } from '../parts/fire.ts';

type CauseGroup = RequestAnswer<'readGroups'>['groups'][number];

/** Which events are grouped, and what they are called. */
export interface GroupsTarget {
  readonly source: LogSource;
  readonly query: string;
  readonly title: string;
}

/** Lines further in than this stand below each other. */
const MAX_INDENT = 6;

/** How long the button says that something was copied. */
const COPIED_MS = 2_000;

/**
 * Events grouped by what started them, in a dialog. Fires `pl-focus-event` with the seq of an event that was pressed, and
 * `pl-export-view` with the query.
 */
@customElement('pl-cause-groups')
export class CauseGroups extends LitElement {
  static override styles = [
    base,
    buttons,
    dialog,
    css`
      dialog {
        width: 720px;
        max-height: calc(100vh - 64px);
        grid-template-rows: auto minmax(0, 1fr) auto;
      }
      dialog[open] {
        display: grid;
      }
      .groups {
        display: grid;
        gap: 14px;
        align-content: start;
        overflow: auto;
        margin: 0 -20px;
        padding: 2px 20px;
      }
      h3 {
        margin-bottom: 2px;
        color: var(--dim);
        font-size: 12px;
        font-weight: 600;
      }
      .line {
        display: flex;
        gap: 10px;
        width: 100%;
        padding: 3px 6px;
        border: 0;
        border-radius: 6px;
        background: none;
        text-align: left;
      }
      .line:hover {
        background: var(--hover);
      }
      .line:focus-visible {
        outline-offset: -2px;
      }
      .line.bad .words {
        color: var(--bad);
      }
      time {
        flex: none;
        color: var(--dim);
        font: 12px/19px var(--mono);
      }
      i {
        flex: none;
        width: 14px;
        margin-left: 4px;
        border-left: 1px solid var(--line-strong);
      }
      .words {
        min-width: 0;
        overflow-wrap: anywhere;
      }
      .note {
        color: var(--dim);
      }
    `,
  ];

  @state() accessor target: GroupsTarget | null = null;
  /** `null` while they are being read. */
  @state() accessor groups: readonly CauseGroup[] | null = null;
  @state() accessor cut = false;
  @state() accessor isCopied = false;

  open(target: GroupsTarget): void {
    this.target = target;
    this.groups = null;
    ask(this.#read(target));
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  async #read(target: GroupsTarget): Promise<void> {
    const { groups, cut } = await bridge().readGroups(target.source, target.query);
    if (this.target !== target) return;
    this.groups = groups;
    this.cut = cut;
  }

  readonly #close = (): void => {
    this.renderRoot.querySelector('dialog')?.close();
  };

  readonly #copy = (): void => {
    const { target, groups } = this;
    if (target === null || groups === null) return;
    ask(bridge().copyText(toGroupText(target.title, groups)));
    this.isCopied = true;
    setTimeout(() => {
      this.isCopied = false;
    }, COPIED_MS);
  };

  readonly #export = (): void => {
    this.#close();
    this.#fire('pl-export-view', this.target?.query ?? '');
  };

  #fire(name: string, detail: unknown): void {
    fire(this, name, detail);
  }

  protected override render(): unknown {
    const { groups } = this;
    return html`<dialog aria-labelledby="title">
      <div class="dialog-head">
        <h2 id="title">${this.target?.title ?? ''}, by cause</h2>
        <button class="btn ghost icon" aria-label="Close" @click=${this.#close}>${icons.close(15)}</button>
      </div>
      <div class="groups" tabindex="0" role="group" aria-label="Events by cause" aria-busy=${groups === null}>
        ${
          groups === null
            ? html`<p class="note">Reading…</p>`
            : groups.length === 0
              ? html`<p class="note">No events.</p>`
              : groups.map((group) => this.#group(group))
        }
        ${this.cut ? html`<p class="note">Only the newest events are shown. Export has them all.</p>` : nothing}
      </div>
      <div class="dialog-actions">
        <button class="btn" ?disabled=${groups === null} @click=${this.#export}>Export…</button>
        <button class="btn primary" ?disabled=${groups === null} @click=${this.#copy}>
          ${this.isCopied ? 'Copied' : 'Copy as text'}
        </button>
      </div>
    </dialog>`;
  }

  #group(group: CauseGroup): TemplateResult {
    return html`<section>
      <h3>${describeGroup(group)}</h3>
      ${toCauseLines(group.roots).map((line) => this.#line(line))}
    </section>`;
  }

  #line({ row, level }: CauseLine): TemplateResult {
    return html`<button
      class="line ${row.tone}"
      title=${`${row.type} ${row.subject}`.trim()}
      @click=${() => {
        this.#close();
        this.#fire('pl-focus-event', row.seq);
      }}
    >
      <time>${formatClock(row.at)}</time>
      ${Array.from({ length: Math.min(level - 1, MAX_INDENT) }, () => html`<i></i>`)}
      <span class="words">${row.text}</span>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pl-cause-groups': CauseGroups;
  }
}
