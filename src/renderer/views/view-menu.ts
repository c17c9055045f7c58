import { html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { SavedView } from '../../core/settings/settings.ts';
import { fire } from '../parts/fire.ts';
import { icons } from '../parts/icons.ts';
import { ViewPanel } from './view-panel.ts';

/** A change of a view. `by` is the number of places to move it. */
export type ViewChange =
  | { readonly kind: 'rename'; readonly id: string; readonly name: string }
  | { readonly kind: 'move'; readonly id: string; readonly by: -1 | 1 }
  | { readonly kind: 'alert'; readonly id: string }
  | { readonly kind: 'delete'; readonly id: string };

/** The menu of the open view. Fires `pl-view-change`. */
@customElement('pl-view-menu')
export class ViewMenu extends ViewPanel {
  @property({ attribute: false }) accessor view!: SavedView;
  @state() accessor renaming = false;

  /** Opens the panel with the name of the view to change. */
  readonly rename = (): Promise<void> => {
    this.renaming = true;
    return this.show(this.view.name);
  };

  readonly #open = (): Promise<void> => {
    this.renaming = false;
    return this.show('');
  };

  #change(change: ViewChange): void {
    this.panel.close();
    fire(this, 'pl-view-change', change);
  }

  protected override render(): unknown {
    const { open } = this.panel;
    const label = `Options of the view ${this.view.name}`;
    const button = html`<button
      class="btn ghost small icon"
      aria-expanded=${open}
      aria-controls="panel"
      aria-label=${label}
      title="Rename, move or delete this view, or be alerted about it"
      @click=${open ? this.panel.close : this.#open}
    >
      ${icons.chevron(14)}
    </button>`;
    return this.frame(label, button, () => (this.renaming ? this.#form() : this.#menu()));
  }

  #form(): TemplateResult {
    const { id, query } = this.view;
    const onName = (name: string): void => this.#change({ kind: 'rename', id, name });
    return this.form({ title: 'New name', action: 'Rename', query, id, onName });
  }

  #menu(): TemplateResult {
    const { id } = this.view;
    const place = this.views.findIndex((view) => view.id === id);
    const move = (label: string, key: string, by: -1 | 1): TemplateResult =>
      html`<button
        class="item"
        ?disabled=${this.views[place + by] === undefined}
        @click=${() => this.#change({ kind: 'move', id, by })}
      >
        ${label}<kbd>${key}</kbd>
      </button>`;
    return html`<div class="menu">
      <button class="item" @click=${this.rename}>Rename<kbd>F2</kbd></button>
      ${move('Move left', 'Alt ←', -1)} ${move('Move right', 'Alt →', 1)}
      <button class="item" @click=${() => this.#change({ kind: 'alert', id })}>
        Alert me about this view
      </button>
      <button class="item danger" @click=${() => this.#change({ kind: 'delete', id })}>
        Delete<kbd>Del</kbd>
      </button>
    </div>`;
  }
}
