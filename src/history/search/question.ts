import type { History, HistoryQuestion } from '../../core/history/history.ts';

/** What can be asked or ordered besides searches: methods of the history. */
export type QuestionKind = HistoryQuestion | 'setBookmark' | 'erase' | 'eraseServer' | 'flush' | 'close';

/** One of them with its arguments, as it crosses to the worker. */
export type Question = {
  [Kind in QuestionKind]: { readonly kind: Kind; readonly args: Parameters<History[Kind]> };
}[QuestionKind];

export type Answer<Kind extends QuestionKind> = Awaited<ReturnType<History[Kind]>>;
