import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { EventTypeView, Overview } from '../../core/ipc/overview.ts';
import {
  firstOrder,
  laterOrder,
  newChoice,
  withRequest,
  type ChoiceRequest,
} from '../../core/view/choice-list.ts';
import { icons } from '../parts/icons.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { buttons, fields, pages } from '../styles/controls.ts';
import './notification-status.ts';
import './type-choice.ts';
import './watch-notes.ts';

const REFRESH_MS = 3_000;

/** Which event types raise a notification, and what became of the last ones. */
@customElement('pl-notifications-page')
export class NotificationsPage extends LitElement {
  static override styles = [
    base,
    buttons,
    fields,
    pages,
    css`
      :host {
        display: block;
        height: 100%;
        container: page / inline-size;
      }
      .column {
        max-width: 1160px;
        grid-template-columns: 350px minmax(0, 1fr);
        align-items: start;
      }
      .wide {
        grid-column: 1 / -1;
      }
      .types {
        padding: 0;
        gap: 0;
        overflow: clip;
      }
      .search {
        display: flex;
        align-items: center;
        gap: 14px;
        padding: 12px 18px;
      }
      .search input {
        max-width: 280px;
        margin-left: auto;
      }
      .add {
        padding: 12px 18px;
        border-top: 1px solid var(--line);
      }
      @container page (max-width: 880px) {
        .column {
          grid-template-columns: minmax(0, 1fr);
          padding: 20px;
        }
        pl-watch-notes {
          --notes-height: 340px;
        }
      }
    `,
  ];

  @property({ attribute: false }) accessor overview!: Overview;
  /** "Alert me about this", to be turned into a choice when the page opens. */
  @property({ attribute: false }) accessor request: ChoiceRequest | null = null;
  @state() accessor types: ReadonlyMap<string, EventTypeView> = new Map();
  @state() accessor order: readonly string[] = [];
  @state() accessor entities: readonly string[] = [];
  @state() accessor search = '';

  #timer: ReturnType<typeof setInterval> | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    ask(this.#refresh());
    this.#timer = setInterval(() => {
      ask(this.#refresh());
    }, REFRESH_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  async #refresh(): Promise<void> {
    const [types, entities] = await Promise.all([bridge().listEventTypes(), bridge().listEntities()]);
    const { choices } = this.overview.notifications;
    this.entities = entities;
    this.types = new Map(types.map((view) => [view.type, view]));
    this.order =
      this.order.length === 0 ? firstOrder(types, choices) : laterOrder(this.order, types, choices);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('request') && this.request !== null) {
      const { type } = this.request;
      const existing = this.overview.notifications.choices.find((choice) => choice.type === type);
      ask(bridge().setNotificationChoice(withRequest(existing, this.request)));
    }
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('order') || this.request === null) return;
    this.renderRoot.querySelector('[flash]')?.scrollIntoView({ block: 'center' });
  }

  protected override render(): unknown {
    const { overview } = this;
    return html`<div class="page">
      <div class="column">
        <h1 class="wide">Notifications</h1>
        <pl-notification-status
          class="wide"
          .notifications=${overview.notifications}
        ></pl-notification-status>
        <pl-watch-notes .overview=${overview}></pl-watch-notes>
        ${this.#list()}
      </div>
    </div>`;
  }

  #list(): TemplateResult {
    const needle = this.search.trim().toLowerCase();
    const shown = this.order.filter((type) => {
      const description = this.types.get(type)?.description ?? '';
      return `${type} ${description}`.toLowerCase().includes(needle);
    });
    const exact = this.search.trim();
    return html`<section class="card types" aria-labelledby="types">
      <div class="search">
        <h2 id="types">Notify me about</h2>
        <input
          type="search"
          aria-label="Search event types"
          placeholder="Search event types"
          .value=${this.search}
          @input=${(event: Event) => {
            if (event.target instanceof HTMLInputElement) this.search = event.target.value;
          }}
        />
      </div>
      ${repeat(
        shown,
        (type) => type,
        (type) => this.#choice(type),
      )}
      ${
        exact === '' || this.order.includes(exact)
          ? nothing
          : html`<div class="add">
              <button
                class="btn small"
                @click=${() => {
                  ask(bridge().setNotificationChoice({ ...newChoice(exact), enabled: true }));
                  this.order = [exact, ...this.order];
                }}
              >
                ${icons.plus(14)}Add the event type ${exact}
              </button>
            </div>`
      }
    </section>`;
  }

  #choice(type: string): TemplateResult {
    const view = this.types.get(type) ?? { type, count: 0, lastAt: null, description: '' };
    const choice = this.overview.notifications.choices.find((candidate) => candidate.type === type) ?? null;
    const asked = this.request?.type === type;
    return html`<pl-type-choice
      .view=${view}
      .choice=${choice}
      .entities=${this.entities}
      .open=${asked}
      ?flash=${asked}
    ></pl-type-choice>`;
  }
}
