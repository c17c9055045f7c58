import type { HistoryItem, HistorySettings, HistoryStatus, Question } from '../../core/history/history.ts';
import type { QueryNode } from '../../core/query/ast.ts';

export type ServerNames = ReadonlyMap<string, string>;

/** Entries sent to the worker together. They are copied: the sender keeps them until they are on disk. */
export interface Batch {
  readonly items: readonly HistoryItem[];
  /** Its size in the backlog. */
  readonly bytes: number;
}

/** A question about an open search. */
export type SearchQuestion =
  | { readonly kind: 'rows' | 'events'; readonly from: number; readonly count: number }
  | { readonly kind: 'ordinalOf'; readonly seq: number }
  | { readonly kind: 'ordinalAt'; readonly at: number };

/** To the worker. `id` is echoed in the answer. Messages are handled in order. */
export type HistoryAsk =
  | { readonly kind: 'batch'; readonly batch: Batch }
  | { readonly kind: 'configure'; readonly settings: HistorySettings }
  | { readonly kind: 'ask'; readonly id: number; readonly question: Question; readonly names: ServerNames }
  | {
      readonly kind: 'search';
      readonly search: number;
      readonly query: QueryNode;
      readonly belowSeq: number;
      readonly names: ServerNames;
    }
  | {
      readonly kind: 'askSearch';
      readonly id: number;
      readonly search: number;
      readonly question: SearchQuestion;
    }
  | { readonly kind: 'endSearch'; readonly search: number };

/** From the worker. */
export type HistoryTell =
  | { readonly kind: 'opened'; readonly lastSeq: number; readonly status: HistoryStatus }
  /** So many bytes were written since the last such message; with `status` occasionally, or when it has changed. */
  | { readonly kind: 'took'; readonly bytes: number; readonly status: HistoryStatus | null }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
  | {
      readonly kind: 'progress';
      readonly search: number;
      readonly count: number;
      readonly complete: boolean;
    };

/** Sends messages to the thread with the database: a worker, or this one. */
export interface Carrier {
  post(message: HistoryAsk): void;
  onMessage(fn: (message: HistoryTell) => void): void;
  /** The other side is gone. It may be restarted; its first message is then `opened`. */
  onEnd(fn: () => void): void;
  end(): Promise<void>;
}

/** The start options of a worker. */
export interface HistoryWorkerData {
  readonly file: string;
  readonly from: string;
  readonly settings: HistorySettings;
}
