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

/** The session that is shown and the one that will take its place. */
export class ListSessions {
  readonly #ends: ListSessionsEnds;
  #line: LogLine | null = null;
  #opened = 0;
  #shown: ListSession;
  #next: ListSession | null = null;
  #waiting: (() => void)[] = [];
  #unacknowledged = false;

  constructor(ends: ListSessionsEnds) {
    this.#ends = ends;
    this.#shown = this.#create();
  }

  get shown(): ListSession {
    return this.#shown;
  }

  /** Opens the line to main. Returns the undo. */
  connect(): () => void {
    const line = openLogLine({
      onOpen: () => {
        this.open();
      },
      onTell: (tell) => {
        this.#take(tell);
      },
    });
    this.#line = line;
    return () => {
      line.close();
      this.#line = null;
    };
  }

  /** Begins a session with what is asked for now. */
  open(): void {
    if (this.#line === null) return;
    this.#next?.close();
    this.#next = this.#create();
    const { id } = this.#next;
    this.#line.post({ kind: 'open', session: id, ...this.#ends.request(), tail: this.#ends.tail() });
  }

  /** Resolves when the newest session that was asked for is shown. */
  async whenShown(): Promise<void> {
    if (this.#next === null && this.#shown.hasNews) return;
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
    this.#line?.post({ kind: 'ack', session: this.#shown.id, tail: this.#ends.tail() });
  }

  #create(): ListSession {
    this.#opened += 1;
    return new ListSession(this.#opened, (ask) => {
      this.#line?.post(ask);
    });
  }

  #take(tell: LogTell): void {
    const session = [this.#shown, this.#next].find((candidate) => candidate?.id === tell.session);
    if (session == null) return;
    switch (tell.kind) {
      case 'news': {
        const isNowComplete = tell.complete && !session.complete;
        session.takeNews(tell);
        if (session === this.#next) void this.#show(session);
        else this.#unacknowledged = true;
        this.#ends.onNews(tell, isNowComplete);
        break;
      }
      case 'rows':
      case 'place':
        session.takeAnswer(tell);
        if (session === this.#shown && tell.kind === 'rows') this.#ends.onRows();
        break;
      case 'stale':
        if (this.#next === null) this.open();
        break;
      case 'refused':
        if (session !== this.#next) break;
        this.#next = null;
        this.#ends.onRefused(tell.message);
        this.#settle();
        break;
    }
  }

  async #show(next: ListSession): Promise<void> {
    const apply = await this.#ends.prepare(next);
    // A newer one may have been asked for meanwhile.
    if (this.#next !== next) return;
    this.#shown.close();
    this.#shown = next;
    this.#next = null;
    this.#unacknowledged = true;
    apply();
    this.#ends.onShown();
    this.#settle();
  }

  #settle(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
