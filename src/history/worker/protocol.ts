import type { HistoryItem, HistorySettings, HistoryStatus, Question } from '../../core/history/history.ts';
import type { QueryNode } from '../../core/query/ast.ts';

export type ServerNames = ReadonlyMap<string, string>;

/** What crosses to the worker at once. It is copied: the sender keeps it until it is known to be on disk. */
export interface Batch {
  readonly items: readonly HistoryItem[];
  /** What it counts for in the backlog. */
  readonly bytes: number;
}

/** What is asked of a search that was begun. */
export type SearchQuestion =
  | { readonly kind: 'rows' | 'events'; readonly from: number; readonly count: number }
  | { readonly kind: 'ordinalOf'; readonly seq: number }
  | { readonly kind: 'ordinalAt'; readonly at: number };

/** To the worker. `id` is echoed in the answer. Messages are worked on in order. */
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
  /** So many bytes were taken in since this was told last; `status` now and then, or when it is another. */
  | { readonly kind: 'took'; readonly bytes: number; readonly status: HistoryStatus | null }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
  | {
      readonly kind: 'progress';
      readonly search: number;
      readonly count: number;
      readonly complete: boolean;
    };

/** Carries messages to the thread that has the database: a worker, or this one. */
export interface Carrier {
  post(message: HistoryAsk): void;
  onMessage(fn: (message: HistoryTell) => void): void;
  /** The other side is gone. There may be another one later, whose first message is `opened`. */
  onEnd(fn: () => void): void;
  end(): Promise<void>;
}

/** What a worker is started with. */
export interface HistoryWorkerData {
  readonly file: string;
  readonly from: string;
  readonly settings: HistorySettings;
}
