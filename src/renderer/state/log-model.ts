import type { Row } from '../../core/events/row.ts';
import type { LogNews, LogSource } from '../../core/ipc/log-port.ts';
import type { QueryError } from '../../core/query/ast.ts';
import { parseQuery } from '../../core/query/parse-query.ts';
import {
  countNew,
  FOLLOWING,
  hold,
  release,
  shownEnd,
  togglePause,
  type Follow,
} from '../../core/view/follow.ts';
import { Rate } from '../../core/view/rate.ts';
import { createBeatCall } from './beat.ts';
import { ListPosition, type Selection } from './list-position.ts';
import type { ListSession, WantedRows } from './list-session.ts';
import { ListSessions } from './list-sessions.ts';
import { createPacer } from './pacer.ts';
import { QueryMemory } from './query-memory.ts';
import { Signal } from './signal.ts';

/**
 * A following list is drawn in every seventh frame, some nine times a second. More can't be read, and would cost much more
 * CPU.
 */
const REPAINT_MS = 116;

/** "Clear view" hides rows up to `seq`. `at` in epoch ms. */
type Cleared = Readonly<Record<'seq' | 'at', number>>;

/**
 * The log as the page knows it: the query, the extent, and the person's place in it. It has only the rows around the
 * viewport. It outlives the events page, so that a visit to the settings loses nothing.
 */
export class LogModel {
  /** Rows have come. */
  readonly listed = new Signal();
  /** Anything else that is drawn has changed. New rows are reported on the next beat. */
  readonly changed = new Signal();
  readonly memory = new QueryMemory();
  readonly #position = new ListPosition();
  readonly #rate = new Rate();
  #source: LogSource = 'log';
  #query = '';
  #typed = '';
  #queryError: QueryError | null = null;
  #cleared: Cleared | null = null;
  #refusal: string | null = null;
  #highlight = '';
  #lastSeq = 0;
  #received: number | null = null;
  readonly #sessions = new ListSessions({
    request: () => ({ source: this.#source, query: this.query, afterSeq: this.#cleared?.seq ?? 0 }),
    tail: () => this.#position.tail,
    prepare: (next) => this.#position.findIn(next, this.#shown, () => this.changed.emit()),
    onNews: (news, isNowComplete) => {
      this.#takeNews(news);
      if (isNowComplete) this.changed.emit();
    },
    onRows: () => {
      this.#refreshSelection();
      this.listed.emit();
    },
    onShown: () => {
      this.#refusal = null;
      this.#announce();
      this.changed.emit();
    },
    onRefused: (message) => {
      this.#refusal = message;
      this.changed.emit();
    },
  });
  readonly #counted = createBeatCall(() => this.changed.emit());
  /** Rows have arrived. Components with rows are drawn in the same turn, those with counts on the next beat. */
  readonly #announce = createPacer(REPAINT_MS, () => {
    this.listed.emit();
    this.#counted.ask();
    // Before they are painted, so never on a page that is not painted.
    requestAnimationFrame(() => this.#sessions.acknowledge());
  });

  /** Opens the line to main. Returns the undo. */
  connect(): () => void {
    return this.#sessions.connect();
  }

  get source(): LogSource {
    return this.#source;
  }

  /** Text of the query in effect; it can be parsed. */
  get query(): string {
    return this.#query;
  }

  /** Text of the query as typed, and what is wrong with it. */
  get typed(): string {
    return this.#typed;
  }

  get queryError(): QueryError | null {
    return this.#queryError;
  }

  /** Main's sentence why the list is still the old one. */
  get refusal(): string | null {
    return this.#refusal;
  }

  get isFiltered(): boolean {
    return this.#query.trim() !== '';
  }

  /** Words that are marked in the rows. */
  get highlight(): string {
    return this.#highlight;
  }

  get follow(): Follow {
    return this.#position.follow;
  }

  get #shown(): ListSession {
    return this.#sessions.shown;
  }

  /** Main has sent the extent. */
  get isReady(): boolean {
    return this.#shown.hasNews;
  }

  /** Ordinal of the oldest row, and the one after the newest that is shown. */
  get first(): number {
    return this.#shown.first;
  }

  get end(): number {
    return Math.max(this.first, shownEnd(this.follow, this.#shown.end));
  }

  /** Rows the list shows. */
  get count(): number {
    return this.end - this.first;
  }

  /** The search for older matches is complete. */
  get complete(): boolean {
    return this.#shown.complete;
  }

  /** Rows that came since the person stopped following. */
  get newCount(): number {
    return countNew(this.follow, this.#shown.end);
  }

  get selection(): Selection {
    return this.#position.selection;
  }

  /** `null` while the view is not cleared. */
  get cleared(): Cleared | null {
    return this.#cleared;
  }

  /** Newest seq of the log. */
  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** Row at the upper edge of the list, with the part of it that is out of view. The list writes it. */
  get top(): number {
    return this.#position.top;
  }

  set top(ordinal: number) {
    this.#position.top = ordinal;
  }

  /** An ordinal that the list should scroll to as soon as it can; it then calls `revealed`. */
  get reveal(): number | null {
    return this.#position.reveal;
  }

  revealed(): void {
    this.#position.reveal = null;
  }

  eventsPerSecond(): number {
    return this.#rate.perSecond(performance.now());
  }

  /** `undefined` while it is loading, `null` when it is no longer stored. */
  rowAt(ordinal: number): Row | null | undefined {
    return this.#shown.rowAt(ordinal);
  }

  /** The list draws these rows and requests missing ones. */
  draw(wanted: WantedRows): void {
    this.#position.drawn = wanted;
    this.#shown.want(wanted);
  }

  /** Sets the text of the query. An invalid one leaves the list unchanged. */
  setQuery(typed: string): void {
    const before = this.#query;
    const parsed = parseQuery(typed, { now: Date.now() });
    this.#typed = typed;
    this.#queryError = parsed.ok ? null : parsed.error;
    if (parsed.ok) this.#query = typed;
    if (this.#query !== before) this.#sessions.open();
    this.changed.emit();
  }

  setHighlight(words: string): void {
    this.#highlight = words;
    this.changed.emit();
  }

  /** Shows another source, from its newest rows. */
  setSource(source: LogSource): void {
    if (source === this.#source) return;
    this.#source = source;
    this.#cleared = null;
    this.#position.reset();
    this.#sessions.open();
    this.changed.emit();
  }

  /** Hides everything older than now. */
  clear(): void {
    this.#cleared = { seq: this.#lastSeq, at: Date.now() };
    this.release();
    this.#sessions.open();
  }

  /** Shows again what was cleared. */
  unclear(): void {
    this.#cleared = null;
    this.#sessions.open();
  }

  hold(): void {
    this.#setFollow(hold(this.follow, this.#shown.end));
  }

  release(): void {
    this.#setFollow(release(this.follow));
  }

  followNow(): void {
    this.#setFollow(FOLLOWING);
  }

  togglePause(): void {
    this.#setFollow(togglePause(this.follow, this.#shown.end));
  }

  select(ordinal: number | null): void {
    if (ordinal === this.selection.ordinal && ordinal !== null) return;
    this.#position.select(ordinal, this.#shown);
    this.changed.emit();
  }

  /** Shows this row in the middle, even if the query hides it. False when it is no longer stored. */
  async focus(seq: number): Promise<boolean> {
    if (await this.focusListed(seq)) return true;
    if (!this.isFiltered && this.#cleared === null && this.#source === 'log') return false;
    this.#cleared = null;
    this.#source = 'log';
    this.#query = '';
    this.#typed = '';
    this.#queryError = null;
    this.#sessions.open();
    return this.focusListed(seq);
  }

  /** Shows this row in the middle. False when it is not in the list. */
  async focusListed(seq: number): Promise<boolean> {
    await this.#sessions.whenShown();
    const place = await this.#shown.find(seq);
    if (place?.exact !== true) return false;
    const { follow } = this;
    if (follow.kind === 'paused' && place.ordinal >= follow.sinceEnd) this.followNow();
    this.hold();
    this.#position.select(place.ordinal, this.#shown, seq);
    this.#position.reveal = place.ordinal;
    this.changed.emit();
    return true;
  }

  /** Brings a moment (epoch ms) into view. */
  async jumpToTime(at: number): Promise<void> {
    await this.#sessions.whenShown();
    const place = await this.#shown.findMoment(at);
    if (place === null || this.count === 0) return;
    this.hold();
    this.#position.reveal = Math.max(this.first, place.ordinal);
    this.changed.emit();
  }

  #takeNews({ received, lastSeq }: LogNews): void {
    if (this.#received !== null) this.#rate.add(performance.now(), received - this.#received);
    this.#received = received;
    this.#lastSeq = lastSeq;
    this.#refreshSelection();
    this.#announce();
  }

  /** The row that is chosen may be among those that came. */
  #refreshSelection(): void {
    if (this.#position.refresh(this.#shown)) this.changed.emit();
  }

  /** The page with the list is open, or another one. */
  show(isShown: boolean): void {
    if (this.#position.isShown === isShown) return;
    this.#position.isShown = isShown;
    this.#sessions.tellTail();
  }

  #setFollow(follow: Follow): void {
    if (!this.#position.setFollow(follow, this.#lastSeq)) return;
    this.#sessions.tellTail();
    this.changed.emit();
  }
}
