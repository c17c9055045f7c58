import type { Row } from '../../core/events/row.ts';
import type { LogAsk, LogNews, LogTell } from '../../core/ipc/log-port.ts';
import { RowCache, toWholeChunks, type Stretch } from '../../core/view/row-cache.ts';

/** Most pending requests. With few of them, rows that have left the view are soon no longer requested. */
const MAX_ASKS = 2;
/** Rows fetched ahead of a scrolling person. */
const AHEAD_ROWS = 200;

/** A place: see `LogTell` of kind `place`. */
export interface ListPlace {
  readonly ordinal: number;
  readonly exact: boolean;
}

/** Rows to draw, and the direction of the scroll: -1 for older, 1 for newer. */
export interface WantedRows {
  readonly from: number;
  readonly end: number;
  readonly direction: -1 | 0 | 1;
}

/** One session as the page knows it: its extent, and the fetched rows. */
export class ListSession {
  first = 0;
  end = 0;
  complete = false;
  /** Main has sent the extent. */
  hasNews = false;
  readonly id: number;
  readonly #post: (ask: LogAsk) => void;
  readonly #cache = new RowCache();
  readonly #fetching = new Map<number, Stretch>();
  readonly #places = new Map<number, (place: ListPlace | null) => void>();
  #wanted: WantedRows = { from: 0, end: 0, direction: 0 };
  #asks = 0;

  constructor(id: number, post: (ask: LogAsk) => void) {
    this.id = id;
    this.#post = post;
  }

  get count(): number {
    return this.end - this.first;
  }

  /** `undefined` while it is loading, `null` when it is no longer stored. */
  rowAt(ordinal: number): Row | null | undefined {
    return this.#cache.get(ordinal);
  }

  takeNews({ first, end, complete, tail }: LogNews): void {
    this.first = first;
    this.end = end;
    this.complete = complete;
    this.hasNews = true;
    this.#cache.put(end - tail.length, tail);
  }

  takeAnswer(tell: Extract<LogTell, { kind: 'rows' | 'place' }>): void {
    if (tell.kind === 'rows') {
      this.#fetching.delete(tell.ask);
      this.#cache.put(tell.from, tell.rows);
      this.#fetch();
    } else {
      const { ordinal, exact, first } = tell;
      this.first = first;
      this.#places.get(tell.ask)?.({ ordinal, exact });
      this.#places.delete(tell.ask);
    }
  }

  /** Sets the rows to draw. Earlier rows that are not needed any more are not requested. */
  want(wanted: WantedRows): void {
    this.#wanted = wanted;
    this.#cache.touch(wanted.from, wanted.end);
    this.#fetch();
  }

  find(seq: number): Promise<ListPlace | null> {
    return this.#place({ kind: 'find', session: this.id, ask: this.#nextAsk(), seq });
  }

  findMoment(at: number): Promise<ListPlace | null> {
    return this.#place({ kind: 'at', session: this.id, ask: this.#nextAsk(), at });
  }

  /** Ends the session: pending questions get no answer. */
  close(): void {
    for (const resolve of this.#places.values()) resolve(null);
    this.#places.clear();
    this.#fetching.clear();
  }

  #place(ask: Extract<LogAsk, { kind: 'find' | 'at' }>): Promise<ListPlace | null> {
    return new Promise((resolve) => {
      this.#places.set(ask.ask, resolve);
      this.#post(ask);
    });
  }

  #nextAsk(): number {
    this.#asks += 1;
    return this.#asks;
  }

  #fetch(): void {
    while (this.#fetching.size < MAX_ASKS) {
      const next = this.#missing().find((stretch) => !this.#isFetching(stretch));
      if (next === undefined) return;
      const ask = this.#nextAsk();
      this.#fetching.set(ask, next);
      this.#post({ kind: 'rows', session: this.id, ask, from: next.from, count: next.count });
    }
  }

  /** The missing rows in view, in whole chunks, then those ahead. */
  #missing(): readonly Stretch[] {
    const { from, end, direction } = this.#wanted;
    const inView = this.#missingOf(from, end);
    if (inView.length > 0) {
      const whole = toWholeChunks(from, end);
      return this.#missingOf(whole.from, whole.end).filter(
        (stretch) => stretch.from < end && stretch.from + stretch.count > from,
      );
    }
    if (direction === -1) return this.#missingOf(from - AHEAD_ROWS, from).toReversed();
    return direction === 1 ? this.#missingOf(end, end + AHEAD_ROWS) : [];
  }

  #missingOf(from: number, end: number): readonly Stretch[] {
    return this.#cache.missing(Math.max(from, this.first), Math.min(end, this.end));
  }

  #isFetching({ from, count }: Stretch): boolean {
    return [...this.#fetching.values()].some(
      (other) => other.from < from + count && from < other.from + other.count,
    );
  }
}
