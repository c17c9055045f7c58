import { html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SavedView } from '../../core/settings/settings.ts';
import { missingStarters } from '../../core/view/saved-views.ts';
import { fire } from '../parts/fire.ts';
import { icons } from '../parts/icons.ts';
import { ViewPanel } from './view-panel.ts';

/** The plus beside the tabs: saves the present query under a name, or adds a suggested view. Fires `pl-add-view`. */
@customElement('pl-view-adder')
export class ViewAdder extends ViewPanel {
  /** The present query. */
  @property() accessor query = '';
  /** A word beside the plus when there is something to save. */
  @property({ type: Boolean }) accessor inviting = false;

  /** Opens the panel with the name field focused. */
  readonly open = (): Promise<void> => this.show('');

  #add(view: Omit<SavedView, 'id'>): void {
    this.panel.close();
    fire(this, 'pl-add-view', view);
  }

  protected override render(): unknown {
    const { open } = this.panel;
    const button = html`<button
      class="btn ghost small ${this.inviting ? '' : 'icon'}"
      aria-expanded=${open}
      aria-controls="panel"
      aria-label=${this.inviting ? nothing : 'Add a view'}
      title=${this.inviting ? 'Keep this search as a tab (Ctrl+S)' : 'Add a view'}
      @click=${open ? this.panel.close : this.open}
    >
      ${icons.plus(14)}${this.inviting ? 'Save view' : nothing}
    </button>`;
    return this.frame('Add a view', button, () => this.#panel());
  }

  #panel(): unknown {
    const query = this.query.trim();
    const starters = missingStarters(this.views);
    return html`${
      query === ''
        ? html`<p class="hint">Search for something, then save it here as a tab.</p>`
        : this.form({
            title: 'Name of this view',
            action: 'Save view',
            query,
            id: null,
            onName: (name) => this.#add({ name, query }),
          })
    }
    ${
      starters.length === 0
        ? nothing
        : html`<div class="starters">
            <h2 class="heading">Views to begin with</h2>
            ${starters.map(
              (starter) =>
                html`<button class="item" title=${starter.query} @click=${() => this.#add(starter)}>
                  ${icons.plus(13)}${starter.name}
                </button>`,
            )}
          </div>`
    }`;
  }
}
