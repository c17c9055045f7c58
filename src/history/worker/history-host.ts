import type { Clock } from '../../core/clock.ts';
import type { HistoryProblem, HistoryStatus } from '../../core/history/history.ts';
import { answer } from '../search/answer.ts';
import type { HistoryStore } from '../store/history-store.ts';
import type { Batch, HistoryAsk, HistoryTell } from './protocol.ts';
import { createSearchHost } from './search-host.ts';
import { createTaskQueue } from './task-queue.ts';

/** Interval of retries for a database that can't be opened or written. */
const RETRY_OPEN_MS = 30_000;
/** Interval of checks for trimming, and the pause between two steps of it. */
const TRIM_CHECK_MS = 5_000;
const TRIM_PAUSE_MS = 15;
/**
 * How often the state of the store is sent with a batch, and without one. A calm home sends a batch each second, and
 * each message wakes the app. A problem, or its end, is sent at once.
 */
const STATUS_MS = 4_500;
const LATE_STATUS_MS = 9_000;
/** So many written bytes are reported at once, because a flood may wait for it. */
const TOOK_BYTES = 65_536;

/** The worker's side of the line, in any thread. */
export function createHistoryHost(store: HistoryStore, clock: Clock, tell: (message: HistoryTell) => void) {
  const tasks = createTaskQueue();
  const searches = createSearchHost(store, tasks, tell, onFault);
  let cancelTrim = (): void => undefined;
  let cancelRetry = (): void => undefined;
  let cancelStatus: (() => void) | null = null;
  let toldStatusAt = Number.NEGATIVE_INFINITY;
  let toldProblem: HistoryProblem | null = null;
  let trimmedAt = Number.NEGATIVE_INFINITY;
  let isTrimming = false;
  let isCommitDue = false;
  /** Written bytes that are not yet reported. */
  let tookBytes = 0;

  function onFault(error: unknown): void {
    store.recover(error);
    tellStatus();
  }

  function tellStatus(): void {
    tellTook(takeStatus());
  }

  function takeStatus(): HistoryStatus {
    cancelStatus?.();
    cancelStatus = null;
    toldStatusAt = clock.monotonic();
    const status = store.status();
    toldProblem = status.problem;
    return status;
  }

  /** Reports the rest after a delay, so that the last batch before a pause is counted as well. */
  function statusIfDue(): HistoryStatus | null {
    const sinceMs = clock.monotonic() - toldStatusAt;
    if (sinceMs >= STATUS_MS || store.problem() !== toldProblem) return takeStatus();
    cancelStatus ??= clock.after(LATE_STATUS_MS - sinceMs, tellStatus);
    return null;
  }

  function tellTook(status: HistoryStatus | null): void {
    tell({ kind: 'took', bytes: tookBytes, status });
    tookBytes = 0;
  }

  /** Waiting batches are written together. A batch counts as written only then: before, it would be lost with the thread. */
  function commitSoon(): void {
    if (isCommitDue) return;
    isCommitDue = true;
    setImmediate(() => {
      isCommitDue = false;
      try {
        store.commit();
      } catch (error) {
        onFault(error);
      }
      const status = statusIfDue();
      if (status !== null || tookBytes >= TOOK_BYTES) tellTook(status);
    });
  }

  function trimIfDue(): void {
    if (isTrimming || clock.monotonic() - trimmedAt < TRIM_CHECK_MS) return;
    isTrimming = true;
    trimStep();
  }

  function trimStep(): void {
    let hasMore = false;
    try {
      hasMore = store.trim();
    } catch (error) {
      onFault(error);
    }
    trimmedAt = clock.monotonic();
    isTrimming = hasMore;
    if (hasMore) cancelTrim = clock.after(TRIM_PAUSE_MS, trimStep);
  }

  function retryLater(): void {
    cancelRetry();
    if (store.status().problem === null || store.status().place === 'disk') return;
    cancelRetry = clock.after(RETRY_OPEN_MS, () => {
      store.retry();
      store.commit();
      tellStatus();
      retryLater();
    });
  }

  /** No message may end the thread. */
  function receive(message: HistoryAsk): void {
    try {
      work(message);
    } catch (error) {
      onFault(error);
    }
  }

  function work(message: HistoryAsk): void {
    switch (message.kind) {
      case 'batch':
        takeInSafely(message.batch);
        break;
      case 'configure':
        store.configure(message.settings);
        tellStatus();
        retryLater();
        trimmedAt = Number.NEGATIVE_INFINITY;
        trimIfDue();
        break;
      case 'ask': {
        store.commit();
        const { id, question, names } = message;
        tasks.run({
          steps: answer(store, question, names),
          onDone(value) {
            // The answer to these also reports the written bytes.
            if (['erase', 'eraseServer', 'flush'].includes(question.kind)) tellStatus();
            tell({ kind: 'answer', id, value });
          },
          onError(error) {
            onFault(error);
            tell({ kind: 'failed', id, message: 'The history could not be read.' });
          },
        });
        break;
      }
      case 'search':
        // A question sees all that was appended before it.
        store.commit();
        searches.begin(message.search, message.query, message.belowSeq, message.names);
        break;
      case 'askSearch':
        searches.ask(message.id, message.search, message.question);
        break;
      case 'endSearch':
        searches.end(message.search);
        break;
    }
  }

  /** Whether it succeeds or not, the batch no longer waits. */
  function takeInSafely({ items, bytes }: Batch): void {
    try {
      store.take(items);
    } catch (error) {
      store.countLost(items.length);
      onFault(error);
    }
    tookBytes += bytes;
    commitSoon();
    trimIfDue();
  }

  return {
    /** Opens the database and sends `opened`. */
    open(): void {
      store.open();
      const status = store.status();
      tell({ kind: 'opened', lastSeq: store.lastSeq(), status });
      retryLater();
    },
    receive,
    /** Ends timers. The store is closed by the question for it. */
    stop(): void {
      cancelTrim();
      cancelRetry();
      cancelStatus?.();
    },
  };
}
