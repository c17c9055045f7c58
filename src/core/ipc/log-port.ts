import type { Row } from '../events/row.ts';

/** What is looked at: what Porchlight keeps, or a capture that was opened. */
export type LogSource = 'log' | `capture:${string}`;

/**
 * The log window's line to main, over one MessagePort. The page has no list of its own: it says what it wants to see, main
 * says how much there is and sends the rows around the viewport. Rows are addressed by ordinal: 0 is the first row
 * after the session was opened, what was there before has negative ones, and an ordinal never changes within a session.
 */
export type LogAsk =
  /** Begins a session and ends the one before. `query` has been parsed by the page. */
  | {
      readonly kind: 'open';
      /** A number that this page has not used before. */
      readonly session: number;
      readonly source: LogSource;
      readonly query: string;
      /** Rows up to this seq are left out; 0 for none. */
      readonly afterSeq: number;
      /** Rows that the news is to bring along, at most `LIMITS.maxTailRows`: as many as are in view. */
      readonly tail: number;
    }
  /** Rows of ordinals `from` up to `from + count` (at most `LIMITS.maxBatchRows`). */
  | {
      readonly kind: 'rows';
      readonly session: number;
      readonly ask: number;
      readonly from: number;
      readonly count: number;
    }
  /** Where a seq stands. */
  | { readonly kind: 'find'; readonly session: number; readonly ask: number; readonly seq: number }
  /** Where a moment stands: the newest row at or before it. */
  | { readonly kind: 'at'; readonly session: number; readonly ask: number; readonly at: number }
  /** The news was drawn; main may send the next. `tail` as in `open`: 0 while the newest rows are not looked at. */
  | { readonly kind: 'ack'; readonly session: number; readonly tail: number };

/** How much there is, and the newest of it. At most one of them is on its way without its `ack`. */
export interface LogNews {
  readonly kind: 'news';
  readonly session: number;
  /** Ordinals there are: `first` up to, not including, `end`. `first` moves while older matches are found or trimmed. */
  readonly first: number;
  readonly end: number;
  /** Everything older has been looked through. */
  readonly complete: boolean;
  /** The newest rows, the last of them at `end - 1`; those that were sent before are left out. */
  readonly tail: readonly Row[];
  /** Events received since start, for the rate. */
  readonly received: number;
  /** Newest seq that was given out, in this run or before. */
  readonly lastSeq: number;
}

export type LogTell =
  | LogNews
  | {
      readonly kind: 'rows';
      readonly session: number;
      readonly ask: number;
      readonly from: number;
      /** One for each ordinal from `from` on; `null` where a row is not kept any more. */
      readonly rows: readonly (Row | null)[];
    }
  | {
      readonly kind: 'place';
      readonly session: number;
      readonly ask: number;
      /** The row asked for, else the nearest before it; one less than `first` where there is none. */
      readonly ordinal: number;
      /** It is the very row that was asked for. */
      readonly exact: boolean;
      /** Oldest ordinal there is now. */
      readonly first: number;
    }
  /** Rows changed or came in between, such as recovered ones. The page opens the same again; till then it has the old list. */
  | { readonly kind: 'stale'; readonly session: number }
  /** The query or the source could not be had; the list stays as it was. */
  | { readonly kind: 'refused'; readonly session: number; readonly message: string };
