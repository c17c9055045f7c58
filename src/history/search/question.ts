import type { HistogramRequest, History } from '../../core/history/history.ts';
import type { QueryNode } from '../../core/query/ast.ts';
import type { TalkersRequest } from './talkers.ts';

export type ValueFacet = Parameters<History['values']>[0];

/** What can be asked besides searches, as it crosses to the worker, each with the type of its answer. */
export interface Questions {
  readonly event: { readonly ask: { readonly seq: number }; readonly answer: Answer<'readEvent'> };
  readonly rows: { readonly ask: { readonly seqs: readonly number[] }; readonly answer: Answer<'rowsOf'> };
  readonly nearest: {
    readonly ask: { readonly query: QueryNode; readonly seq: number; readonly direction: 'before' | 'after' };
    readonly answer: Answer<'nearest'>;
  };
  readonly byContext: {
    readonly ask: { readonly ids: readonly string[]; readonly limit: number };
    readonly answer: Answer<'byContext'>;
  };
  readonly between: {
    readonly ask: {
      readonly serverId: string;
      readonly fromSeq: number;
      readonly toSeq: number;
      readonly limit: number;
    };
    readonly answer: Answer<'between'>;
  };
  readonly currentStates: {
    readonly ask: { readonly serverId: string | null };
    readonly answer: Answer<'currentStates'>;
  };
  readonly histogram: { readonly ask: HistogramRequest; readonly answer: Answer<'histogram'> };
  readonly talkers: { readonly ask: TalkersRequest; readonly answer: Answer<'talkers'> };
  readonly states: {
    readonly ask: {
      readonly serverId: string;
      readonly entity: string;
      readonly uptoSeq: number;
      readonly limit: number;
    };
    readonly answer: Answer<'states'>;
  };
  readonly values: {
    readonly ask: { readonly facet: ValueFacet; readonly prefix: string; readonly limit: number };
    readonly answer: Answer<'values'>;
  };
  readonly alerts: { readonly ask: NotesBefore; readonly answer: Answer<'alerts'> };
  readonly connectionSpans: { readonly ask: NotesBefore; readonly answer: Answer<'connectionSpans'> };
  readonly connectionStates: {
    readonly ask: { readonly from: number; readonly to: number };
    readonly answer: Answer<'connectionStates'>;
  };
  readonly bookmark: { readonly ask: { readonly seq: number; readonly on: boolean }; readonly answer: null };
  readonly erase: { readonly ask: object; readonly answer: null };
  readonly eraseServer: { readonly ask: { readonly serverId: string }; readonly answer: null };
  readonly flush: { readonly ask: object; readonly answer: null };
  readonly close: { readonly ask: object; readonly answer: null };
}

interface NotesBefore {
  /** Epoch ms. */
  readonly before: number;
  readonly limit: number;
}

type Answer<Method extends keyof History> = Awaited<ReturnType<History[Method]>>;

export type QuestionKind = keyof Questions;
export type Question = {
  [Kind in QuestionKind]: { readonly kind: Kind; readonly ask: Questions[Kind]['ask'] };
}[QuestionKind];
