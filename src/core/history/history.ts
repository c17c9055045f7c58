import type { PlacedOwnRow } from '../own-rows/own-row.ts';
import type { Alert } from './alert.ts';
import type { Row } from '../events/row.ts';
import type { ListedFacet, QueryNode } from '../query/ast.ts';
import type { RedactionRules } from '../redaction/default-rules.ts';
import type { FailureCode } from '../stream/failure.ts';

/** How much is kept. */
export interface HistoryLimits {
  /** `false`: nothing on disk; the last events are held in memory and gone at the end. */
  readonly keep: boolean;
  /** Bytes of the database file with its log. */
  readonly maxBytes: number;
  /** Age of the oldest event, milliseconds. */
  readonly maxAgeMs: number;
}

export interface HistorySettings extends HistoryLimits {
  readonly redaction: RedactionRules;
}

/** Why events are not being written to disk. */
export type HistoryProblem =
  /** The disk is full; writing goes on when there is room. */
  | 'full'
  | 'read-only'
  /** Another program holds the database. Tried again. */
  | 'locked'
  /** The file was damaged, was put aside, and a new one begun. Under this problem and the next writing goes on. */
  | 'corrupt'
  /** The file was of before the first release. It was put aside, and a new one begun. */
  | 'earlier'
  /** This runtime has no SQLite. */
  | 'no-sqlite'
  | 'failed';

export interface HistoryStatus {
  readonly place: 'disk' | 'memory' | 'none';
  readonly problem: HistoryProblem | null;
  /** Path of a file that was put aside. */
  readonly putAside: string | null;
  readonly events: number;
  /** Bytes on disk, or in memory. */
  readonly bytes: number;
  /** Epoch ms of the oldest and newest; `null` when empty. */
  readonly oldestAt: number | null;
  readonly newestAt: number | null;
  /** Events, alerts and states that could not be written, since start. */
  readonly lost: number;
  /** Events that were left out since start, because they are kept already. */
  readonly twins?: number;
  /** The index of words is being made again: words are found, and it takes longer. */
  readonly indexing?: boolean;
}

/** What is to be kept of one row. The same seq again replaces a row. */
export type HistoryEntry = EventEntry | OwnEntry;

/** Whatever is written: rows, and what is noted beside them. */
export type HistoryItem =
  | HistoryEntry
  | { readonly kind: 'alert'; readonly alert: Alert }
  | { readonly kind: 'state'; readonly state: StoredState };

export interface EventEntry {
  readonly kind: 'event';
  readonly seq: number;
  readonly serverId: string;
  /** Epoch ms at which it arrived here. */
  readonly receivedAt: number;
  readonly alert: boolean;
  readonly recovered: boolean;
  /** As sent. The store decodes it, redacts it, and makes row and facets of it. */
  readonly raw: string;
}

/** A row of our own: there is nothing to decode. */
export interface OwnEntry extends PlacedOwnRow {
  readonly kind: 'own';
}

/** A change of a connection's state, kept for looking back. */
export interface StoredState {
  readonly serverId: string;
  readonly at: number;
  readonly state: string;
  readonly code: FailureCode | '';
}

/** A stretch in which one connection was live, was not although it was wanted, or was switched off. */
export interface ConnectionSpan {
  /** `off` is also the time in which Porchlight itself did not run. */
  readonly kind: 'live' | 'away' | 'off';
  readonly serverId: string;
  /** Epoch ms; `to` is `null` while it lasts. */
  readonly from: number;
  readonly to: number | null;
  /** Of the first failure in it, or empty. */
  readonly code: FailureCode | '';
}

export interface StoredEvent {
  readonly seq: number;
  readonly serverId: string;
  readonly receivedAt: number;
  /** Redacted. Empty for own rows. */
  readonly raw: string;
  readonly row: Row;
}

/** The state of an entity as the stream told it last. Redacted. */
export interface CurrentState {
  readonly serverId: string;
  readonly entity: string;
  readonly state: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** What a search has found so far. It looks from the newest to the oldest, so numbers only grow until it is complete. */
export interface SearchProgress {
  readonly count: number;
  readonly complete: boolean;
}

/**
 * One query over what is stored, below a sequence number. Matches are addressed by ordinal: 0 is the newest, so that an
 * ordinal once given never changes while older ones are found or trimmed.
 */
export interface HistorySearch {
  /** Rows of ordinals `from` up to `from + count`, newest first; fewer at the end. Waits until they are found. */
  rows(from: number, count: number): Promise<readonly Row[]>;
  /** The same with their texts. */
  events(from: number, count: number): Promise<readonly StoredEvent[]>;
  /** Ordinal of this very seq; `null` when it is no match or not found yet. */
  ordinalOf(seq: number): Promise<number | null>;
  /** Ordinal of the newest match at or before a moment, epoch ms; the last one found when all are later. */
  ordinalAt(at: number): Promise<number | null>;
  progress(): SearchProgress;
  onProgress(fn: (progress: SearchProgress) => void): () => void;
  close(): void;
}

export interface HistogramRequest {
  readonly query: QueryNode;
  /** Epoch ms, `to` excluded; `null` for the first or last match. */
  readonly from: number | null;
  readonly to: number | null;
  readonly buckets: number;
}

export interface Histogram {
  readonly from: number;
  readonly to: number;
  readonly bucketMs: number;
  /** Busiest first, at most ten; the rest stands under `OTHER_TYPES`. Each has one count a bucket. */
  readonly series: readonly {
    readonly type: string;
    readonly total: number;
    readonly counts: readonly number[];
  }[];
  /** Interruptions that touch the range. */
  readonly gaps: readonly { readonly serverId: string; readonly from: number; readonly to: number }[];
  readonly total: number;
}

export interface Busiest {
  /** Events in the time looked at. */
  readonly total: number;
  /** Busiest first, at most `limit`. */
  readonly busy: readonly { readonly entity: string; readonly serverId: string; readonly count: number }[];
  /** Sent events before, not within the time looked at; longest silence first. */
  readonly silent: readonly { readonly entity: string; readonly serverId: string; readonly lastAt: number }[];
}

export interface ValueCount {
  readonly value: string;
  /** Events that have it; 0 where nobody counted. */
  readonly count: number;
  /** What people call it, and where it is. */
  readonly words?: string;
}

/** Whether anything is asked is independent of whether it can be written: each question sees all that was appended. */
export interface History {
  status(): HistoryStatus;
  onStatus(fn: (status: HistoryStatus) => void): () => void;
  /** Cheap, never throws; written within a second. */
  append(entry: HistoryEntry): void;
  appendAlert(alert: Alert): void;
  appendState(state: StoredState): void;
  /**
   * Bytes that wait to be written. Above `LIMITS.maxHistoryBacklogBytes` an append is dropped and counted in
   * `status().lost`.
   */
  backlogBytes(): number;
  configure(settings: HistorySettings): void;
  /** Matches with a seq below `belowSeq`. */
  search(query: QueryNode, belowSeq: number): HistorySearch;
  /**
   * Rows of these very seqs (rising, at most `LIMITS.maxBatchRows`), whatever kind they are of, in the same order. One that
   * is not stored is missing in the answer.
   */
  rowsOf(seqs: readonly number[]): Promise<readonly Row[]>;
  readEvent(seq: number): Promise<StoredEvent | null>;
  /** Nearest match before or after a seq. */
  nearest(query: QueryNode, seq: number, direction: 'before' | 'after'): Promise<Row | null>;
  /** Events whose context has one of these ids, or has one of them as its parent; oldest first. */
  byContext(ids: readonly string[], limit: number): Promise<readonly StoredEvent[]>;
  /** The present states of one server, or of all. */
  currentStates(serverId: string | null): Promise<readonly CurrentState[]>;
  histogram(request: HistogramRequest): Promise<Histogram>;
  busiest(request: { readonly from: number; readonly to: number; readonly limit: number }): Promise<Busiest>;
  /** States of one entity before or at a seq, oldest first, the newest `limit` of them. */
  states(
    serverId: string,
    entity: string,
    uptoSeq: number,
    limit: number,
  ): Promise<readonly { readonly at: number; readonly state: string }[]>;
  /** Values seen of a facet that begin so, commonest first. */
  values(facet: ListedFacet, prefix: string, limit: number): Promise<readonly ValueCount[]>;
  /** Those raised or held back before a moment, epoch ms; newest first. */
  alerts(before: number, limit: number): Promise<readonly Alert[]>;
  /** Those that began before a moment, epoch ms; newest first. */
  connectionSpans(before: number, limit: number): Promise<readonly ConnectionSpan[]>;
  setBookmark(seq: number, on: boolean): Promise<void>;
  /** Forgets everything. */
  erase(): Promise<void>;
  /** Forgets everything of one server. */
  eraseServer(serverId: string): Promise<void>;
  /** Resolves when all that was appended is written. */
  flush(): Promise<void>;
  /** Flushes and ends the worker. */
  close(): Promise<void>;
}

/** The methods that ask the worker and need nothing else. It answers them by these names. */
export const HISTORY_QUESTIONS = [
  'rowsOf',
  'readEvent',
  'nearest',
  'byContext',
  'currentStates',
  'histogram',
  'busiest',
  'states',
  'values',
  'alerts',
  'connectionSpans',
] as const satisfies readonly (keyof History)[];
export type HistoryQuestion = (typeof HISTORY_QUESTIONS)[number];

/** What can be asked or ordered besides searches: methods of the history. */
export type QuestionKind = HistoryQuestion | 'setBookmark' | 'erase' | 'eraseServer' | 'flush' | 'close';

/** One of them with its arguments, as it crosses to the worker. */
export type Question = {
  [Kind in QuestionKind]: { readonly kind: Kind; readonly args: Parameters<History[Kind]> };
}[QuestionKind];

export type Answer<Kind extends QuestionKind> = Awaited<ReturnType<History[Kind]>>;
