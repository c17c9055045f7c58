import { HistoryAway } from '../../core/history/history-away.ts';
import {
  HISTORY_QUESTIONS,
  type History,
  type HistoryQuestion,
  type HistorySearch,
  type SearchProgress,
  type Answer,
  type Question,
  type QuestionKind,
} from '../../core/history/history.ts';
import type { QueryNode } from '../../core/query/ast.ts';
import type { QueryContext } from '../../core/query/item.ts';
import { resolvePlaces } from '../../core/query/resolve-places.ts';
import type { Registries } from '../../core/registry/registry.ts';
import type { Carrier, HistoryAsk, HistoryTell, SearchQuestion } from './protocol.ts';

/** Messages that are neither answers nor about searches. */
export type HistoryNews = Extract<HistoryTell, { readonly kind: 'opened' | 'took' }>;

/** The methods of `History` that ask. */
export type HistoryQuestions = Pick<History, 'search' | HistoryQuestion>;

export interface LineOptions {
  /** Read with every question: the matches depend on the present names. */
  readonly context: () => QueryContext;
  /** Sends everything that the answer must include. */
  beforeAsking?(): void;
  onNews?(news: HistoryNews): void;
  /** The other side is gone. Waiting questions fail. */
  onEnd?(): void;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Questions and their answers over a carrier. */
export function createLine(carrier: Carrier, { context, beforeAsking, onNews, onEnd }: LineOptions) {
  const waiting = new Map<number, Waiting>();
  const searches = new Map<number, (progress: SearchProgress) => void>();
  let nextId = 1;
  let isDown = false;

  carrier.onMessage((message) => {
    switch (message.kind) {
      case 'answer':
        settle(message.id)?.resolve(message.value);
        break;
      case 'failed':
        settle(message.id)?.reject(new Error(message.message));
        break;
      case 'progress':
        searches.get(message.search)?.({ count: message.count, complete: message.complete });
        break;
      case 'opened':
        isDown = false;
        onNews?.(message);
        break;
      default:
        onNews?.(message);
    }
  });
  carrier.onEnd(() => {
    isDown = true;
    for (const { reject } of waiting.values()) reject(new HistoryAway());
    waiting.clear();
    // Later questions about searches fail, and the caller begins a new search.
    for (const accept of searches.values()) accept({ count: 0, complete: true });
    searches.clear();
    onEnd?.();
  });

  function settle(id: number): Waiting | undefined {
    const found = waiting.get(id);
    waiting.delete(id);
    return found;
  }

  // The worker answers a question with its type of answer; the compiler can't follow that through a message.
  function post<T>(toMessage: (id: number) => HistoryAsk): Promise<T> {
    if (isDown) return Promise.reject(new HistoryAway());
    beforeAsking?.();
    const id = nextId;
    nextId += 1;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve: resolve, reject });
      carrier.post(toMessage(id));
    });
  }

  function ask<Kind extends QuestionKind>(
    kind: Kind,
    ...args: Parameters<History[Kind]>
  ): Promise<Answer<Kind>> {
    const { serverNames: names, registries = new Map() } = context();
    const question = withoutPlaces({ kind, args } as Question, registries);
    return post((id) => ({ kind: 'ask', id, question, names }));
  }

  function search(query: QueryNode, belowSeq: number): HistorySearch {
    const id = nextId;
    nextId += 1;
    let progress: SearchProgress = { count: 0, complete: isDown };
    const listeners = new Set<(progress: SearchProgress) => void>();
    const askSearch = <T>(question: SearchQuestion): Promise<T> =>
      post((ask) => ({ kind: 'askSearch', id: ask, search: id, question }));
    searches.set(id, (next) => {
      progress = { count: Math.max(progress.count, next.count), complete: next.complete };
      for (const listener of listeners) listener(progress);
    });
    beforeAsking?.();
    const { serverNames: names, registries = new Map() } = context();
    carrier.post({ kind: 'search', search: id, query: resolvePlaces(query, registries), belowSeq, names });
    return {
      rows: (from, count) => askSearch({ kind: 'rows', from, count }),
      events: (from, count) => askSearch({ kind: 'events', from, count }),
      ordinalOf: (seq) => askSearch({ kind: 'ordinalOf', seq }),
      ordinalAt: (at) => askSearch({ kind: 'ordinalAt', at }),
      progress: () => progress,
      onProgress(fn) {
        listeners.add(fn);
        return () => listeners.delete(fn);
      },
      close() {
        searches.delete(id);
        carrier.post({ kind: 'endSearch', search: id });
      },
    };
  }

  // Each has the arguments and the answer of the method with the same name.
  const asked = Object.fromEntries(
    HISTORY_QUESTIONS.map((kind) => [kind, (...args: never[]) => ask(kind, ...(args as [never]))]),
  ) as unknown as Pick<History, HistoryQuestion>;
  const questions: HistoryQuestions = { search, ...asked };
  return { ask, questions };
}

/** The worker knows nothing of rooms. */
function withoutPlaces(question: Question, registries: Registries): Question {
  switch (question.kind) {
    case 'nearest': {
      const [query, ...rest] = question.args;
      return { ...question, args: [resolvePlaces(query, registries), ...rest] };
    }
    case 'histogram': {
      const [asked] = question.args;
      return { ...question, args: [{ ...asked, query: resolvePlaces(asked.query, registries) }] };
    }
    default:
      return question;
  }
}
