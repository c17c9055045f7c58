import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { SavedView } from '../../core/settings/settings.ts';
import { describeNameProblem, missingStarters } from '../../core/view/saved-views.ts';
import { icons } from '../parts/icons.ts';
import { keepInView } from '../parts/keep-in-view.ts';
import { Popover } from '../parts/popover.ts';
import { base } from '../styles/base.ts';
import { buttons, fields } from '../styles/controls.ts';
import { popover } from '../styles/popover.ts';
import { viewNameForm } from './view-name-form.ts';
import { viewPanelStyles } from './view-tabs-styles.ts';
import { fire } from '../parts/fire.ts';

/** The plus beside the tabs: names what is looked for now, or begins with a starter. Fires `pl-add-view`. */
@customElement('pl-view-adder')
export class ViewAdder extends LitElement {
  static override styles = [base, buttons, fields, popover, viewPanelStyles];

  @property({ attribute: false }) accessor views: readonly SavedView[] = [];
  /** Of what is looked for now. */
  @property() accessor query = '';
  /** A word beside the plus, for when there is something to save. */
  @property({ type: Boolean }) accessor inviting = false;
  @state() accessor name = '';
  @state() accessor problem = '';

  readonly #popover = new Popover(this);

  /** Opens the panel with the name field focused. */
  async open(): Promise<void> {
    if (!this.#popover.open) this.#toggle();
    await this.updateComplete;
    keepInView(this.renderRoot.querySelector<HTMLElement>('.panel'));
    const first = this.renderRoot.querySelector<HTMLElement>('#name, .item');
    first?.focus();
    if (first instanceof HTMLInputElement) first.select();
  }

  #toggle(): void {
    this.name = '';
    this.problem = '';
    this.#popover.toggle();
  }

  #add(view: Omit<SavedView, 'id'>): void {
    this.#popover.close();
    fire(this, 'pl-add-view', view);
  }

  readonly #submit = (): void => {
    this.problem = describeNameProblem(this.views, this.name);
    if (this.problem === '') this.#add({ name: this.name.trim(), query: this.query.trim() });
    else this.renderRoot.querySelector('input')?.focus();
  };

  protected override render(): unknown {
    const { open } = this.#popover;
    return html`<div data-popover>
      <button
        class="btn ghost small ${this.inviting ? '' : 'icon'}"
        aria-expanded=${open}
        aria-controls="panel"
        aria-label=${this.inviting ? nothing : 'Add a view'}
        title=${this.inviting ? 'Keep this search as a tab (Ctrl+S)' : 'Add a view'}
        @click=${() => {
          if (open) this.#popover.close();
          else void this.open();
        }}
      >
        ${icons.plus(14)}${this.inviting ? 'Save view' : nothing}
      </button>
      <div class="panel" id="panel" role="group" aria-label="Add a view" ?hidden=${!open}>
        ${open ? this.#panel() : nothing}
      </div>
    </div>`;
  }

  #panel(): TemplateResult {
    return html`${
      this.query.trim() === ''
        ? html`<p class="hint">Search for something, then save it here as a tab.</p>`
        : viewNameForm({
            title: 'Name of this view',
            action: 'Save view',
            name: this.name,
            problem: this.problem,
            query: this.query,
            onInput: (name) => {
              this.name = name;
              this.problem = '';
            },
            onSubmit: this.#submit,
          })
    }
    ${this.#starters()}`;
  }

  #starters(): TemplateResult | typeof nothing {
    const starters = missingStarters(this.views);
    if (starters.length === 0) return nothing;
    return html`<div class="starters">
      <h2>Views to begin with</h2>
      ${starters.map(
        (starter) =>
          html`<button
            class="item"
            title=${starter.query}
            @click=${() => {
              this.#add(starter);
            }}
          >
            ${icons.plus(13)}${starter.name}
          </button>`,
      )}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pl-view-adder': ViewAdder;
  }
}
