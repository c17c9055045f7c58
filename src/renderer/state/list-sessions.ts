import type { LogNews, LogSource, LogTell } from '../../core/ipc/log-port.ts';
import { ListSession } from './list-session.ts';
import { openLogLine, type LogLine } from './log-line.ts';

/** What is asked of main: the next session, or the one that is shown. */
export interface SessionRequest {
  readonly source: LogSource;
  readonly query: string;
  /** Rows up to this seq are left out; 0 for none. */
  readonly afterSeq: number;
}

export interface ListSessionsEnds {
  /** Asked whenever a session opens: what it is to show, and how many of the newest rows news is to bring along. */
  request(): SessionRequest;
  tail(): number;
  /** @param isNowComplete everything older has been looked through: what is counted is no number on its way any more */
  onNews(news: LogNews, isNowComplete: boolean): void;
  /** Rows came. */
  onRows(): void;
  /**
   * A new session can be shown. Finds out where the person is in it, and returns what makes it so; only then the new list
   * takes the place of the old one.
   */
  prepare(next: ListSession): Promise<() => void>;
  /** The new session is the one that is shown. */
  onShown(): void;
  /** Main could not have it; the old one goes on. */
  onRefused(message: string): void;
}

/** What is asked, and what is there of it. */
interface Asked {
  readonly request: SessionRequest;
  readonly session: ListSession;
}

/** Whether another session will take the place of the one that is shown. */
type State =
  | { readonly kind: 'shown' }
  /** `isStale`: it will be shown and is not right any more, so that it has to be opened again right after. */
  | { readonly kind: 'opening'; readonly next: Asked; readonly isStale: boolean };

const NOTHING: SessionRequest = { source: 'log', query: '', afterSeq: 0 };

/** The session that is shown and the one that will take its place. */
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

  /** Begins a session with what is asked for now. */
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

  /** Another number of rows is to come with the next news. */
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
        // One that is on its way will do.
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

  /** The old list goes on. Main has perhaps closed its session for another one meanwhile, so it is opened again. */
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
