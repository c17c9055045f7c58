import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { SavedView } from '../../core/settings/settings.ts';
import {
  changeView,
  moveView,
  removeView,
  toCurrentView,
  type CurrentView,
} from '../../core/view/saved-views.ts';
import { fire } from '../parts/fire.ts';
import { isInDialog } from '../parts/in-dialog.ts';
import { ask, bridge } from '../state/bridge.ts';
import type { QueryMemory } from '../state/query-memory.ts';
import { WindowKeys } from '../state/signal.ts';
import { base } from '../styles/base.ts';
import './view-adder.ts';
import type { ViewAdder } from './view-adder.ts';
import './view-menu.ts';
import type { ViewChange, ViewMenu } from './view-menu.ts';
import { viewTabsStyles } from './view-tabs-styles.ts';

/** Saves the views. The next overview contains them, and that is what is shown. */
function storeViews(savedViews: readonly SavedView[]): void {
  ask(bridge().changeSettings({ savedViews }));
}

/** An id that no view has yet. */
function createViewId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Ctrl+1 to Ctrl+9 open a tab, by its place; Ctrl+S saves. `null`: the key is not for the tabs. */
function toViewKey(event: KeyboardEvent): number | 'save' | null {
  const hasModifier = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (!hasModifier || event.defaultPrevented || isInDialog(event)) return null;
  if (event.key.toLowerCase() === 's') return 'save';
  return /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : null;
}

/** Saved queries as tabs. Fires `pl-open-view` with the view, `null` for everything. */
@customElement('pl-view-tabs')
export class ViewTabs extends LitElement {
  static override styles = [base, viewTabsStyles];

  @property({ attribute: false }) accessor views: readonly SavedView[] = [];
  /** The present query. */
  @property() accessor query = '';
  @property({ attribute: false }) accessor memory!: QueryMemory;
  @state() accessor deleted: { readonly view: SavedView; readonly place: number } | null = null;
  /** The tab that is dragged, its place, and the place of the tab below the pointer. */
  @state() accessor drag: { readonly id: string; readonly from: number; readonly over: number } | null = null;
  @query('pl-view-adder') accessor #adder!: ViewAdder | null;
  @query('pl-view-menu') accessor #menu!: ViewMenu | null;
  readonly keys = new WindowKeys(this, (event) => this.#onWindowKey(event));

  #current: CurrentView = { kind: 'everything' };
  /** The tab to focus when it is drawn at its new place. */
  #focusId: string | null = null;

  /** Saves the present query: in the open view, else under a new name. */
  save(): void {
    if (this.#current.kind === 'saved' && this.#current.edited) this.#update(this.#current.view);
    else void this.#adder?.open();
  }

  #onWindowKey(event: KeyboardEvent): void {
    const key = toViewKey(event);
    if (key === null) return;
    event.preventDefault();
    if (key === 'save') this.save();
    else if (key <= this.views.length) this.#open(this.views[key - 1] ?? null);
  }

  #isOpen(view: SavedView): boolean {
    return this.#current.kind === 'saved' && this.#current.view.id === view.id;
  }

  #open(view: SavedView | null): void {
    this.memory.openedViewId = view?.id ?? null;
    fire(this, 'pl-open-view', view);
  }

  #update(view: SavedView): void {
    storeViews(changeView(this.views, view.id, { query: this.query.trim() }));
  }

  readonly #onAdd = ({ detail }: CustomEvent<Omit<SavedView, 'id'>>): void => {
    const view = { id: createViewId(), ...detail };
    this.deleted = null;
    this.#focusId = view.id;
    storeViews([...this.views, view]);
    this.#open(view);
  };

  #change(change: ViewChange): void {
    const place = this.views.findIndex(({ id }) => id === change.id);
    const view = this.views[place];
    if (view === undefined) return;
    this.#focusId = view.id;
    switch (change.kind) {
      case 'rename':
        storeViews(changeView(this.views, view.id, { name: change.name }));
        break;
      case 'move':
        storeViews(moveView(this.views, view.id, place + change.by));
        break;
      case 'alert':
        fire(this, 'pl-alert-about-view', view);
        break;
      case 'delete':
        this.#delete(view, place);
        break;
    }
  }

  /** If the removed tab was open, the next one opens. */
  #delete(view: SavedView, place: number): void {
    const rest = removeView(this.views, view.id);
    const next = rest[place] ?? rest[place - 1] ?? null;
    this.deleted = { view, place };
    this.#focusId = next?.id ?? '';
    storeViews(rest);
    if (this.#isOpen(view)) this.#open(next);
  }

  readonly #restore = (): void => {
    if (this.deleted === null) return;
    const { view, place } = this.deleted;
    this.deleted = null;
    this.#focusId = view.id;
    storeViews(moveView([...this.views, view], view.id, place));
    this.#open(view);
  };

  readonly #onTabKey = (event: KeyboardEvent, view: SavedView | null): void => {
    if (event.ctrlKey || event.metaKey) return;
    const by = event.key === 'ArrowLeft' ? -1 : 1;
    switch (event.key) {
      case 'ArrowLeft':
      case 'ArrowRight':
        if (!event.altKey) this.#moveFocus(event.target, by);
        else if (view !== null) this.#change({ kind: 'move', id: view.id, by });
        break;
      case 'Home':
      case 'End':
        this.#moveFocus(event.target, event.key === 'Home' ? -Infinity : Infinity);
        break;
      case 'F2':
        if (view !== null) this.#rename(view);
        break;
      case 'Delete':
        if (view !== null) this.#change({ kind: 'delete', id: view.id });
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  /** The form is under the open tab, so the tab is opened first. */
  #rename(view: SavedView): void {
    if (!this.#isOpen(view)) this.#open(view);
    void this.updateComplete.then(() => this.#menu?.rename());
  }

  #onDragStart(event: DragEvent, id: string, from: number): void {
    this.drag = { id, from, over: from };
    if (event.dataTransfer === null) return;
    event.dataTransfer.effectAllowed = 'move';
    // Firefox and some desktops do not start a drag without data.
    event.dataTransfer.setData('text/plain', id);
  }

  #onDragOver(event: DragEvent, over: number): void {
    if (this.drag === null) return;
    event.preventDefault();
    if (over !== this.drag.over) this.drag = { ...this.drag, over };
  }

  readonly #onDrop = (event: DragEvent): void => {
    if (this.drag === null) return;
    event.preventDefault();
    storeViews(moveView(this.views, this.drag.id, this.drag.over));
    this.drag = null;
  };

  /** The dragged tab, and the side of the tab where it would be dropped. */
  #dragClass(place: number): 'dragged' | 'before' | 'after' | '' {
    if (place === this.drag?.from) return 'dragged';
    if (place !== this.drag?.over) return '';
    return place < this.drag.from ? 'before' : 'after';
  }

  #moveFocus(from: EventTarget | null, by: number): void {
    const tabs = [...this.renderRoot.querySelectorAll<HTMLElement>('[role=tab]')];
    const to = tabs.findIndex((tab) => tab === from) + by;
    tabs[Math.max(0, Math.min(tabs.length - 1, to))]?.focus();
  }

  protected override willUpdate(): void {
    this.#current = toCurrentView(this.views, this.query, this.memory.openedViewId);
    this.memory.openedViewId = this.#current.kind === 'saved' ? this.#current.view.id : null;
  }

  protected override updated(): void {
    this.renderRoot
      .querySelector('[aria-selected=true]')
      ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    if (this.#focusId === null) return;
    const tab = this.renderRoot.querySelector<HTMLElement>(`#${CSS.escape(tabId(this.#focusId))}`);
    if (tab === null) return;
    this.#focusId = null;
    tab.focus();
  }

  protected override render(): unknown {
    const current = this.#current;
    const edited = current.kind === 'saved' && current.edited;
    return html`<div class="strip">
      <div role="tablist" aria-label="Views">
        ${this.#tab('Everything', null, -1)}
        ${repeat(
          this.views,
          ({ id }) => id,
          (view, place) => this.#tab(view.name, view, place),
        )}
        ${
          current.kind === 'unsaved'
            ? html`<button
                role="tab"
                class="unsaved"
                aria-selected="true"
                tabindex="0"
                @keydown=${(event: KeyboardEvent) => this.#onTabKey(event, null)}
              >
                <span>Search</span>
              </button>`
            : nothing
        }
      </div>
      <div class="tools">
        ${
          current.kind === 'saved'
            ? html`<pl-view-menu
                .views=${this.views}
                .view=${current.view}
                @pl-view-change=${({ detail }: CustomEvent<ViewChange>) => this.#change(detail)}
              ></pl-view-menu>`
            : nothing
        }
        ${
          edited
            ? html`<button
                class="btn small"
                title="Keep the query as it is now in this view (Ctrl+S)"
                @click=${() => this.#update(current.view)}
              >
                Update view
              </button>`
            : nothing
        }
        <pl-view-adder
          .views=${this.views}
          .query=${current.kind === 'saved' && !edited ? '' : this.query}
          .inviting=${current.kind === 'unsaved'}
          @pl-add-view=${this.#onAdd}
        ></pl-view-adder>
      </div>
      <div class="undo" role="status">
        ${
          this.deleted === null
            ? nothing
            : html`<span class="ellipsis">Deleted “${this.deleted.view.name}”.</span>
                <button class="link" @click=${this.#restore}>Undo</button>`
        }
      </div>
    </div>`;
  }

  #tab(name: string, view: SavedView | null, place: number): TemplateResult {
    const current = this.#current;
    const selected = view === null ? current.kind === 'everything' : this.#isOpen(view);
    const edited = selected && current.kind === 'saved' && current.edited;
    const keys = place < 8 ? ` (Ctrl+${String(place + 2)})` : '';
    return html`<button
      role="tab"
      id=${tabId(view?.id ?? '')}
      class=${this.#dragClass(place)}
      aria-selected=${selected}
      tabindex=${selected ? 0 : -1}
      title=${`${view === null ? 'Everything' : view.query}${keys}`}
      draggable=${view === null ? 'false' : 'true'}
      @click=${() => this.#open(view)}
      @dblclick=${() => {
        if (view !== null) this.#rename(view);
      }}
      @keydown=${(event: KeyboardEvent) => this.#onTabKey(event, view)}
      @dragstart=${(event: DragEvent) => view !== null && this.#onDragStart(event, view.id, place)}
      @dragover=${(event: DragEvent) => view !== null && this.#onDragOver(event, place)}
      @drop=${this.#onDrop}
      @dragend=${() => {
        this.drag = null;
      }}
    >
      <span class="ellipsis">${name}</span>${
        edited ? html`<i class="edited" title="Edited"></i><span class="sr-only">, edited</span>` : nothing
      }
    </button>`;
  }
}

function tabId(id: string): string {
  return `tab-${id}`;
}
