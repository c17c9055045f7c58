import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Row } from '../../core/events/row.ts';
import type { LogSource } from '../../core/ipc/log-port.ts';
import type { RequestAnswer } from '../../core/ipc/table.ts';
import { toGroupSections, toGroupText } from '../../core/view/group-words.ts';
import '../detail/cause-tree.ts';
import { DialogElement } from '../parts/dialog-element.ts';
import { fire } from '../parts/fire.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { dialog } from '../styles/dialog.ts';

type CauseGroup = RequestAnswer<'readGroups'>['groups'][number];

/** The events to group, and their name. */
export interface GroupsTarget {
  readonly source: LogSource;
  readonly query: string;
  readonly title: string;
}

/** How long a button shows that something was copied. */
export const COPIED_MS = 2_000;

/**
 * Events grouped by their first cause, in a dialog. Fires `pl-focus-event` with the seq of a pressed event, and
 * `pl-export-view` to write them to a file.
 */
@customElement('pl-cause-groups')
export class CauseGroups extends DialogElement {
  static override styles = [
    base,
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
    this.dialog?.showModal();
  }

  async #read(target: GroupsTarget): Promise<void> {
    const { groups, cut } = await bridge().readGroups(target.source, target.query);
    if (this.target !== target) return;
    this.groups = groups;
    this.cut = cut;
  }

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
    this.close();
    fire(this, 'pl-export-view');
  };

  readonly #choose = ({ detail: row }: CustomEvent<Row>): void => {
    this.close();
    fire(this, 'pl-focus-event', row.seq);
  };

  protected override render(): unknown {
    const { groups } = this;
    const note = groups === null ? 'Reading…' : groups.length === 0 ? 'No events.' : '';
    return this.frame(
      `${this.target?.title ?? ''}, by cause`,
      html`<div
          class="groups"
          tabindex="0"
          role="group"
          aria-label="Events by cause"
          aria-busy=${groups === null}
          @pl-choose=${this.#choose}
        >
          ${note === '' ? nothing : html`<p class="hint">${note}</p>`}
          ${toGroupSections(groups ?? []).map(
            ({ heading, roots }) =>
              html`<section>
                <h3 class="heading">${heading}</h3>
                <pl-cause-tree .chain=${{ roots, userId: null, cut: false }} clock></pl-cause-tree>
              </section>`,
          )}
          ${this.cut ? html`<p class="hint">Only the newest events are shown. Export has them all.</p>` : nothing}
        </div>
        <div class="dialog-actions">
          <button class="btn" ?disabled=${groups === null} @click=${this.#export}>Export…</button>
          <button class="btn primary" ?disabled=${groups === null} @click=${this.#copy}>
            ${this.isCopied ? 'Copied' : 'Copy as text'}
          </button>
        </div>`,
    );
  }
}
