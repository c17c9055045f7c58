import { html, LitElement, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Overview } from '../../core/ipc/overview.ts';
import { describeRate } from '../../core/view/rate.ts';
import '../parts/connection-badge.ts';
import { icons } from '../parts/icons.ts';
import { secretWarning } from '../parts/secret-badge.ts';
import type { LogModel } from '../state/log-model.ts';
import { Ticker, Watch } from '../state/signal.ts';
import { base } from '../styles/base.ts';
import { buttons } from '../styles/controls.ts';
import { logHeaderStyles } from './log-header-styles.ts';

const NUMBER = new Intl.NumberFormat('en-GB');

/** Server, connection, search, rate, pause and clear. */
@customElement('pl-log-header')
export class LogHeader extends LitElement {
  static override styles = [base, buttons, logHeaderStyles];

  @property({ attribute: false }) accessor model!: LogModel;
  @property({ attribute: false }) accessor overview!: Overview;

  constructor() {
    super();
    new Watch(this, () => this.model.changed);
    new Ticker(this, 1_000);
  }

  get #input(): HTMLInputElement | null {
    return this.renderRoot.querySelector('input');
  }

  focusSearch(): void {
    this.#input?.focus();
    this.#input?.select();
  }

  readonly #onInput = (event: Event): void => {
    if (event.target instanceof HTMLInputElement) {
      this.model.setFilter({ ...this.model.filter, text: event.target.value });
    }
  };

  /** Escape clears first and leaves second, so that one habit works for both. */
  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      if (this.model.filter.text === '') this.#leave();
      else this.#clearText();
    } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
      event.preventDefault();
      this.#leave();
    }
  };

  #leave(): void {
    this.dispatchEvent(new CustomEvent('pl-leave-search', { bubbles: true, composed: true }));
  }

  readonly #clearText = (): void => {
    this.model.setFilter({ ...this.model.filter, text: '' });
  };

  protected override render(): unknown {
    const { model, overview } = this;
    const paused = model.follow.kind === 'paused';
    const [only] = overview.servers;
    const name =
      overview.servers.length === 1 ? (only?.name ?? '') : `${String(overview.servers.length)} servers`;
    return html`<header>
      <h1 title=${name}>${name}</h1>
      <pl-connection-badge .servers=${overview.servers}></pl-connection-badge>
      ${secretWarning(overview.servers, overview.secrets.label)} ${this.#search()}
      <span class="rate" title="Events a second, mean of the last ten seconds"
        >${describeRate(model.eventsPerSecond())} /s</span
      >
      <button
        class="btn icon ${paused ? 'on' : ''}"
        aria-pressed=${paused}
        aria-label=${paused ? 'Resume the list' : 'Pause the list'}
        title=${paused ? 'Resume the list (p)' : 'Pause the list (p)'}
        @click=${() => {
          model.togglePause();
        }}
      >
        ${paused ? icons.play() : icons.pause()}
      </button>
      <button
        class="btn icon"
        aria-label="Clear the view"
        title="Clear the view: hide everything older than now"
        @click=${() => {
          model.clear();
        }}
      >
        ${icons.sweep()}
      </button>
    </header>`;
  }

  #search(): unknown {
    const { model } = this;
    const { text, subject } = model.filter;
    const matching = `${NUMBER.format(model.view.eventCount)} of ${NUMBER.format(model.types.total)}`;
    return html`<div class="search" role="search">
      ${icons.search(15)}
      ${
        subject === ''
          ? nothing
          : html`<button
              class="token"
              title=${`Only ${subject}. Click to show all`}
              aria-label=${`Only ${subject}. Remove this filter`}
              @click=${() => {
                model.setFilter({ ...model.filter, subject: '' });
              }}
            >
              <span>${subject}</span>${icons.close(11)}
            </button>`
      }
      <input
        type="text"
        aria-label="Search events"
        placeholder="Search in events"
        autocomplete="off"
        spellcheck="false"
        .value=${text}
        @input=${this.#onInput}
        @keydown=${this.#onKeyDown}
      />
      ${model.isFiltered ? html`<span class="matching">${matching}</span>` : nothing}
      ${
        text === ''
          ? html`<kbd title="Press / to search">/</kbd>`
          : html`<button class="clear" aria-label="Clear the search" @click=${this.#clearText}>
              ${icons.close(13)}
            </button>`
      }
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pl-log-header': LogHeader;
  }
}
