import type { Clock } from '../../core/clock.ts';
import type { History, HistorySettings, HistoryStatus } from '../../core/history/history.ts';
import { createLine } from './line.ts';
import { createOutbox } from './outbox.ts';
import type { QueryContext } from '../../core/query/item.ts';
import type { Carrier } from './protocol.ts';
import { superviseCarrier } from './supervised-carrier.ts';
import { createWorkerCarrier } from './worker-carrier.ts';

/** How long the app waits for the database when it starts. */
const OPEN_DEADLINE_MS = 2_000;
/** How long it waits for the last write when it ends. */
export const CLOSE_DEADLINE_MS = 1_300;

export interface HistoryOptions {
  /** The bundle of `history-worker.ts` that belongs to this program. */
  readonly workerPath: string;
  /** The database. Its folder is made when it is not there. */
  readonly file: string;
  readonly settings: HistorySettings;
  readonly clock: Clock;
  /** Server id to name, read with every question, so that `server:Home` is found. */
  readonly context?: () => QueryContext;
  /** The thread died, for the so manieth time within an hour. It is started again by itself. */
  readonly onDeath?: (deaths: number) => void;
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
  const { workerPath, file } = options;
  let { settings } = options;
  const start = (): Carrier => createWorkerCarrier(workerPath, { file, from: workerPath, settings });
  return connectHistory(start, {
    ...options,
    onConfigure(next) {
      settings = next;
    },
  });
}

interface ConnectOptions extends Omit<HistoryOptions, 'workerPath' | 'file' | 'settings'> {
  /** The next thread is to be started with these. */
  readonly onConfigure?: (settings: HistorySettings) => void;
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

/** The same over any carrier. `start` is called again when what it started has died. */
export function connectHistory(start: () => Carrier, options: ConnectOptions): Promise<OpenedHistory> {
  const { clock } = options;
  const carrier = superviseCarrier(start, clock, (deaths) => options.onDeath?.(deaths));
  const listeners = new Set<(status: HistoryStatus) => void>();
  let status = UNOPENED;
  /** The same with what was lost elsewhere. It is read for each event. */
  let told = UNOPENED;
  /** Of threads that died. Each counts from nothing. */
  let lostEarlier = 0;
  let isAgain = false;
  /** Called with the highest key that is stored, or with 0 when the thread could not start. */
  let opened = (_lastSeq: number): void => undefined;

  const line = createLine(carrier, {
    context: options.context ?? ((): QueryContext => ({ serverNames: new Map() })),
    beforeAsking: () => outbox.send(),
    onNews(news) {
      if (news.kind === 'took') outbox.took(news.bytes);
      if (news.status !== null) setStatus(news.status);
      if (news.kind !== 'opened') return;
      opened(news.lastSeq);
      if (isAgain) outbox.resume();
    },
    onEnd() {
      isAgain = true;
      lostEarlier += status.lost;
      outbox.pause();
      setStatus({ ...status, place: 'none', problem: 'failed', lost: 0 });
      opened(0);
    },
  });
  const outbox = createOutbox({
    clock,
    post: (batch) => carrier.post({ kind: 'batch', batch }),
    confirm: () => line.ask('flush'),
    onLost: tellStatus,
  });

  function setStatus(next: HistoryStatus): void {
    status = next;
    tellStatus();
  }

  function tellStatus(): void {
    told = { ...status, lost: status.lost + lostEarlier + outbox.lost() };
    for (const listener of listeners) listener(told);
  }

  const history: History = {
    ...line.questions,
    status: () => told,
    onStatus(fn) {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
    append: outbox.add,
    appendAlert: (alert) => outbox.add({ kind: 'alert', alert }),
    appendState: (state) => outbox.add({ kind: 'state', state }),
    backlogBytes: outbox.bytes,
    configure(settings) {
      options.onConfigure?.(settings);
      outbox.send();
      carrier.post({ kind: 'configure', settings });
    },
    setBookmark: (seq, on) => line.ask('setBookmark', seq, on),
    erase: () => line.ask('erase'),
    eraseServer: (serverId) => line.ask('eraseServer', serverId),
    flush: () => line.ask('flush'),
    async close() {
      outbox.stop();
      await Promise.race([
        line.ask('close').catch(() => undefined),
        new Promise<void>((resolve) => clock.after(CLOSE_DEADLINE_MS, resolve)),
      ]);
      await carrier.end();
    },
  };

  return new Promise((resolve) => {
    const cancel = clock.after(OPEN_DEADLINE_MS, () => resolve({ history, lastSeq: 0 }));
    opened = (lastSeq) => {
      cancel();
      resolve({ history, lastSeq });
    };
  });
}
