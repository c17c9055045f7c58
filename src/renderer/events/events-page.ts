import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Row } from '../../core/events/row.ts';
import type { SavedView } from '../../core/settings/settings.ts';
import type { LogSource } from '../../core/ipc/log-port.ts';
import type { Overview } from '../../core/ipc/overview.ts';
import { withExcluded } from '../../core/query/edit-query.ts';
import { quoteValue } from '../../core/query/print-query.ts';
import { shownTypeOf } from '../../core/view/row-kind.ts';
import '../detail/detail-pane.ts';
import type { DetailIntent } from '../detail/detail-pane.ts';
import type { FileIntent } from '../files/file-menu.ts';
import '../files/file-tools.ts';
import type { EventsPart } from '../palette/command-context.ts';
import '../parts/shortcut-sheet.ts';
import type { ShortcutSheet } from '../parts/shortcut-sheet.ts';
import '../query/highlight-bar.ts';
import type { LogModel } from '../state/log-model.ts';
import { Watch } from '../state/signal.ts';
import { base } from '../styles/base.ts';
import { buttons } from '../styles/controls.ts';
import { hasEvents } from './empty-log.ts';
import { eventsPageStyles } from './events-page-styles.ts';
import { toKeyAction } from './key-action.ts';
import './follow-pill.ts';
import './live-banner.ts';
import './log-footer.ts';
import './log-header.ts';
import './log-list.ts';
import type { ServerMarks } from './log-row.ts';
import '../menu/bookmark-filter.ts';
import '../menu/row-tools.ts';
import { toggleBookmark } from '../menu/row-menu.ts';
import '../talkers/talkers.ts';
import '../timeline/timeline.ts';
import '../views/view-tabs.ts';
import './type-chips.ts';

/** The log window. Puts the parts together and gives keys and buttons their meaning. Fires `pl-alert-about`. */
@customElement('pl-events-page')
export class EventsPage extends LitElement {
  static override styles = [base, buttons, eventsPageStyles];

  @property({ attribute: false }) accessor model!: LogModel;
  @property({ attribute: false }) accessor overview!: Overview;
  @state() accessor paneOpen = false;

  constructor() {
    super();
    new Watch(this, () => this.model.changed);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.#onKeyDown);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.#onKeyDown);
  }

  /** Shows the event with its details, unless it is not kept any more. */
  focusEvent(seq: number): void {
    this.paneOpen = true;
    void this.model.focus(seq);
  }

  /** Opens a part of the page, or puts the focus there. */
  openPart(part: EventsPart): void {
    switch (part) {
      case 'search':
        this.renderRoot.querySelector('pl-log-header')?.focusSearch();
        break;
      case 'search-help':
        this.renderRoot.querySelector('pl-log-header')?.openSearchHelp();
        break;
      case 'highlight':
        void this.renderRoot.querySelector('pl-highlight-bar')?.open();
        break;
      case 'save-view':
        this.renderRoot.querySelector('pl-view-tabs')?.save();
        break;
      case 'shortcuts':
        this.renderRoot.querySelector<ShortcutSheet>('pl-shortcut-sheet')?.open();
        break;
      case 'list':
        this.#list?.focusList();
        break;
    }
  }

  get #list(): HTMLElementTagNameMap['pl-log-list'] | null {
    return this.renderRoot.querySelector('pl-log-list');
  }

  get #selectedRow(): Row | null {
    return this.model.selection.row;
  }

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const action = toKeyAction(event);
    if (action === null || event.defaultPrevented) return;
    switch (action) {
      case 'search':
      case 'highlight':
      case 'shortcuts':
        this.openPart(action);
        break;
      case 'next-marked':
      case 'previous-marked':
        void this.renderRoot
          .querySelector('pl-highlight-bar')
          ?.go(action === 'next-marked' ? 'after' : 'before');
        break;
      case 'follow':
        this.model.followNow();
        break;
      case 'pause':
        this.model.togglePause();
        break;
      case 'bookmark':
        if (this.#selectedRow === null) return;
        toggleBookmark(this.model, this.#selectedRow);
        break;
      case 'alert':
        if (this.#selectedRow?.kind !== 'event') return;
        this.#alertAbout(this.#selectedRow);
        break;
      case 'close':
        if (!this.paneOpen) return;
        this.#closePane();
        break;
      case 'list':
        if (this.#list?.handleKey(event) !== true) return;
        this.#list.focusList();
        break;
    }
    event.preventDefault();
  };

  readonly #onOpen = (): void => {
    this.paneOpen = true;
  };

  readonly #onFiles = ({ detail: intent }: CustomEvent<FileIntent>): void => {
    this.renderRoot.querySelector('pl-file-tools')?.perform(intent);
  };

  #closePane(): void {
    this.paneOpen = false;
    this.#list?.focusList();
  }

  /** The pane has gone to another event: the list goes along where the query lets it. */
  readonly #onFocus = ({ detail: seq }: CustomEvent<number>): void => {
    void this.model.focusListed(seq);
  };

  readonly #onShowInContext = ({ detail: seq }: CustomEvent<number>): void => {
    this.model.setQuery('');
    void this.model.focus(seq);
  };

  readonly #onDetail = ({ detail: intent }: CustomEvent<DetailIntent>): void => {
    const row = this.renderRoot.querySelector('pl-detail-pane')?.shown ?? this.#selectedRow;
    const { model } = this;
    if (intent === 'close' || row === null) {
      this.#closePane();
      return;
    }
    switch (intent) {
      case 'only-subject':
        model.setQuery(`entity:${quoteValue(row.subject)}`);
        break;
      case 'hide-subject':
        model.setQuery(withExcluded(model.query, 'entity', row.subject));
        break;
      case 'hide-type':
        model.setQuery(withExcluded(model.query, 'type', shownTypeOf(row)));
        break;
      case 'alert':
        this.#alertAbout(row);
        break;
    }
  };

  #alertAbout(row: Row): void {
    this.dispatchEvent(
      new CustomEvent<Row>('pl-alert-about', { detail: row, bubbles: true, composed: true }),
    );
  }

  protected override render(): unknown {
    const { model, overview } = this;
    const row = this.#selectedRow;
    const open = this.paneOpen && row !== null;
    return html`<div
      class="log"
      @pl-shortcuts=${() => {
        this.openPart('shortcuts');
      }}
      @pl-leave-search=${() => {
        this.#list?.focusList();
      }}
      @pl-open=${this.#onOpen}
      @pl-detail=${this.#onDetail}
      @pl-focus=${this.#onFocus}
      @pl-show-in-context=${this.#onShowInContext}
      @pl-files=${this.#onFiles}
    >
      <pl-log-header .model=${model} .overview=${overview}></pl-log-header>
      <pl-view-tabs
        .views=${overview.savedViews}
        .query=${model.query}
        .memory=${model.memory}
        @pl-open-view=${({ detail: view }: CustomEvent<SavedView | null>) => {
          model.setQuery(view?.query ?? '');
        }}
      ></pl-view-tabs>
      <pl-timeline .model=${model}></pl-timeline>
      <div class="chips-line">
        <pl-type-chips .model=${model}></pl-type-chips>
        <pl-bookmark-filter .model=${model}></pl-bookmark-filter>
        <pl-talkers .model=${model} .servers=${overview.servers}></pl-talkers>
      </div>
      <pl-file-tools
        .source=${model.source}
        .query=${model.query}
        .captures=${overview.captures}
        .marked=${overview.marked}
        @pl-set-query=${({ detail }: CustomEvent<string>) => {
          model.setSource('log');
          model.setQuery(detail);
        }}
        @pl-source=${({ detail }: CustomEvent<LogSource>) => {
          model.setSource(detail);
        }}
      ></pl-file-tools>
      <div class="middle ${open ? 'split' : ''}">
        <div class="list">
          <pl-row-tools .model=${model} .overview=${overview}>
            <pl-log-list
              .model=${model}
              .marks=${toMarks(overview)}
              .columns=${overview.columns}
            ></pl-log-list>
          </pl-row-tools>
          <pl-empty-log .model=${model} .servers=${overview.servers}></pl-empty-log>
          <pl-highlight-bar .model=${model}></pl-highlight-bar>
          <pl-follow-pill
            .model=${model}
            @pl-followed=${() => {
              this.#list?.focusList();
            }}
          ></pl-follow-pill>
        </div>
        ${this.#banner()}
        ${open ? html`<pl-detail-pane .row=${row} .source=${model.source} .servers=${overview.servers}></pl-detail-pane>` : nothing}
      </div>
      <pl-log-footer .model=${model} .overview=${overview}></pl-log-footer>
      <pl-shortcut-sheet></pl-shortcut-sheet>
    </div>`;
  }

  #banner(): TemplateResult | typeof nothing {
    // The picture in the middle says the same already.
    if (!hasEvents(this.model)) return nothing;
    return html`<pl-live-banner .servers=${this.overview.servers}></pl-live-banner>`;
  }
}

let marksOf: { readonly servers: Overview['servers']; readonly marks: ServerMarks } | null = null;

/** The same object for the same servers, so that the list is not drawn for nothing. */
function toMarks({ servers }: Overview): ServerMarks {
  if (marksOf?.servers !== servers) {
    marksOf = {
      servers,
      marks: servers.length < 2 ? null : new Map(servers.map((server) => [server.id, server])),
    };
  }
  return marksOf.marks;
}

declare global {
  interface HTMLElementTagNameMap {
    'pl-events-page': EventsPage;
  }
}
