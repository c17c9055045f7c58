import type { History, HistoryProblem } from '../../core/history/history.ts';
import { DEFAULT_REDACTION } from '../../core/redaction/default-rules.ts';
import { systemClock } from '../../node/system-clock.ts';
import { createHistoryStore } from '../store/history-store.ts';
import { createLine, type HistoryQuestions } from './line.ts';
import { createLocalCarrier } from './local-carrier.ts';
import type { QueryContext } from '../../core/query/item.ts';

/** Reads the history of an app, running or not. It sees the state at the moment it was opened. */
export interface HistoryReader extends HistoryQuestions, Pick<History, 'status'> {
  close(): Promise<void>;
}

/** The history does not exist, or can't be read. */
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
  readonly context?: QueryContext;
}

/**
 * Opens a history for reading, in this thread; long questions run in steps, with others in between.
 *
 * @throws `HistoryUnreadableError`
 */
export function openHistoryReader({
  file,
  from,
  context = { serverNames: new Map() },
}: HistoryReaderOptions): HistoryReader {
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
  const carrier = createLocalCarrier(store, systemClock);
  const line = createLine(carrier, { context: () => context });
  return {
    ...line.questions,
    status: store.status,
    async close() {
      await line.ask('close');
      await carrier.end();
    },
  };
}
