import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { NoteChoice, WatchNote } from '../../core/history/watch-notes.ts';
import type { Overview } from '../../core/ipc/overview.ts';
import { isUnread, type Alert, type AlertAbout } from '../../core/history/alert.ts';
import type { Verb } from '../../core/history/alert-verbs.ts';
import { formatTime } from '../../core/time/format-time.ts';
import type { AlertRun, NoteLine } from '../../core/view/fold-notes.ts';
import {
  describeOutcome,
  describeRun,
  describeSpan,
  describeStretch,
  groupByDay,
  type NoteDay,
} from '../../core/view/note-words.ts';
import { parseStretch, type Stretch } from '../../core/view/parse-stretch.ts';
import '../menu/context-menu.ts';
import type { ContextMenu } from '../menu/context-menu.ts';
import { textOf, verdictLine } from '../parts/field.ts';
import { fire } from '../parts/fire.ts';
import { icons } from '../parts/icons.ts';
import { segments } from '../parts/segments.ts';
import { ask, bridge } from '../state/bridge.ts';
import { Ticker } from '../state/signal.ts';
import { base } from '../styles/base.ts';
import { fields, pages } from '../styles/controls.ts';
import { alertMenu, type AlertActs } from './alert-menu.ts';
import { NotesFeed } from './notes-feed.ts';
import './pending-alerts.ts';
import { watchNotesStyles } from './watch-notes-styles.ts';

const CHOICES: readonly { readonly value: NoteChoice; readonly label: string; readonly none: string }[] = [
  { value: 'all', label: 'All', none: 'Nothing yet. Alerts appear here, also those that were held back.' },
  { value: 'alerts', label: 'Alerts', none: 'No alert yet, neither shown nor held back.' },
  { value: 'connections', label: 'Connections', none: 'No connection has changed yet.' },
];

const NO_TIME = 'No time. Write last night, 07:00, monday, 2h ago or yesterday 22:00 to 07:00.';

/** The values that a new note of this run would change. */
function signatureOf({ notifications, servers, history }: Overview): string {
  const [alert] = notifications.recent;
  return JSON.stringify([
    alert?.at,
    alert?.title,
    notifications.recent.length,
    servers.map(({ id, state: { kind } }) => [id, kind]),
    history.status.place,
  ]);
}

/**
 * Alerts, shown or held back and why, and when each server was connected, newest first and over all stored runs.
 * A click on an alert shows its event by `pl-focus-event`.
 */
@customElement('pl-watch-notes')
export class WatchNotesList extends LitElement {
  static override styles = [base, fields, pages, watchNotesStyles];

  @property({ attribute: false }) accessor overview!: Overview;
  /** Up to when alerts had been read as the page was opened, epoch ms. */
  @property({ type: Number }) accessor readUntil = 0;
  @state() accessor choice: NoteChoice = 'all';
  /** The typed time that is shown. */
  @state() accessor time = '';
  /** The typed words that an alert must have. */
  @state() accessor words = '';
  /** Seq of the alert whose event no longer exists. */
  @state() accessor goneSeq: number | null = null;
  /** Each alert of the runs that are unfolded, by `keyOf`: a run may grow while it is shown. */
  @state() accessor unfolded: ReadonlySet<string> = new Set();

  /** What came of a button. */
  @state() accessor told: { readonly ok: boolean; readonly message: string } | null = null;

  readonly ticker = new Ticker(this);
  readonly #feed = new NotesFeed(this);
  #seen = '';

  get #stretch(): Stretch | null {
    return parseStretch(this.time, Date.now());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('choice') || changed.has('time') || changed.has('words')) {
      const { from, to } = this.#stretch ?? { from: null, to: null };
      this.#feed.look({ choice: this.choice, from, to, text: this.words });
    }
    const signature = signatureOf(this.overview);
    if (signature !== this.#seen && this.#seen !== '') this.#feed.changed();
    this.#seen = signature;
  }

  async #open(seq: number): Promise<void> {
    const event = await bridge().readEvent('log', seq);
    this.goneSeq = event === null ? seq : null;
    if (event !== null) fire(this, 'pl-focus-event', seq);
  }

  async #press(about: AlertAbout, verb: Verb): Promise<void> {
    if (verb === 'less') fire(this, 'pl-edit-rule', about.rule);
    else this.told = await bridge().pressAlert(about, verb);
  }

  readonly #acts: AlertActs = {
    open: (seq) => ask(this.#open(seq)),
    press: (about, verb) => ask(this.#press(about, verb)),
  };

  #showMenu(alert: Alert, event: Event): void {
    const items = alertMenu(alert, this.overview, this.#acts);
    const target = event.currentTarget;
    if (items.length === 0 || !(target instanceof HTMLElement)) return;
    event.preventDefault();
    const { left, bottom } = target.getBoundingClientRect();
    const isPointer = event instanceof MouseEvent && event.type === 'contextmenu' && event.button === 2;
    const at = isPointer ? { x: event.clientX, y: event.clientY } : { x: left, y: bottom };
    const menu = this.renderRoot.querySelector<ContextMenu>('pl-context-menu');
    if (menu !== null) ask(menu.open(items, at, `What to do about ${alert.title}`, target));
  }

  protected override render(): unknown {
    return html`<section class="card" aria-labelledby="happened">
      <div class="top">
        <h2 id="happened">Alerts and connections</h2>
        ${segments('What is listed', CHOICES, this.choice, (choice) => (this.choice = choice))}
        <input
          type="search"
          aria-label="Search alerts"
          placeholder="Search alerts"
          maxlength="200"
          .value=${this.words}
          @input=${(event: Event) => (this.words = textOf(event))}
        />
        ${this.#timeField()}
      </div>
      <pl-pending-alerts
        .pending=${this.overview.notifications.pending}
        @pl-open-alert=${({ detail }: CustomEvent<number>) => ask(this.#open(detail))}
      ></pl-pending-alerts>
      ${this.#keeping()}
      ${
        this.told === null
          ? nothing
          : html`<div class="told">
              ${verdictLine({ tone: this.told.ok ? 'good' : 'bad', text: this.told.message }, 'told')}
            </div>`
      }
      ${this.#list()}
      <pl-context-menu></pl-context-menu>
    </section>`;
  }

  #timeField(): TemplateResult {
    const stretch = this.#stretch;
    const isWrong = this.time.trim() !== '' && stretch === null;
    return html`<input
        type="search"
        aria-label="Show from"
        aria-invalid=${isWrong}
        aria-describedby="time-verdict"
        placeholder="Show from: last night"
        .value=${this.time}
        @input=${(event: Event) => (this.time = textOf(event))}
      />
      ${isWrong ? verdictLine({ tone: 'bad', text: NO_TIME }, 'time-verdict') : nothing}
      ${
        stretch === null
          ? nothing
          : html`<p class="hint" id="time-verdict">${describeStretch(stretch, Date.now())}</p>`
      }`;
  }

  /** Shown if a restart deletes the notes. */
  #keeping(): unknown {
    const { keep, status } = this.overview.history;
    if (status.place === 'disk') return nothing;
    const why = keep ? 'the history is not on disk now' : 'the history is switched off';
    return html`<p class="quiet">Only of this run, because ${why}. They are gone when Porchlight quits.</p>`;
  }

  #list(): TemplateResult {
    const { answer, failed } = this.#feed;
    if (failed) {
      return html`<p class="quiet" role="alert">The history could not be read.</p>
        <div class="foot"><button class="btn small" @click=${this.#feed.retry}>Try again</button></div>`;
    }
    if (answer === null) return html`<p class="quiet">Looking…</p>`;
    if (answer.notes.length === 0) return html`<p class="quiet">${this.#nothing()}</p>`;
    return html`<div class="notes" role="group" aria-labelledby="happened" tabindex="0">
      ${groupByDay(answer, Date.now()).map((day) => this.#day(day))}
      ${
        answer.more
          ? html`<div class="foot">
              <button class="btn small" @click=${this.#feed.more}>Show older</button>
            </div>`
          : nothing
      }
    </div>`;
  }

  #nothing(): string {
    if (this.words.trim() !== '') return 'No alert has these words.';
    if (this.#stretch !== null) return 'Nothing is kept of that time.';
    return CHOICES.find(({ value }) => value === this.choice)?.none ?? '';
  }

  #day({ day, lines }: NoteDay): TemplateResult {
    return html`<section>
      <h3>${day}</h3>
      <ul>
        ${repeat(lines, keyOfLine, (line) => html`<li>${this.#line(line)}</li>`)}
      </ul>
    </section>`;
  }

  #line(line: NoteLine): TemplateResult {
    switch (line.kind) {
      case 'alert':
        return this.#alert(line.alert);
      case 'connection':
        return this.#connection(line);
      case 'run':
        return this.#run(line);
    }
  }

  #run(run: AlertRun): TemplateResult {
    const [{ at }] = run.alerts;
    const { title, text, outcome, tone } = describeRun(run, Date.now());
    const isNew = run.alerts.some((alert) => this.#isNew(alert));
    const isOpen = run.alerts.some((alert) => this.unfolded.has(keyOf(alert)));
    return html`<button
        class="item note run ${tone}"
        aria-expanded=${isOpen}
        @click=${() => this.#unfold(run, !isOpen)}
      >
        ${contentOf(at, title, text, outcome, isNew)}${icons.chevron(14)}
      </button>
      ${
        isOpen
          ? html`<ul class="unfolded" aria-label="${run.alerts[0].title}, one by one">
              ${run.alerts.map((alert) => html`<li>${this.#alert(alert)}</li>`)}
            </ul>`
          : nothing
      }`;
  }

  #unfold({ alerts }: AlertRun, on: boolean): void {
    const unfolded = new Set(this.unfolded);
    for (const alert of alerts) {
      if (on) unfolded.add(keyOf(alert));
      else unfolded.delete(keyOf(alert));
    }
    this.unfolded = unfolded;
  }

  #connection({ at, span }: Extract<WatchNote, { kind: 'connection' }>): TemplateResult {
    const server = this.overview.servers.find(({ id }) => id === span.serverId);
    const { title, text, tone } = describeSpan(span, server?.name ?? 'A removed server', Date.now());
    return html`<div class="note connection ${tone}">${contentOf(at, title, '', text, false)}</div>`;
  }

  /** News since the page was last open. */
  #isNew(alert: Alert): boolean {
    return isUnread(alert, this.readUntil);
  }

  #alert(alert: Alert): TemplateResult {
    const { seq, at, title, body } = alert;
    const { text, tone } = describeOutcome(alert, Date.now());
    const isGone = seq !== null && seq === this.goneSeq;
    const gone = isGone
      ? html`<span class="gone hint" role="alert">Its event is not kept any more.</span>`
      : nothing;
    const content = contentOf(at, title, body, text, this.#isNew(alert), gone);
    const row =
      seq === null
        ? html`<div class="note ${tone}">${content}</div>`
        : html`<button
            class="item note ${tone}"
            title="Show the event"
            @click=${() => ask(this.#open(seq))}
            @contextmenu=${(event: Event) => this.#showMenu(alert, event)}
          >
            ${content}
          </button>`;
    if (alert.about === undefined) return row;
    return html`<div class="with-menu">
      ${row}
      <button
        class="btn ghost small icon dots"
        aria-haspopup="menu"
        aria-label=${`What to do about ${title}`}
        title="What to do about it"
        @click=${(event: Event) => this.#showMenu(alert, event)}
      >
        ${icons.dots(14)}
      </button>
    </div>`;
  }
}

/** Its time, text and outcome. */
function contentOf(
  at: number,
  title: string,
  body: string,
  outcome: string,
  isNew: boolean,
  more: unknown = nothing,
): TemplateResult {
  return html`<time class="hint">${formatTime(at)}</time
    ><span class="what"
      ><span class="title">${title}${isNew ? html` <span class="new">New</span>` : nothing}</span>
      ${body === '' ? nothing : html`<span class="ellipsis" title=${body}>${body}</span>`}
      <span class="outcome hint">${outcome}</span>${more}</span
    >`;
}

function keyOf({ at, seq }: Alert): string {
  return `${String(at)} ${String(seq)}`;
}

/** Does not change when newer ones are added, so that a focused line keeps the focus. A run grows by newer ones. */
function keyOfLine(line: NoteLine): string {
  switch (line.kind) {
    case 'alert':
      return keyOf(line.alert);
    case 'connection':
      return `${String(line.at)} ${line.span.serverId}`;
    case 'run':
      return `run ${keyOf(line.alerts.at(-1) ?? line.alerts[0])}`;
  }
}
