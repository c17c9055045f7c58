import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { SavedView } from '../../core/settings/settings.ts';
import { describeNameProblem } from '../../core/view/saved-views.ts';
import { icons } from '../parts/icons.ts';
import { keepInView } from '../parts/keep-in-view.ts';
import { Popover } from '../parts/popover.ts';
import { base } from '../styles/base.ts';
import { buttons, fields } from '../styles/controls.ts';
import { popover } from '../styles/popover.ts';
import { viewNameForm } from './view-name-form.ts';
import { viewPanelStyles } from './view-tabs-styles.ts';
import { fire } from '../parts/fire.ts';

/** What is to happen to a view. `by` is the number of places to move it. */
export type ViewChange =
  | { readonly kind: 'rename'; readonly id: string; readonly name: string }
  | { readonly kind: 'move'; readonly id: string; readonly by: -1 | 1 }
  | { readonly kind: 'alert'; readonly id: string }
  | { readonly kind: 'delete'; readonly id: string };

/** What can be done with the open view. Fires `pl-view-change`. */
@customElement('pl-view-menu')
export class ViewMenu extends LitElement {
  static override styles = [base, buttons, fields, popover, viewPanelStyles];

  @property({ attribute: false }) accessor views: readonly SavedView[] = [];
  @property({ attribute: false }) accessor view!: SavedView;
  @state() accessor renaming = false;
  @state() accessor name = '';
  @state() accessor problem = '';

  readonly #popover = new Popover(this);

  /** Opens the panel with the name of the view to change. */
  async rename(): Promise<void> {
    this.name = this.view.name;
    this.problem = '';
    this.renaming = true;
    if (!this.#popover.open) this.#popover.toggle();
    await this.#focusFirst();
  }

  async #open(): Promise<void> {
    this.renaming = false;
    this.#popover.toggle();
    await this.#focusFirst();
  }

  async #focusFirst(): Promise<void> {
    await this.updateComplete;
    keepInView(this.renderRoot.querySelector<HTMLElement>('.panel'));
    const first = this.renderRoot.querySelector<HTMLElement>('#name, .item');
    first?.focus();
    if (first instanceof HTMLInputElement) first.select();
  }

  #change(change: ViewChange): void {
    this.#popover.close();
    fire(this, 'pl-view-change', change);
  }

  readonly #submit = (): void => {
    const { id } = this.view;
    this.problem = describeNameProblem(this.views, this.name, id);
    if (this.problem === '') this.#change({ kind: 'rename', id, name: this.name.trim() });
    else this.renderRoot.querySelector('input')?.focus();
  };

  protected override render(): unknown {
    const { open } = this.#popover;
    const label = `Options of the view ${this.view.name}`;
    return html`<div data-popover>
      <button
        class="btn ghost small icon"
        aria-expanded=${open}
        aria-controls="panel"
        aria-label=${label}
        title="Rename, move or delete this view, or be alerted about it"
        @click=${() => {
          if (open) this.#popover.close();
          else void this.#open();
        }}
      >
        ${icons.chevron(14)}
      </button>
      <div class="panel" id="panel" role="group" aria-label=${label} ?hidden=${!open}>
        ${open ? (this.renaming ? this.#form() : this.#menu()) : nothing}
      </div>
    </div>`;
  }

  #form(): TemplateResult {
    return viewNameForm({
      title: 'New name',
      action: 'Rename',
      name: this.name,
      problem: this.problem,
      query: this.view.query,
      onInput: (name) => {
        this.name = name;
        this.problem = '';
      },
      onSubmit: this.#submit,
    });
  }

  #menu(): TemplateResult {
    const { id } = this.view;
    const place = this.views.findIndex((view) => view.id === id);
    return html`<div class="menu">
      <button class="item" @click=${() => void this.rename()}>Rename<kbd>F2</kbd></button>
      <button
        class="item"
        ?disabled=${place <= 0}
        @click=${() => {
          this.#change({ kind: 'move', id, by: -1 });
        }}
      >
        Move left<kbd>Alt ←</kbd>
      </button>
      <button
        class="item"
        ?disabled=${place === this.views.length - 1}
        @click=${() => {
          this.#change({ kind: 'move', id, by: 1 });
        }}
      >
        Move right<kbd>Alt →</kbd>
      </button>
      <button
        class="item"
        @click=${() => {
          this.#change({ kind: 'alert', id });
        }}
      >
        Alert me about this view
      </button>
      <button
        class="item danger"
        @click=${() => {
          this.#change({ kind: 'delete', id });
        }}
      >
        Delete<kbd>Del</kbd>
      </button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pl-view-menu': ViewMenu;
  }
}
