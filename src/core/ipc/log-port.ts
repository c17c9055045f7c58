import type { Row } from '../events/row.ts';

export type { LogAsk, LogSource } from './parse-log-ask.ts';

/*
 * The messages between the log window and main, over one MessagePort. The page has no list of its own: it asks for a query and rows
 * (`LogAsk`), main answers with their number and the rows around the viewport (`LogTell`). Rows are addressed by ordinal: 0 is
 * the first row after the session was opened, earlier rows have negative ones, and an ordinal never changes within a
 * session.
 */

/** The extent of the list, and its newest rows. At most one is sent before its `ack`. */
export interface LogNews {
  readonly kind: 'news';
  readonly session: number;
  /** Ordinals there are: `first` up to, not including, `end`. `first` moves while older matches are found or trimmed. */
  readonly first: number;
  readonly end: number;
  /** The search for older matches is complete. */
  readonly complete: boolean;
  /** The newest rows, the last of them at `end - 1`, without those that were sent before. */
  readonly tail: readonly Row[];
  /** Events received since start, for the rate. */
  readonly received: number;
  /** Highest key so far, in this run or before. */
  readonly lastSeq: number;
}

export type LogTell =
  | LogNews
  | {
      readonly kind: 'rows';
      readonly session: number;
      readonly ask: number;
      readonly from: number;
      /** One for each ordinal from `from` on; `null` if a row is no longer stored. */
      readonly rows: readonly (Row | null)[];
    }
  | {
      readonly kind: 'place';
      readonly session: number;
      readonly ask: number;
      /** The requested row, else the nearest before it; one less than `first` if there is none. */
      readonly ordinal: number;
      /** It is exactly the requested row. */
      readonly exact: boolean;
      /** Oldest ordinal there is now. */
      readonly first: number;
    }
  /**
   * Rows changed or were inserted, such as recovered ones. Sent once, after the first news, and no news follows. The page
   * opens the same query again. Until then it keeps the old list, and main still answers its questions.
   */
  | { readonly kind: 'stale'; readonly session: number }
  /** The query is invalid or the source is gone; the list stays as it was. */
  | { readonly kind: 'refused'; readonly session: number; readonly message: string };

const TELL_KINDS: Readonly<Record<LogTell['kind'], true>> = {
  news: true,
  rows: true,
  place: true,
  stale: true,
  refused: true,
};

/** Reads a message of main; `null` for anything that is not a `LogTell`. Main is trusted, so only the kind is checked. */
export function readLogTell(message: unknown): LogTell | null {
  const isTell =
    typeof message === 'object' &&
    message !== null &&
    'kind' in message &&
    typeof message.kind === 'string' &&
    Object.hasOwn(TELL_KINDS, message.kind);
  return isTell ? (message as LogTell) : null;
}
