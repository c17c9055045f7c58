import type { LogNews, LogSource, LogTell } from '../../core/ipc/log-port.ts';
import { ListSession } from './list-session.ts';
import { openLogLine, type LogLine } from './log-line.ts';

/** What a session shows: the next one, or the shown one. */
export interface SessionRequest {
  readonly source: LogSource;
  readonly query: string;
  /** Rows up to this seq are left out; 0 for none. */
  readonly afterSeq: number;
}

export interface ListSessionsEnds {
  /** Called whenever a session opens: what it should show, and how many of the newest rows the news should contain. */
  request(): SessionRequest;
  tail(): number;
  /** @param isNowComplete everything older has been looked through: what is counted is no number on its way any more */
  onNews(news: LogNews, isNowComplete: boolean): void;
  /** Rows came. */
  onRows(): void;
  /**
   * A new session can be shown. Finds the person's place in it, and returns a function that goes there. Only then the new
   * list replaces the old one.
   */
  prepare(next: ListSession): Promise<() => void>;
  /** The new session is shown now. */
  onShown(): void;
  /** Main refused it; the old one continues. */
  onRefused(message: string): void;
}

/** A question and its session. */
interface Asked {
  readonly request: SessionRequest;
  readonly session: ListSession;
}

/** Whether another session will replace the shown one. */
type State =
  | { readonly kind: 'shown' }
  /** `isStale`: it is already outdated and must be opened again right after it is shown. */
  | { readonly kind: 'opening'; readonly next: Asked; readonly isStale: boolean };

const NOTHING: SessionRequest = { source: 'log', query: '', afterSeq: 0 };

/** The shown session and the one that will replace it. */
export class ListSessions {
  readonly #ends: ListSessionsEnds;
  #line: LogLine | null = null;
  #opened = 0;
  #shown: Asked;
  #state: State = { kind: 'shown' };
  #waiting: (() => void)[] = [];
  #unacknowledged = false;

  constructor(ends: ListSessionsEnds) {
    this.#ends = ends;
    this.#shown = this.#create(NOTHING);
  }

  get shown(): ListSession {
    return this.#shown.session;
  }

  /** Opens the line to main. Returns the undo. */
  connect(openLine: typeof openLogLine = openLogLine): () => void {
    const line = openLine({
      onOpen: () => this.open(),
      onTell: (tell) => this.#take(tell),
    });
    this.#line = line;
    return () => {
      line.close();
      this.#line = null;
    };
  }

  /** Begins a session for the present question. */
  open(): void {
    this.#begin(this.#ends.request());
  }

  /** Resolves when the newest session that was asked for is shown. */
  async whenShown(): Promise<void> {
    if (this.#state.kind === 'shown' && this.shown.hasNews) return;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** The last news was drawn. */
  acknowledge(): void {
    if (!this.#unacknowledged) return;
    this.#unacknowledged = false;
    this.tellTail();
  }

  /** The next news should contain another number of rows. */
  tellTail(): void {
    this.#line?.post({ kind: 'ack', session: this.shown.id, tail: this.#ends.tail() });
  }

  #begin(request: SessionRequest): void {
    if (this.#line === null) return;
    if (this.#state.kind === 'opening') this.#state.next.session.close();
    const next = this.#create(request);
    this.#state = { kind: 'opening', next, isStale: false };
    this.#line.post({ kind: 'open', session: next.session.id, ...request, tail: this.#ends.tail() });
  }

  #create(request: SessionRequest): Asked {
    this.#opened += 1;
    const session = new ListSession(this.#opened, (ask) => this.#line?.post(ask));
    return { request, session };
  }

  #take(tell: LogTell): void {
    if (tell.session === this.shown.id) this.#takeOfShown(tell);
    else if (this.#state.kind === 'opening' && tell.session === this.#state.next.session.id) {
      this.#takeOfNext(tell, this.#state.next);
    }
  }

  #takeOfShown(tell: LogTell): void {
    switch (tell.kind) {
      case 'news':
        this.#unacknowledged = true;
        this.#takeNews(tell, this.shown);
        break;
      case 'rows':
        this.shown.takeAnswer(tell);
        this.#ends.onRows();
        break;
      case 'place':
        this.shown.takeAnswer(tell);
        break;
      case 'stale':
        // A pending one is enough.
        if (this.#state.kind === 'shown') this.#begin(this.#shown.request);
        break;
      case 'refused':
        // What is shown was had.
        break;
    }
  }

  #takeOfNext(tell: LogTell, next: Asked): void {
    switch (tell.kind) {
      case 'news':
        this.#takeNews(tell, next.session);
        void this.#show(next);
        break;
      case 'rows':
      case 'place':
        next.session.takeAnswer(tell);
        break;
      case 'stale':
        this.#state = { kind: 'opening', next, isStale: true };
        break;
      case 'refused':
        this.#refuse(tell.message, next);
        break;
    }
  }

  #takeNews(news: LogNews, session: ListSession): void {
    const isNowComplete = news.complete && !session.complete;
    session.takeNews(news);
    this.#ends.onNews(news, isNowComplete);
  }

  /** The old list continues. Main may have closed its session for another one, so it is opened again. */
  #refuse(message: string, next: Asked): void {
    const mayGoOn = this.shown.hasNews && next.request !== this.#shown.request;
    this.#state = { kind: 'shown' };
    this.#ends.onRefused(message);
    if (mayGoOn) this.#begin(this.#shown.request);
    else this.#settle();
  }

  async #show(next: Asked): Promise<void> {
    const apply = await this.#ends.prepare(next.session);
    // A newer one may have been asked for meanwhile.
    if (this.#state.kind !== 'opening' || this.#state.next !== next) return;
    const { isStale } = this.#state;
    this.shown.close();
    this.#shown = next;
    this.#state = { kind: 'shown' };
    this.#unacknowledged = true;
    apply();
    this.#ends.onShown();
    this.#settle();
    if (isStale) this.#begin(next.request);
  }

  #settle(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
