import type { Clock } from '../../core/clock.ts';
import type { History, HistorySettings, HistoryStatus } from '../../core/history/history.ts';
import { LIMITS } from '../../core/limits.ts';
import { createBatchBuilder } from './batch.ts';
import { createHistoryQuestions } from './history-questions.ts';
import { createLine, type Carrier } from './line.ts';
import type { ServerNames } from './protocol.ts';
import { createWorkerCarrier } from './worker-carrier.ts';

/** How long the app waits for the database when it starts. */
const OPEN_DEADLINE_MS = 2_000;
/** How long it waits for the last write when it ends. */
export const CLOSE_DEADLINE_MS = 4_000;
/**
 * What is appended after a pause is sent with what comes in so short a time, else so long after the last sending: nothing is
 * older than a second.
 */
const COMPANY_MS = 20;
const FLUSH_INTERVAL_MS = 900;
/** Of which the worker makes some 10 ms of work: what is asked comes in between. */
const FLUSH_BYTES = 196_608;

export interface HistoryOptions {
  /** The bundle of `history-worker.ts` that belongs to this program. */
  readonly workerPath: string;
  /** The database. Its folder is made when it is not there. */
  readonly file: string;
  readonly settings: HistorySettings;
  readonly clock: Clock;
  /** Server id to name, read with every question, so that `server:Home` is found. */
  readonly serverNames?: () => ServerNames;
  /** These texts turned out to be no events. Their stored rows are of kind `unparsed`. */
  readonly onUnparsed?: (seqs: readonly number[]) => void;
}

export interface OpenedHistory {
  readonly history: History;
  /** The highest key that is stored; 0 where none is. */
  readonly lastSeq: number;
}

/**
 * Opens the history and learns where its numbering goes on, within two seconds whatever the state of the disk. Never
 * rejects: what can't be written is held in memory, and `status().problem` says why.
 */
export function openHistory(options: HistoryOptions): Promise<OpenedHistory> {
  const { workerPath, file, settings } = options;
  return connectHistory(createWorkerCarrier(workerPath, { file, from: workerPath, settings }), options);
}

type ConnectOptions = Omit<HistoryOptions, 'workerPath' | 'file' | 'settings'>;

/** The same over any carrier. */
export function connectHistory(carrier: Carrier, options: ConnectOptions): Promise<OpenedHistory> {
  const { clock } = options;
  const client = createHistory(carrier, options);
  return new Promise((resolve) => {
    const cancel = clock.after(OPEN_DEADLINE_MS, () => {
      resolve({ history: client.history, lastSeq: 0 });
    });
    client.onOpened((lastSeq) => {
      cancel();
      resolve({ history: client.history, lastSeq });
    });
  });
}

interface HistoryClient {
  readonly history: History;
  /** Called once: with the highest key that is stored, or with 0 when the thread could not start. */
  onOpened(fn: (lastSeq: number) => void): void;
}

const UNOPENED: HistoryStatus = {
  place: 'memory',
  problem: 'failed',
  putAside: null,
  events: 0,
  bytes: 0,
  oldestAt: null,
  newestAt: null,
  lost: 0,
};

function createHistory(carrier: Carrier, options: ConnectOptions): HistoryClient {
  const { clock, onUnparsed } = options;
  const names = options.serverNames ?? ((): ServerNames => new Map());
  const batch = createBatchBuilder();
  const line = createLine(carrier, names, flushNow);
  const questions = createHistoryQuestions(line, carrier, names, flushNow);
  const listeners = new Set<(status: HistoryStatus) => void>();
  let status = UNOPENED;
  let inFlightBytes = 0;
  let droppedHere = 0;
  let cancelTimer: (() => void) | null = null;
  /** On the monotonic clock. */
  let flushedAt = Number.NEGATIVE_INFINITY;
  let opened = (_lastSeq: number): void => undefined;

  line.onTell((message) => {
    switch (message.kind) {
      case 'opened':
        setStatus(message.status);
        opened(message.lastSeq);
        break;
      case 'took':
        inFlightBytes -= message.bytes;
        if (message.status !== null) setStatus(message.status);
        break;
      case 'status':
        setStatus(message.status);
        break;
      case 'unparsed':
        onUnparsed?.(message.seqs);
        break;
      case 'progress':
        break;
    }
  });
  line.onEnd(() => {
    setStatus({ ...status, place: 'none', problem: 'failed' });
    opened(0);
  });

  function setStatus(next: HistoryStatus): void {
    status = next;
    for (const listener of listeners) listener(currentStatus());
  }

  function currentStatus(): HistoryStatus {
    return droppedHere === 0 ? status : { ...status, lost: status.lost + droppedHere };
  }

  function flushNow(): void {
    cancelTimer?.();
    cancelTimer = null;
    if (batch.bytes() === 0) return;
    flushedAt = clock.monotonic();
    const taken = batch.take();
    inFlightBytes += taken.bytes;
    carrier.post({ kind: 'batch', batch: taken }, [taken.texts.buffer, taken.facts.buffer]);
  }

  /** Without anything to send no timer runs. */
  function flushSoon(): void {
    if (batch.bytes() >= FLUSH_BYTES) flushNow();
    else if (cancelTimer === null) {
      const dueMs = flushedAt + FLUSH_INTERVAL_MS - clock.monotonic();
      cancelTimer = clock.after(Math.max(COMPANY_MS, dueMs), flushNow);
    }
  }

  function backlogBytes(): number {
    return inFlightBytes + batch.bytes();
  }

  const history: History = {
    ...questions,
    status: currentStatus,
    onStatus(fn) {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
    append(entry) {
      if (status.place === 'none' || inFlightBytes + batch.bytes() > LIMITS.maxHistoryBacklogBytes) {
        droppedHere += 1;
        return;
      }
      if (entry.kind === 'event') batch.addEvent(entry);
      else batch.addRow(entry);
      flushSoon();
    },
    appendAlert(alert) {
      batch.addAlert(alert);
      flushSoon();
    },
    appendState(state) {
      batch.addState(state);
      flushSoon();
    },
    backlogBytes,
    configure: (settings) => {
      flushNow();
      carrier.post({ kind: 'configure', settings }, []);
    },
    async setBookmark(seq, on) {
      await line.ask('bookmark', { seq, on });
    },
    async erase() {
      await line.ask('erase', {});
    },
    async flush() {
      await line.ask('flush', {});
    },
    async close() {
      cancelTimer?.();
      const isClosed = line.ask('close', {}).catch(() => null);
      await Promise.race([
        isClosed,
        new Promise((resolve) => clock.after(CLOSE_DEADLINE_MS, () => resolve(null))),
      ]);
      await carrier.end();
    },
  };

  return {
    history,
    onOpened(fn) {
      opened = fn;
    },
  };
}
