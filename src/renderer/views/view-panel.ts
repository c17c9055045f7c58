import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { SavedView } from '../../core/settings/settings.ts';
import { describeNameProblem, SAVED_VIEW_LIMITS } from '../../core/view/saved-views.ts';
import { textOf } from '../parts/field.ts';
import { icons } from '../parts/icons.ts';
import { keepInView } from '../parts/keep-in-view.ts';
import { Popover } from '../parts/popover.ts';
import { base } from '../styles/base.ts';
import { fields } from '../styles/controls.ts';
import { popover } from '../styles/popover.ts';
import { viewPanelStyles } from './view-tabs-styles.ts';

/** What asks for a name. */
export interface NameForm {
  readonly title: string;
  readonly action: string;
  readonly query: string;
  /** The view that has the name already; `null` for a new one. */
  readonly id: string | null;
  /** Called with a name that no other view has. */
  readonly onName: (name: string) => void;
}

/** A button beside the tabs, with a panel below it in which a view can get a name. */
export abstract class ViewPanel extends LitElement {
  static override styles = [base, fields, popover, viewPanelStyles];

  @property({ attribute: false }) accessor views: readonly SavedView[] = [];
  @state() accessor name = '';
  @state() accessor problem = '';

  protected readonly panel = new Popover(this);

  /** Opens the panel; its first part gets the focus. */
  protected async show(name: string): Promise<void> {
    this.name = name;
    this.problem = '';
    if (!this.panel.open) this.panel.toggle();
    await this.updateComplete;
    keepInView(this.renderRoot.querySelector<HTMLElement>('.panel'));
    const first = this.renderRoot.querySelector<HTMLElement>('#name, .item');
    first?.focus();
    if (first instanceof HTMLInputElement) first.select();
  }

  protected frame(label: string, button: TemplateResult, body: () => unknown): TemplateResult {
    const { open } = this.panel;
    return html`<div data-popover>
      ${button}
      <div class="panel" id="panel" role="group" aria-label=${label} ?hidden=${!open}>
        ${open ? body() : nothing}
      </div>
    </div>`;
  }

  protected form({ title, action, query, id, onName }: NameForm): TemplateResult {
    return html`<form
      @submit=${(event: Event) => {
        event.preventDefault();
        this.problem = describeNameProblem(this.views, this.name, id);
        if (this.problem === '') onName(this.name.trim());
        else this.renderRoot.querySelector('input')?.focus();
      }}
    >
      <label class="label" for="name">${title}</label>
      <input
        id="name"
        type="text"
        autocomplete="off"
        spellcheck="false"
        maxlength=${SAVED_VIEW_LIMITS.nameChars}
        aria-invalid=${this.problem !== ''}
        aria-describedby="problem"
        .value=${this.name}
        @input=${(event: Event) => {
          this.name = textOf(event);
          this.problem = '';
        }}
      />
      <p class="verdict bad" id="problem" role="status" ?hidden=${this.problem === ''}>
        ${icons.warning(14)}<span>${this.problem}</span>
      </p>
      <p class="query">${query}</p>
      <div class="actions"><button class="btn small primary" type="submit">${action}</button></div>
    </form>`;
  }
}
