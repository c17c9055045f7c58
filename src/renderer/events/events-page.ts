import { html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { guard } from 'lit/directives/guard.js';
import type { SavedView } from '../../core/settings/settings.ts';
import type { LogSource } from '../../core/ipc/log-port.ts';
import type { Overview } from '../../core/ipc/overview.ts';
import { withExcluded } from '../../core/query/edit-query.ts';
import { quoteValue } from '../../core/query/quote-value.ts';
import { filteredServer } from '../../core/view/server-filter.ts';
import { shownTypeOf } from '../../core/view/row-kind.ts';
import '../detail/detail-pane.ts';
import type { DetailIntent } from '../detail/detail-intent.ts';
import type { DetailPane } from '../detail/detail-pane.ts';
import type { FileIntent } from '../files/file-menu.ts';
import '../files/file-tools.ts';
import type { FileTools } from '../files/file-tools.ts';
import type { EventsPart } from '../palette/commands.ts';
import { fire } from '../parts/fire.ts';
import '../parts/shortcut-sheet.ts';
import type { ShortcutSheet } from '../parts/shortcut-sheet.ts';
import '../query/highlight-bar.ts';
import type { HighlightBar } from '../query/highlight-bar.ts';
import { LogElement } from '../state/log-element.ts';
import { WindowKeys } from '../state/signal.ts';
import { base } from '../styles/base.ts';
import { hasEvents } from './empty-log.ts';
import { eventsPageStyles } from './events-page-styles.ts';
import { toKeyAction } from './key-action.ts';
import './follow-pill.ts';
import './live-banner.ts';
import './log-footer.ts';
import './log-header.ts';
import type { LogHeader } from './log-header.ts';
import './log-list.ts';
import type { LogList } from './log-list.ts';
import { bookmarkFilter } from '../menu/bookmark-filter.ts';
import '../menu/row-tools.ts';
import { toggleBookmark } from '../menu/row-menu.ts';
import '../busiest/busiest-panel.ts';
import '../timeline/timeline.ts';
import '../views/view-tabs.ts';
import type { ViewTabs } from '../views/view-tabs.ts';
import './type-chips.ts';

/** The log window. Joins the parts and handles keys and buttons. Fires `pl-alert-about`. */
@customElement('pl-events-page')
export class EventsPage extends LogElement {
  static override styles = [base, eventsPageStyles];

  @property({ attribute: false }) accessor overview!: Overview;
  @state() accessor paneOpen = false;
  @query('pl-log-header') accessor #header!: LogHeader | null;
  @query('pl-view-tabs') accessor #tabs!: ViewTabs | null;
  @query('pl-file-tools') accessor #files!: FileTools | null;
  @query('pl-log-list') accessor #list!: LogList | null;
  @query('pl-highlight-bar') accessor #highlight!: HighlightBar | null;
  @query('pl-detail-pane') accessor #pane!: DetailPane | null;
  @query('pl-shortcut-sheet') accessor #shortcuts!: ShortcutSheet | null;
  readonly keys = new WindowKeys(this, (event) => this.#onKeyDown(event));

  /** Shows the event with its details, if it is still stored. */
  focusEvent(seq: number): void {
    this.paneOpen = true;
    void this.model.focus(seq);
  }

  /** Opens a part of the page, or puts the focus there. */
  openPart(part: EventsPart): void {
    switch (part) {
      case 'search':
        this.#header?.field?.focusField();
        break;
      case 'search-help':
        this.#header?.field?.openHelp();
        break;
      case 'highlight':
        void this.#highlight?.open();
        break;
      case 'save-view':
        this.#tabs?.save();
        break;
      case 'shortcuts':
        this.#shortcuts?.open();
        break;
      case 'list':
        this.#list?.focusList();
        break;
      default:
        this.#files?.perform(part);
    }
  }

  #onKeyDown(event: KeyboardEvent): void {
    const action = toKeyAction(event);
    if (action === null || event.defaultPrevented) return;
    const { row } = this.model.selection;
    switch (action) {
      case 'search':
      case 'highlight':
      case 'shortcuts':
        this.openPart(action);
        break;
      case 'next-marked':
      case 'previous-marked':
        void this.#highlight?.go(action === 'next-marked' ? 'after' : 'before');
        break;
      case 'follow':
        this.model.followNow();
        break;
      case 'pause':
        this.model.togglePause();
        break;
      case 'bookmark':
        if (row === null) return;
        toggleBookmark(this.model, row);
        break;
      case 'alert':
        if (row?.kind !== 'event') return;
        fire(this, 'pl-alert-about', row);
        break;
      case 'close':
        if (!this.paneOpen) return;
        this.#closePane();
        break;
      case 'details':
        if (row === null || this.#list?.hasFocus !== true) return;
        this.paneOpen = true;
        this.#focusPane();
        break;
      case 'next-pane':
      case 'pane-before':
        this.#goToPane(action === 'next-pane' ? 1 : -1);
        break;
      case 'list':
        if (this.#list?.handleKey(event) !== true) return;
        this.#list.focusList();
        break;
    }
    event.preventDefault();
  }

  #closePane(): void {
    this.paneOpen = false;
    this.#list?.focusList();
  }

  /** The pane may have to be drawn first. */
  #focusPane(): void {
    void this.updateComplete.then(() => this.#pane?.focusPane());
  }

  /** Goes round the parts of the window: pages, search, list, details. */
  #goToPane(step: 1 | -1): void {
    const { activeElement } = this.renderRoot as ShadowRoot;
    const places: readonly (() => void)[] = [
      () => fire(this, 'pl-focus-pages'),
      () => this.#header?.field?.focusField(),
      () => this.#list?.focusList(),
      ...(this.#pane === null ? [] : [() => this.#pane?.focusPane()]),
    ];
    const isIn = [activeElement === null, activeElement === this.#header, this.#list?.hasFocus === true];
    const at = activeElement === this.#pane && this.#pane !== null ? 3 : isIn.indexOf(true);
    // From a part between search and list, such as the chips, to one of its neighbours.
    const from = at === -1 ? (step === 1 ? 1 : 2) : at;
    places[(from + step + places.length) % places.length]?.();
  }

  readonly #onOpen = (): void => {
    this.paneOpen = true;
  };

  readonly #onShowInContext = ({ detail: seq }: CustomEvent<number>): void => {
    this.model.setQuery('');
    void this.model.focus(seq);
  };

  readonly #onDetail = ({ detail: intent }: CustomEvent<DetailIntent>): void => {
    const { model } = this;
    const row = this.#pane?.shown ?? model.selection.row;
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
        fire(this, 'pl-alert-about', row);
        break;
    }
  };

  protected override render(): unknown {
    const { model, overview } = this;
    const { servers } = overview;
    const { row } = model.selection;
    const open = this.paneOpen && row !== null;
    const chosen = filteredServer(model.query, servers);
    const watched = chosen === null ? servers : [chosen];
    // The same map for the same servers, so that the list is not drawn unnecessarily.
    const marks = guard([servers], () =>
      servers.length < 2 ? null : new Map(servers.map((server) => [server.id, server])),
    );
    return html`<div
      class="log"
      @pl-shortcuts=${() => this.openPart('shortcuts')}
      @pl-leave-search=${() => this.#list?.focusList()}
      @pl-open=${this.#onOpen}
      @pl-detail=${this.#onDetail}
      @pl-focus=${({ detail: seq }: CustomEvent<number>) => void model.focusListed(seq)}
      @pl-show-in-context=${this.#onShowInContext}
      @pl-files=${({ detail: intent }: CustomEvent<FileIntent>) => this.#files?.perform(intent)}
    >
      <pl-log-header .model=${model} .overview=${overview}></pl-log-header>
      <pl-view-tabs
        .views=${overview.savedViews}
        .query=${model.query}
        .memory=${model.memory}
        @pl-open-view=${({ detail: view }: CustomEvent<SavedView | null>) => model.setQuery(view?.query ?? '')}
      ></pl-view-tabs>
      <pl-timeline .model=${model}></pl-timeline>
      <div class="chips-line">
        <pl-type-chips .model=${model}></pl-type-chips>
        ${bookmarkFilter(model)}
        <pl-busiest .model=${model} .servers=${servers}></pl-busiest>
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
        @pl-source=${({ detail }: CustomEvent<LogSource>) => model.setSource(detail)}
      ></pl-file-tools>
      <div class="middle ${open ? 'split' : ''}">
        <div class="list">
          <pl-row-tools .model=${model} .overview=${overview}>
            <pl-log-list .model=${model} .marks=${marks} .columns=${overview.columns}></pl-log-list>
          </pl-row-tools>
          <pl-empty-log .model=${model} .servers=${servers}></pl-empty-log>
          <pl-highlight-bar .model=${model}></pl-highlight-bar>
          <pl-follow-pill .model=${model} @pl-followed=${() => this.#list?.focusList()}></pl-follow-pill>
        </div>
        ${hasEvents(model) ? html`<pl-live-banner .servers=${watched}></pl-live-banner>` : nothing}
        ${open ? html`<pl-detail-pane .row=${row} .source=${model.source} .servers=${servers}></pl-detail-pane>` : nothing}
      </div>
      <pl-log-footer .model=${model} .overview=${overview}></pl-log-footer>
      <pl-shortcut-sheet></pl-shortcut-sheet>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'pl-events-page': EventsPage;
  }
}
