import type { Row } from '../events/row.ts';

export type { LogAsk, LogSource } from './parse-log-ask.ts';

/*
 * The log window's line to main, over one MessagePort. The page has no list of its own: it says what it wants to see
 * (`LogAsk`), main says how much there is and sends the rows around the viewport (`LogTell`). Rows are addressed by ordinal: 0 is
 * the first row after the session was opened, what was there before has negative ones, and an ordinal never changes within a
 * session.
 */

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
  /**
   * Rows changed or came in between, such as recovered ones. It is told once, after the first news, and no news follows. The page
   * opens the same again; till then it has the old list, of which main still answers every ask.
   */
  | { readonly kind: 'stale'; readonly session: number }
  /** The query or the source could not be had; the list stays as it was. */
  | { readonly kind: 'refused'; readonly session: number; readonly message: string };

const TELL_KINDS: Readonly<Record<LogTell['kind'], true>> = {
  news: true,
  rows: true,
  place: true,
  stale: true,
  refused: true,
};

/** What main posted; `null` for anything that is no tell of the log. Main is trusted, so only the kind is looked at. */
export function readLogTell(message: unknown): LogTell | null {
  const isTell =
    typeof message === 'object' &&
    message !== null &&
    'kind' in message &&
    typeof message.kind === 'string' &&
    Object.hasOwn(TELL_KINDS, message.kind);
  return isTell ? (message as LogTell) : null;
}
