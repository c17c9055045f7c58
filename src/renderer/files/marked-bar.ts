import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { MarkedSession } from '../../core/ipc/history-views.ts';
import { toGroupText } from '../../core/view/group-words.ts';
import { describeMarked, toMarkedQuery } from '../../core/view/marked-words.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { buttons } from '../styles/controls.ts';
import { barStyles } from './bar-styles.ts';
import './cause-groups.ts';
import { fire } from '../parts/fire.ts';

/** How long the button says that something was copied. */
const COPIED_MS = 2_000;

/**
 * A stretch of the log between two marks: while it is recorded, and what can be done with it then. Fires `pl-set-query`
 * with a query's text and `pl-export-view` with the query of what is to be exported.
 */
@customElement('pl-marked-bar')
export class MarkedBar extends LitElement {
  static override styles = [base, buttons, barStyles];

  @property({ attribute: false }) accessor marked: MarkedSession | null = null;
  @state() accessor isCopied = false;

  #fire(name: 'pl-set-query' | 'pl-export-view', query: string): void {
    fire(this, name, query);
  }

  #mark(what: 'stop' | 'clear'): void {
    ask(bridge().mark(what));
  }

  async #copy(marked: MarkedSession, query: string): Promise<void> {
    const { groups } = await bridge().readGroups('log', query);
    await bridge().copyText(toGroupText(describeMarked(marked), groups));
    this.isCopied = true;
    setTimeout(() => {
      this.isCopied = false;
    }, COPIED_MS);
  }

  protected override render(): unknown {
    const { marked } = this;
    if (marked === null) return nothing;
    return html`<section class="bar" aria-label="Marked stretch">
        ${marked.endedAt === null ? this.#running(marked) : this.#ended(marked)}
      </section>
      <pl-cause-groups></pl-cause-groups>`;
  }

  #running(marked: MarkedSession): TemplateResult {
    return html`<span class="pulse"></span>
      <span class="text">${describeMarked(marked)}. Do something in the house, then stop.</span>
      <div class="actions">
        <button
          class="btn small primary"
          @click=${() => {
            this.#mark('stop');
          }}
        >
          Stop
        </button>
        ${this.#dismiss('Discard')}
      </div>`;
  }

  #ended(marked: MarkedSession): TemplateResult {
    const query = marked.events === 0 ? null : toMarkedQuery(marked);
    return html`<span class="text" role="status">${describeMarked(marked)}.</span>
      <div class="actions">
        ${query === null ? nothing : this.#choices(marked, query)} ${this.#dismiss('Dismiss')}
      </div>`;
  }

  #choices(marked: MarkedSession, query: string): TemplateResult {
    const button = (label: string, fn: () => void): TemplateResult =>
      html`<button class="btn small" @click=${fn}>${label}</button>`;
    return html`${button('Show', () => {
      this.#fire('pl-set-query', query);
    })}
    ${button('Group by cause', () => {
      const title = describeMarked(marked);
      this.renderRoot.querySelector('pl-cause-groups')?.open({ source: 'log', query, title });
    })}
    ${button(this.isCopied ? 'Copied' : 'Copy', () => {
      ask(this.#copy(marked, query));
    })}
    ${button('Export…', () => {
      this.#fire('pl-export-view', query);
    })}`;
  }

  #dismiss(label: string): TemplateResult {
    return html`<button
      class="btn small ghost"
      @click=${() => {
        this.#mark('clear');
      }}
    >
      ${label}
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pl-marked-bar': MarkedBar;
  }
}
