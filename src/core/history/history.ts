import type { PlacedOwnRow, UnfinishedGap } from '../own-rows/own-row.ts';
import type { Alert } from './alert.ts';
import type { Row } from '../events/row.ts';
import type { ListedFacet, QueryNode } from '../query/ast.ts';
import type { RedactionRules } from '../redaction/default-rules.ts';
import type { FailureCode } from '../stream/failure.ts';

/** How much is kept. */
export interface HistoryLimits {
  /** `false`: nothing on disk; the last events are in memory and gone when the app ends. */
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
  /** The disk is full; writing continues when there is space. */
  | 'full'
  | 'read-only'
  /** Another program holds the database. Tried again. */
  | 'locked'
  /** The file was damaged and set aside, and a new one begun. With this problem and the next, writing continues. */
  | 'corrupt'
  /** The file is from before the first release. It was set aside, and a new one begun. */
  | 'earlier'
  /** This runtime has no SQLite. */
  | 'no-sqlite'
  | 'failed';

export interface HistoryStatus {
  readonly place: 'disk' | 'memory' | 'none';
  readonly problem: HistoryProblem | null;
  /** Path of a file that was set aside. */
  readonly putAside: string | null;
  readonly events: number;
  /** Bytes on disk, or in memory. */
  readonly bytes: number;
  /** Epoch ms of the oldest and newest; `null` when empty. */
  readonly oldestAt: number | null;
  readonly newestAt: number | null;
  /** Events, alerts and states that could not be written, since start. */
  readonly lost: number;
  /** Events that were left out since start, because they are already stored. */
  readonly twins?: number;
  /** The word index is being rebuilt: searches for words work, but take longer. */
  readonly indexing?: boolean;
}

/** One row to store. The same seq again replaces a row. */
export type HistoryEntry = EventEntry | OwnEntry;

/** Everything that is written: rows, alerts and states. */
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
  /** As sent. The store decodes it, redacts it, and makes its row and facets. */
  readonly raw: string;
}

/** A row of our own: there is nothing to decode. */
export interface OwnEntry extends PlacedOwnRow {
  readonly kind: 'own';
}

/** A change of a connection's state, stored for later. */
export interface StoredState {
  readonly serverId: string;
  readonly at: number;
  readonly state: string;
  readonly code: FailureCode | '';
}

/** A period in which one connection was live, was interrupted, or was switched off. */
export interface ConnectionSpan {
  /** `off` is also the time in which Porchlight did not run. */
  readonly kind: 'live' | 'away' | 'off';
  readonly serverId: string;
  /** Epoch ms; `to` is `null` while it lasts. */
  readonly from: number;
  readonly to: number | null;
  /** Code of the first failure in it, or empty. */
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

/** The last state of an entity in the stream. Redacted. */
export interface CurrentState {
  readonly serverId: string;
  readonly entity: string;
  readonly state: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** The matches found so far. A search goes from the newest to the oldest, so the count only grows until it is complete. */
export interface SearchProgress {
  readonly count: number;
  readonly complete: boolean;
}

/**
 * One query over the stored rows below a key. Matches are addressed by ordinal: 0 is the newest, so an
 * ordinal never changes while older matches are found or trimmed.
 */
export interface HistorySearch {
  /** Rows of ordinals `from` up to `from + count`, newest first; fewer at the end. Waits until they are found. */
  rows(from: number, count: number): Promise<readonly Row[]>;
  /** The same with their texts. */
  events(from: number, count: number): Promise<readonly StoredEvent[]>;
  /** Ordinal of exactly this seq; `null` when it is not a match or not found yet. */
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
  /** Busiest first, at most ten; the rest stands under `OTHER_TYPES`. Each has one count for each bucket. */
  readonly series: readonly {
    readonly type: string;
    readonly total: number;
    readonly counts: readonly number[];
  }[];
  /** Interruptions that touch the range. */
  readonly gaps: readonly { readonly serverId: string; readonly from: number; readonly to: number }[];
  readonly total: number;
}

/** An entity in a list, and its name where it is known. */
export interface ListedEntity {
  readonly entity: string;
  readonly serverId: string;
  readonly name?: string;
}

export interface Busiest {
  /** Events in the period. */
  readonly total: number;
  /** Busiest first, at most `limit`. */
  readonly busy: readonly (ListedEntity & { readonly count: number })[];
  /** Sent events before the period but not in it; longest silence first. */
  readonly silent: readonly (ListedEntity & { readonly lastAt: number })[];
}

export interface ValueCount {
  readonly value: string;
  /** Number of events that have it; 0 if they were not counted. */
  readonly count: number;
  /** What people call it, and where it is. */
  readonly words?: string;
}

/** The store of events. Every question sees all that was appended, whether it is already written or not. */
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
   * Rows of exactly these seqs (rising, at most `LIMITS.maxBatchRows`), of any kind, in the same order. A row that
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
  /** Values of a facet with this prefix, the most common first. */
  values(facet: ListedFacet, prefix: string, limit: number): Promise<readonly ValueCount[]>;
  /** Those raised or held back before a moment, epoch ms; newest first. */
  alerts(before: number, limit: number): Promise<readonly Alert[]>;
  /** Those that began before a moment, epoch ms; newest first. */
  connectionSpans(before: number, limit: number): Promise<readonly ConnectionSpan[]>;
  /** Gaps of a server whose recovery has not ended, newest first, at most 20. */
  unfinishedGaps(serverId: string): Promise<readonly UnfinishedGap[]>;
  setBookmark(seq: number, on: boolean): Promise<void>;
  /** Deletes everything. */
  erase(): Promise<void>;
  /** Deletes everything of one server. */
  eraseServer(serverId: string): Promise<void>;
  /** Resolves when all that was appended is written. */
  flush(): Promise<void>;
  /** Flushes and ends the worker. */
  close(): Promise<void>;
}

/** The methods that only ask the worker. It answers them by these names. */
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
  'unfinishedGaps',
] as const satisfies readonly (keyof History)[];
export type HistoryQuestion = (typeof HISTORY_QUESTIONS)[number];

/** Questions and commands besides searches: methods of the history. */
export type QuestionKind = HistoryQuestion | 'setBookmark' | 'erase' | 'eraseServer' | 'flush' | 'close';

/** One of them with its arguments, as it is sent to the worker. */
export type Question = {
  [Kind in QuestionKind]: { readonly kind: Kind; readonly args: Parameters<History[Kind]> };
}[QuestionKind];

export type Answer<Kind extends QuestionKind> = Awaited<ReturnType<History[Kind]>>;
