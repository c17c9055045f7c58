import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ColumnChoice } from '../../core/settings/settings.ts';
import {
  moveColumn,
  showColumn,
  toChoices,
  toColumns,
  type Column,
  type ColumnName,
} from '../../core/view/columns.ts';
import { ask, bridge } from '../state/bridge.ts';
import { PointPopover, pointPopover } from '../parts/point-popover.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';

/** Which columns the list shows, and in which order. A small panel in the browser's top layer. */
@customElement('pl-column-chooser')
export class ColumnChooser extends LitElement {
  static override styles = [
    base,
    fields,
    pointPopover,
    css`
      [popover] {
        width: 268px;
        padding: 10px 10px 12px;
      }
      h2 {
        padding: 2px 6px 6px;
        font-size: 13px;
        font-weight: 650;
      }
      li {
        display: flex;
        align-items: center;
        gap: 2px;
        height: 30px;
        padding-right: 2px;
        border-radius: 6px;
      }
      li:hover {
        background: var(--hover);
      }
      label {
        display: flex;
        flex: 1;
        align-items: center;
        gap: 9px;
        height: 100%;
        padding-left: 6px;
      }
      .move {
        width: 24px;
        height: 24px;
        border-radius: 5px;
        color: var(--dim);
      }
      .move:hover:not(:disabled) {
        background: var(--line);
        color: var(--text);
      }
      .move:disabled {
        opacity: 0.35;
      }
      .hint {
        padding: 6px 6px 8px;
        font-size: 11px;
      }
      .reset {
        margin-left: 6px;
      }
    `,
  ];

  @property({ attribute: false }) accessor columns: readonly ColumnChoice[] = [];
  readonly #popover = new PointPopover(this);

  /** Shows the panel at a point of the window, inside of it. */
  open(at: { readonly x: number; readonly y: number }, returnTo: HTMLElement | null): void {
    this.#popover.open(at, returnTo);
    this.renderRoot.querySelector('input')?.focus();
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') {
      event.preventDefault();
      this.#popover.close(true);
    } else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) {
      const [target] = event.composedPath();
      const name = target instanceof Element ? target.closest('li')?.dataset['name'] : undefined;
      if (name === undefined) return;
      event.preventDefault();
      this.#move(name as ColumnName, event.key === 'ArrowUp' ? -1 : 1);
    }
  };

  #move(name: ColumnName, step: 1 | -1): void {
    const columns = toColumns(this.columns);
    const place = columns.findIndex((column) => column.name === name) + step;
    if (place < 0 || place >= columns.length) return;
    this.#save(moveColumn(columns, name, place));
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(`li[data-name=${name}] input`)?.focus(),
    );
  }

  #save(columns: readonly Column[]): void {
    this.columns = toChoices(columns);
    ask(bridge().changeSettings({ columns: this.columns }));
  }

  protected override render(): unknown {
    const columns = toColumns(this.columns);
    return html`<div popover="manual" role="dialog" aria-labelledby="title" @keydown=${this.#onKeyDown}>
      <h2 id="title">Columns</h2>
      <ul>
        ${columns.map((column, place) => this.#line(column, place, columns))}
      </ul>
      <p class="hint">
        Drag a title to move its column and an edge to resize it. Here: Alt with up and down.
      </p>
      <button class="btn small reset" @click=${() => this.#save(toColumns([]))}>Reset</button>
    </div>`;
  }

  #line({ name, title, shown }: Column, place: number, columns: readonly Column[]): TemplateResult {
    const isOnly = shown && columns.filter((column) => column.shown).length === 1;
    return html`<li data-name=${name}>
      <label>
        <input
          type="checkbox"
          .checked=${shown}
          ?disabled=${isOnly}
          @change=${() => this.#save(showColumn(columns, name, !shown))}
        />
        ${title}
      </label>
      ${([-1, 1] as const).map((step) => {
        const way = step === -1 ? 'up' : 'down';
        return html`<button
          class="move"
          aria-label=${`Move ${title} ${way}`}
          title="Move ${way}"
          ?disabled=${columns[place + step] === undefined}
          @click=${() => this.#move(name, step)}
        >
          ${step === -1 ? '↑' : '↓'}
        </button>`;
      })}
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pl-column-chooser': ColumnChooser;
  }
}
