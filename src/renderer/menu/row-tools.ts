import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Overview } from '../../core/ipc/overview.ts';
import type { ColumnName } from '../../core/view/columns.ts';
import '../columns/column-chooser.ts';
import type { LogModel } from '../state/log-model.ts';
import { cellAt, type CellPlace } from './cell-at.ts';
import { onCellPress } from './cell-press.ts';
import './context-menu.ts';
import type { ContextMenu } from './context-menu.ts';
import { applyCell, toRowMenu, type Cell } from './row-menu.ts';
import { fire } from '../parts/fire.ts';

/**
 * Wraps the list and handles the menu of its cells and clicks with a modifier. Fires `pl-alert-about`, and
 * `pl-alert-about-view` for what is in a cell.
 */
@customElement('pl-row-tools')
export class RowTools extends LitElement {
  static override styles = css`
    :host {
      display: contents;
    }
  `;

  @property({ attribute: false }) accessor model!: LogModel;
  @property({ attribute: false }) accessor overview!: Overview;

  constructor() {
    super();
    // Before the list handles the click as one that opens the row.
    onCellPress(this, this.#onPress, true);
    this.addEventListener('contextmenu', this.#onContextMenu);
    this.addEventListener('keydown', this.#onKeyDown);
    this.addEventListener('pl-choose-columns', this.#onChooseColumns);
  }

  #cell(ordinal: number, column: ColumnName): Cell | null {
    const row = this.model.rowAt(ordinal);
    if (row == null) return null;
    const serverName = this.overview.servers.find(({ id }) => id === row.serverId)?.name ?? row.serverId;
    return { row, column, serverName };
  }

  #isOwnPart(event: Event): boolean {
    const own = 'pl-context-menu, pl-column-chooser';
    return event.composedPath().some((node) => node instanceof Element && node.matches(own));
  }

  readonly #onPress = (at: CellPlace, event: MouseEvent): void => {
    const isInclude = this.overview.platform === 'darwin' ? event.metaKey : event.ctrlKey;
    if (event.altKey === isInclude || event.shiftKey) return;
    const cell = this.#cell(at.ordinal, at.column);
    if (cell === null) return;
    event.stopPropagation();
    event.preventDefault();
    applyCell(this.model, cell, isInclude ? 'include' : 'exclude');
  };

  readonly #onContextMenu = (event: MouseEvent): void => {
    if (event.defaultPrevented || this.#isOwnPart(event)) return;
    const at = cellAt(event);
    if (at === null) return;
    event.preventDefault();
    this.#open(at.ordinal, at.column, { x: event.clientX, y: event.clientY });
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const isMenuKey = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
    const { ordinal } = this.model.selection;
    if (!isMenuKey || ordinal === null || this.#isOwnPart(event)) return;
    const row = this.#list?.shadowRoot?.querySelector(`[data-ordinal="${String(ordinal)}"]`);
    const box = (row?.querySelector('[data-column=subject]') ?? row)?.getBoundingClientRect();
    if (box === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.#open(ordinal, 'subject', { x: box.left, y: box.bottom });
  };

  get #list(): HTMLElementTagNameMap['pl-log-list'] | null {
    return this.querySelector('pl-log-list');
  }

  #open(ordinal: number, column: ColumnName, at: { readonly x: number; readonly y: number }): void {
    const cell = this.#cell(ordinal, column);
    const menu = this.renderRoot.querySelector<ContextMenu>('pl-context-menu');
    if (cell === null || menu === null) return;
    this.model.hold();
    this.model.select(ordinal);
    const items = toRowMenu(cell, {
      model: this.model,
      modifier: this.overview.platform === 'darwin' ? 'Cmd' : 'Ctrl',
      alertAbout: (row) => fire(this, 'pl-alert-about', row),
      alertAboutQuery: (about) => fire(this, 'pl-alert-about-view', about),
    });
    const scroller = this.#list?.shadowRoot?.querySelector<HTMLElement>('.scroller') ?? null;
    void menu.open(items, at, 'This cell and its row', scroller);
  }

  readonly #onChooseColumns = (event: Event): void => {
    if (!(event instanceof CustomEvent)) return;
    const { x, y, from } = event.detail as { x: number; y: number; from: HTMLElement | null };
    this.renderRoot.querySelector('pl-column-chooser')?.open({ x, y }, from);
  };

  protected override render(): unknown {
    return html`<slot></slot>
      <pl-context-menu></pl-context-menu>
      <pl-column-chooser .columns=${this.overview.columns}></pl-column-chooser>`;
  }
}
