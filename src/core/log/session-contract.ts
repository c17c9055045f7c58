import type { Clock } from '../clock.ts';
import type { Row } from '../events/row.ts';
import type { History } from '../history/history.ts';
import type { LogEntry } from './log-entry.ts';
import type { QueryNode } from '../query/ast.ts';
import type { LogReader } from './log-reader.ts';

/** What a session asks of the store. */
export type SessionHistory = Pick<History, 'search' | 'rowsOf' | 'nearest' | 'status'>;

export interface LogSessionOptions {
  /** `EMPTY_LOG` for a source that nothing is added to. */
  readonly log: LogReader;
  readonly history: SessionHistory | null;
  readonly clock: Clock;
  /** Own rows are in it, where they are wanted (`toViewQuery`). */
  readonly root: QueryNode;
  /** The same for an entry in memory; `null` when every one matches. */
  readonly matches: ((entry: LogEntry) => boolean) | null;
  /** Rows up to this seq are left out; 0 for none. */
  readonly afterSeq: number;
  /** The extent may have changed by itself, because more of what was there before was found. */
  onNews(): void;
  /** Memory has moved on too far: only a new session is right. */
  onLost(): void;
}

/** Ordinals there are: `first` up to, not including, `end`. */
export interface LogExtent {
  readonly first: number;
  readonly end: number;
  /** Everything older has been looked through. */
  readonly complete: boolean;
}

/** Where something stands in a session. */
export interface Place {
  /** Of the row, or of the nearest one before it; one less than `first` where there is none. */
  readonly ordinal: number;
  /** It is the very row that was asked for. */
  readonly exact: boolean;
}

/**
 * One query over what is stored and what arrives, as one list. Rows are addressed by ordinal: 0 is the first match
 * after the beginning, -1 the newest one before it. The session holds sequence numbers, never rows.
 */
export interface LogSession {
  extent(): LogExtent;
  /** Looks at what was added to the log since. */
  advance(): void;
  /** Rows of ordinals `from` up to `from + count`; `null` where a row is not kept any more. */
  rows(from: number, count: number): Promise<readonly (Row | null)[]>;
  /** Rows from an ordinal to the end, or as many of the newest as are in memory. */
  newest(from: number): readonly Row[];
  /** Place of a seq, or of the nearest match before it. */
  find(seq: number): Promise<Place>;
  /** Place of the newest match at or before a moment, epoch ms. */
  findMoment(at: number): Promise<Place>;
  close(): void;
}
