import type { QueryNode } from '../../core/query/ast.ts';
import { keyAt, toFinders } from '../search/answer.ts';
import type { HistoryStore } from '../store/history-store.ts';
import type { HistoryTell, SearchQuestion, ServerNames } from './protocol.ts';
import { createStoredSearch, keysOf, type StoredSearch } from '../search/search.ts';
import type { TaskQueue } from './task-queue.ts';

/** Shortest time between two progress messages of a search, milliseconds. */
const PROGRESS_MS = 100;

interface Running {
  readonly found: StoredSearch;
  /** Questions that can't be answered yet. Each returns whether it has answered. */
  waiting: (() => boolean)[];
  giveUp: () => void;
  toldAt: number;
  isOver: boolean;
}

/** Runs the open searches and answers questions about them, as soon as the matches are found. */
export function createSearchHost(
  store: HistoryStore,
  tasks: TaskQueue,
  tell: (message: HistoryTell) => void,
  onFault: (error: unknown) => void,
) {
  const searches = new Map<number, Running>();

  /** A page is sent as soon as it is full. */
  function answerWaiting(running: Running): void {
    if (running.waiting.length > 0) running.waiting = running.waiting.filter((isAnswered) => !isAnswered());
  }

  function advance(search: number, running: Running): void {
    answerWaiting(running);
    const now = performance.now();
    if (!running.isOver && now - running.toldAt < PROGRESS_MS) return;
    running.toldAt = now;
    tell({ kind: 'progress', search, count: running.found.matches.count(), complete: running.isOver });
  }

  function finish(search: number, running: Running): void {
    running.isOver = true;
    advance(search, running);
  }

  /** `undefined` while it is not known. */
  function answerOf({ found, isOver }: Running, question: SearchQuestion): unknown {
    const { matches } = found;
    switch (question.kind) {
      case 'rows':
      case 'events': {
        const { from, count } = question;
        if (!isOver && matches.count() < from + count) return undefined;
        const seqs = matches.seqs(from, count);
        // Only the oldest matches may have been trimmed since, so only the end gets shorter.
        const events = seqs.map((seq) => store.read(seq)).filter((event) => event !== null);
        return question.kind === 'rows' ? events.map(({ row }) => row) : events;
      }
      case 'ordinalOf':
        return matches.ordinalOf(question.seq);
      case 'ordinalAt': {
        const ordinal = matches.ordinalAtOrBelow(keyAt(store, question.at));
        if (ordinal !== null) return ordinal;
        if (!isOver) return undefined;
        // All matches are later: the last one is the nearest.
        return matches.count() === 0 ? null : matches.count() - 1;
      }
    }
  }

  return {
    begin(search: number, query: QueryNode, belowSeq: number, names: ServerNames): void {
      const found = createStoredSearch(toFinders(store, query, names), keysOf(query, belowSeq));
      const running: Running = {
        found,
        waiting: [],
        giveUp: () => undefined,
        toldAt: Number.NEGATIVE_INFINITY,
        isOver: false,
      };
      searches.set(search, running);
      running.giveUp = tasks.run({
        steps: found.run(),
        onStep: () => answerWaiting(running),
        onProgress: () => advance(search, running),
        onDone: () => finish(search, running),
        onError(error) {
          onFault(error);
          finish(search, running);
        },
      });
    },
    ask(id: number, search: number, question: SearchQuestion): void {
      const running = searches.get(search);
      if (running === undefined) {
        tell({ kind: 'failed', id, message: 'That search was closed.' });
        return;
      }
      const isAnswered = (): boolean => {
        try {
          const value = answerOf(running, question);
          if (value === undefined) return false;
          tell({ kind: 'answer', id, value });
        } catch (error) {
          onFault(error);
          tell({ kind: 'failed', id, message: 'A part of the history could not be read.' });
        }
        return true;
      };
      if (!isAnswered()) running.waiting.push(isAnswered);
    },
    end(search: number): void {
      const running = searches.get(search);
      searches.delete(search);
      running?.giveUp();
      if (running === undefined) return;
      running.isOver = true;
      running.waiting = running.waiting.filter((isAnswered) => !isAnswered());
    },
  };
}
