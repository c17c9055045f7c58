import type { Clock } from '../../core/clock.ts';
import type { History, HistorySettings, HistoryStatus } from '../../core/history/history.ts';
import { createHistoryQuestions } from './history-questions.ts';
import { createLine, type Carrier } from './line.ts';
import { createOutbox } from './outbox.ts';
import type { ServerNames } from './protocol.ts';
import { superviseCarrier } from './supervised-carrier.ts';
import { windowCarrier } from './windowed-carrier.ts';
import { createWorkerCarrier } from './worker-carrier.ts';

/** How long the app waits for the database when it starts. */
const OPEN_DEADLINE_MS = 2_000;
/** How long it waits for the last write when it ends. */
export const CLOSE_DEADLINE_MS = 4_000;

export interface HistoryOptions {
  /** The bundle of `history-worker.ts` that belongs to this program. */
  readonly workerPath: string;
  /** The database. Its folder is made when it is not there. */
  readonly file: string;
  readonly settings: HistorySettings;
  readonly clock: Clock;
  /** Server id to name, read with every question, so that `server:Home` is found. */
  readonly serverNames?: () => ServerNames;
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

/** The same over any carrier. `start` is called again when what it started has died. */
export function connectHistory(start: () => Carrier, options: ConnectOptions): Promise<OpenedHistory> {
  const { clock } = options;
  const carrier = windowCarrier(superviseCarrier(start, clock, (deaths) => options.onDeath?.(deaths)));
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
  const { clock } = options;
  const names = options.serverNames ?? ((): ServerNames => new Map());
  const line = createLine(carrier, names, () => {
    outbox.send();
  });
  const outbox = createOutbox({
    clock,
    post: (batch) => {
      carrier.post({ kind: 'batch', batch });
    },
    confirm: () => line.ask('flush'),
    onLost: tellStatus,
  });
  const questions = createHistoryQuestions(line, carrier, names, () => {
    outbox.send();
  });
  const listeners = new Set<(status: HistoryStatus) => void>();
  let status = UNOPENED;
  /** Of threads that died. Each counts from nothing. */
  let lostEarlier = 0;
  let isAgain = false;
  let opened = (_lastSeq: number): void => undefined;

  line.onTell((message) => {
    switch (message.kind) {
      case 'opened':
        setStatus(message.status);
        opened(message.lastSeq);
        if (isAgain) outbox.resume();
        break;
      case 'took':
        outbox.took(message.bytes);
        if (message.status !== null) setStatus(message.status);
        break;
      case 'status':
        setStatus(message.status);
        break;
      case 'progress':
        break;
    }
  });
  line.onEnd(() => {
    isAgain = true;
    lostEarlier += status.lost;
    outbox.pause();
    setStatus({ ...status, place: 'none', problem: 'failed', lost: 0 });
    opened(0);
  });

  function setStatus(next: HistoryStatus): void {
    status = next;
    tellStatus();
  }

  function tellStatus(): void {
    for (const listener of listeners) listener(currentStatus());
  }

  function currentStatus(): HistoryStatus {
    return { ...status, lost: status.lost + lostEarlier + outbox.lost() };
  }

  const history: History = {
    ...questions,
    status: currentStatus,
    onStatus(fn) {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
    append(entry) {
      outbox.add((batch) => {
        if (entry.kind === 'event') batch.addEvent(entry);
        else batch.addRow(entry);
      });
    },
    appendAlert(alert) {
      outbox.add((batch) => {
        batch.addAlert(alert);
      });
    },
    appendState(state) {
      outbox.add((batch) => {
        batch.addState(state);
      });
    },
    backlogBytes: () => outbox.bytes(),
    configure: (settings) => {
      options.onConfigure?.(settings);
      outbox.send();
      carrier.post({ kind: 'configure', settings });
    },
    async setBookmark(seq, on) {
      await line.ask('setBookmark', seq, on);
    },
    async erase() {
      await line.ask('erase');
    },
    async eraseServer(serverId) {
      await line.ask('eraseServer', serverId);
    },
    async flush() {
      await line.ask('flush');
    },
    async close() {
      outbox.stop();
      const isClosed = line.ask('close').catch(() => null);
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
