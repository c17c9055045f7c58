import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { changedKeys } from '../../core/events/diff.ts';
import type { Row } from '../../core/events/row.ts';
import type { LogSource } from '../../core/ipc/log-port.ts';
import type { ServerView } from '../../core/ipc/overview.ts';
import { toHomePage, type HomePage } from '../../core/view/home-page.ts';
import { describeMoment, describeSince, fullMoment } from '../../core/view/moment-words.ts';
import { isOwnRow } from '../../core/view/row-kind.ts';
import '../parts/ago-text.ts';
import { fire } from '../parts/fire.ts';
import { icons } from '../parts/icons.ts';
import { ask, bridge } from '../state/bridge.ts';
import { base } from '../styles/base.ts';
import { whySection } from './cause-tree.ts';
import './changes-list.ts';
import { requestCopy, type CopyRequest } from './copy-event.ts';
import './detail-actions.ts';
import './detail-bar.ts';
import { detailStyles } from './detail-styles.ts';
import { describeOwnRow, describeUnparsed, sameSubjectName, sameSubjectQuery } from './detail-words.ts';
import './json-tree.ts';
import { jsonColours } from './json-tree-styles.ts';
import { jsonView } from './json-view.ts';
import { loadFacts, type EventFacts, type Facts } from './load-facts.ts';
import { sparkView } from './spark-view.ts';

/** If an event is not loaded within this time, the previous one is removed. */
const PATIENCE_MS = 150;
const SAID_MS = 2_500;

/**
 * Everything about one event. Fires `pl-detail` with an intent, `pl-focus` and `pl-show-in-context` with a seq, and
 * `pl-send` with a draft. It loads other events itself, so it also shows those that are not in the list.
 */
@customElement('pl-detail-pane')
export class DetailPane extends LitElement {
  static override styles = [base, jsonColours, detailStyles];

  @property({ attribute: false }) accessor row!: Row;
  @property() accessor source: LogSource = 'log';
  @property({ attribute: false }) accessor servers: readonly ServerView[] = [];
  /** An event other than the page's, opened from this pane. */
  @state() accessor visited: Row | null = null;
  /** Row and facts change together. */
  @state() accessor view: { readonly row: Row; readonly facts: Facts } | null = null;
  @state() accessor bookmarks: ReadonlyMap<number, boolean> = new Map();
  @state() accessor asText = false;
  @state() accessor said = '';
  #wanted = '';

  /** The event of the pane: `row`, or one opened from it. */
  get shown(): Row {
    return this.visited ?? this.row;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('row');
    if (changed.has('source') || (before !== undefined && before.seq !== this.row.seq)) this.visited = null;
    const { shown } = this;
    const wanted = `${this.source} ${String(shown.seq)}`;
    if (wanted === this.#wanted) {
      if (this.view?.row.seq === shown.seq && this.view.row !== shown) this.#renew(this.view, shown);
      return;
    }
    this.#wanted = wanted;
    void this.#load(shown, wanted);
  }

  /** Main has sent the same row again, so it has the new bookmark. */
  #renew(view: NonNullable<DetailPane['view']>, row: Row): void {
    this.view = { ...view, row };
    const bookmarks = new Map(this.bookmarks);
    if (bookmarks.delete(row.seq)) this.bookmarks = bookmarks;
  }

  /** An answer for an earlier event is dropped. */
  async #load(row: Row, wanted: string): Promise<void> {
    const show = (facts: Facts): void => {
      if (wanted === this.#wanted) this.view = { row, facts };
    };
    this.view ??= { row, facts: { kind: 'loading' } };
    const slow = setTimeout(() => show({ kind: 'loading' }), PATIENCE_MS);
    await loadFacts(this.source, row, (facts) => {
      clearTimeout(slow);
      show(facts);
    });
  }

  #say(text: string): void {
    this.said = text;
    setTimeout(() => {
      if (this.said === text) this.said = '';
    }, SAID_MS);
  }

  /** The focus is to come here as soon as there is something. */
  #wantsFocus = false;

  readonly #onCopy = ({ detail: { text, what } }: CustomEvent<CopyRequest>): void => {
    ask(bridge().copyText(text));
    this.#say(`${what} copied`);
  };

  #visit(row: Row): void {
    this.visited = row.seq === this.row.seq ? null : row;
    fire(this, 'pl-focus', row.seq);
  }

  readonly #onStep = ({ detail: direction }: CustomEvent<'before' | 'after'>): void =>
    ask(this.#step(direction));

  async #step(direction: 'before' | 'after'): Promise<void> {
    const { shown: from, source } = this;
    const query = sameSubjectQuery(from, this.servers.length > 1);
    const found = await bridge().findNeighbour(source, query, from.seq, direction);
    const row = found === null ? null : await this.#rowOf(found.seq);
    if (this.shown.seq !== from.seq) return;
    if (row !== null) this.#visit(row);
    else this.#say(`No ${direction === 'before' ? 'earlier' : 'later'} event of ${sameSubjectName(from)}`);
  }

  /** The row of an event that may not be in the list. */
  async #rowOf(seq: number): Promise<Row | null> {
    return (await bridge().readEvent(this.source, seq))?.row ?? null;
  }

  get #isBookmarked(): boolean {
    return this.bookmarks.get(this.shown.seq) ?? this.shown.bookmarked === true;
  }

  readonly #onBookmark = (): void => {
    const on = !this.#isBookmarked;
    const { seq } = this.shown;
    this.bookmarks = new Map(this.bookmarks).set(seq, on);
    ask(bridge().setBookmark(this.source, seq, on));
  };

  /** The demo home has no pages, and a capture has no server. */
  #homePage(row: Row, facts: EventFacts | null): HomePage | null {
    const server = this.servers.find(({ id }) => id === row.serverId);
    const isThere = this.source === 'log' && server !== undefined && !server.demo;
    return !isThere || facts?.event == null ? null : toHomePage(facts.event);
  }

  /** Puts the focus where the details begin, now or when they are drawn. */
  focusPane(): void {
    const focus = (): void => this.renderRoot.querySelector('h2')?.focus();
    if (this.view === null) this.#wantsFocus = true;
    else focus();
  }

  protected override updated(): void {
    if (!this.#wantsFocus || this.view === null) return;
    this.#wantsFocus = false;
    this.focusPane();
  }

  protected override render(): unknown {
    if (this.view === null) return nothing;
    const { row, facts } = this.view;
    const event = facts.kind === 'event' ? facts : null;
    return html`<div class="pane">
      <div class="top">
        <pl-detail-bar
          .row=${row}
          .bookmarked=${this.#isBookmarked}
          .page=${this.#homePage(row, event)}
          @pl-step=${this.#onStep}
          @pl-bookmark=${this.#onBookmark}
        ></pl-detail-bar>
        <h2 tabindex="-1">${row.text}</h2>
        ${when(row, event)}
      </div>
      <div
        class="body"
        @pl-copy=${this.#onCopy}
        @pl-choose=${({ detail }: CustomEvent<Row>) => this.#visit(detail)}
      >
        ${this.#body(row, facts)}
      </div>
      ${
        isOwnRow(row)
          ? nothing
          : html`<pl-detail-actions
              .row=${row}
              .facts=${event}
              .server=${this.servers.find(({ id }) => id === row.serverId) ?? null}
              .live=${this.source === 'log'}
              @pl-copy=${this.#onCopy}
            ></pl-detail-actions>`
      }
      <p class="said ${this.said === '' ? '' : 'on'}" role="status">${this.said}</p>
    </div>`;
  }

  #body(row: Row, facts: Facts): unknown {
    switch (facts.kind) {
      case 'own':
        return html`<p class="hint">${describeOwnRow(row)}</p>`;
      case 'loading':
        return html`<p class="hint">Reading the event.</p>`;
      case 'gone':
        return html`<p class="hint">The full event is no longer kept. Only this line is left.</p>`;
      case 'event':
        return this.#event(row, facts);
    }
  }

  #event(row: Row, facts: EventFacts): TemplateResult {
    const { event, unparsed, series } = facts;
    const keys = event === null ? [] : changedKeys(event);
    return html`
      ${unparsed === null ? nothing : html`<p class="hint">${describeUnparsed(unparsed)}</p>`}
      ${
        keys.length === 0
          ? nothing
          : html`<section>
              <h3 class="heading">Changed</h3>
              <pl-changes .keys=${keys}></pl-changes>
            </section>`
      }
      ${series === null ? nothing : html`<section>${sparkView(series ?? null)}</section>`}
      ${whySection(facts, row.seq)}
      <section>${this.#sent(facts)}</section>
    `;
  }

  #sent({ event, detail }: EventFacts): TemplateResult {
    const isText = this.asText || event === null;
    return html`<div class="cap">
        <h3 class="heading">Event</h3>
        ${
          event === null
            ? nothing
            : html`<button
                class="btn small ghost"
                aria-pressed=${this.asText}
                @click=${() => {
                  this.asText = !this.asText;
                }}
              >
                ${this.asText ? 'Show as tree' : 'Show as text'}
              </button>`
        }
        <button
          class="btn small ghost"
          @click=${(press: Event) => {
            if (press.target !== null) requestCopy(press.target, { what: 'Event', text: detail.raw });
          }}
        >
          ${icons.copy(13)}Copy event
        </button>
      </div>
      ${isText ? jsonView(detail.raw) : html`<pl-json-tree .event=${event}></pl-json-tree>`}`;
  }
}

/** "Today 07:00:02.418, 31 minutes ago, 9 h 12 min after its last change", and its origin. */
function when(row: Row, facts: EventFacts | null): TemplateResult {
  const since = describeSince(facts?.event ?? null, row.at, facts?.detail.previous?.at ?? null);
  const from = [
    row.type,
    row.subject,
    facts?.detail.serverName ?? '',
    row.origin === 'REMOTE' ? 'sent over the API' : '',
    row.recovered === true ? 'missed by the stream, fetched from the recorder' : '',
  ].filter((part) => part !== '');
  return html`<p class="when">
      <time title=${fullMoment(row.at)}>${describeMoment(row.at, Date.now())}</time>,
      <pl-ago .at=${row.at}></pl-ago>${since === '' ? '' : `, ${since}`}
    </p>
    ${from.length === 0 ? nothing : html`<p class="from">${from.join(' · ')}</p>`}`;
}
