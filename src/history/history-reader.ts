import type { History, HistoryProblem } from '../core/history/history.ts';
import { DEFAULT_REDACTION } from '../core/redaction/redact.ts';
import { systemClock } from '../node/system-clock.ts';
import { createHistoryHost } from './history-host.ts';
import { createHistoryQuestions, type HistoryQuestions } from './history-questions.ts';
import { createHistoryStore } from './history-store.ts';
import { createLine, type Carrier } from './line.ts';
import type { HistoryTell, ServerNames } from './protocol.ts';

/** The history of an app that may be running or not, to ask only. It sees the moment at which it was opened. */
export interface HistoryReader extends HistoryQuestions, Pick<History, 'status'> {
  close(): Promise<void>;
}

/** There is no history, or it can't be read. */
export class HistoryUnreadableError extends Error {
  constructor(
    readonly problem: HistoryProblem,
    message: string,
  ) {
    super(message);
  }
}

export interface HistoryReaderOptions {
  readonly file: string;
  /** `import.meta.url` of the program, from which SQLite is looked for. */
  readonly from: string;
  readonly serverNames?: ServerNames;
}

/**
 * Opens a history for reading, in this thread; long questions let others in between.
 *
 * @throws `HistoryUnreadableError`
 */
export function openHistoryReader({ file, from, serverNames = new Map() }: HistoryReaderOptions): HistoryReader {
  const limits = { keep: true, maxBytes: Number.POSITIVE_INFINITY, maxAgeMs: Number.POSITIVE_INFINITY };
  const store = createHistoryStore({
    file,
    from,
    readOnly: true,
    settings: { ...limits, redaction: DEFAULT_REDACTION },
    now: systemClock.now,
  });
  store.open();
  const { problem } = store.status();
  if (problem !== null) {
    store.close();
    throw new HistoryUnreadableError(problem, `The history ${file} could not be read (${problem}).`);
  }
  const listeners: ((message: HistoryTell) => void)[] = [];
  const host = createHistoryHost(store, systemClock, (message) => {
    // A worker's answer never comes before its question has been sent.
    queueMicrotask(() => {
      for (const listener of listeners) listener(message);
    });
  });
  const carrier: Carrier = {
    post: (message) => host.receive(message),
    onMessage: (fn) => void listeners.push(fn),
    onEnd: () => undefined,
    end: () => Promise.resolve(host.stop()),
  };
  const names = (): ServerNames => serverNames;
  const line = createLine(carrier, names, () => undefined);
  return {
    ...createHistoryQuestions(line, carrier, names, () => undefined),
    status: store.status,
    async close() {
      await line.ask('close', {});
      await carrier.end();
    },
  };
}
