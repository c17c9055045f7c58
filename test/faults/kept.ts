import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHistoryPace } from '../../src/core/history/history-pace.ts';
import type { History } from '../../src/core/history/history.ts';
import { createLogStore, type LogStore } from '../../src/core/log/log-store.ts';
import type { Monitor, MonitorEvent } from '../../src/core/monitor/monitor.ts';
import { recordHistory } from '../../src/core/monitor/record-history.ts';
import { DEFAULT_SETTINGS } from '../../src/core/settings/settings.ts';
import { createHistoryStore } from '../../src/history/store/history-store.ts';
import { historyFile } from '../../src/history/store/db-path.ts';
import { connectHistory } from '../../src/history/worker/history-client.ts';
import { createLocalCarrier } from '../../src/history/worker/local-carrier.ts';
import type { CountedClock } from './burst-clock.ts';

const { redaction, maxBytes } = DEFAULT_SETTINGS.history;
/** Longer than any story, clocks that jump included. */
const MAX_AGE_MS = 20 * 365 * 86_400_000;

/** The history on disk of a world, kept over restarts of its monitor, and the account of it. */
export interface Kept {
  readonly history: History;
  readonly store: LogStore;
  readyToRead(): Promise<void> | null;
  /** The highest key that is kept. */
  lastSeq(): number;
  /** Writes down what a monitor says. */
  follow(monitor: Monitor): void;
  /** Closes it and says what of all that was said is not in it, or not once. */
  finish(): Promise<readonly string[]>;
}

export async function createKept(clock: CountedClock): Promise<Kept> {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-world-'));
  const now = (): number => clock.now();
  const settings = { keep: true, maxBytes, maxAgeMs: MAX_AGE_MS, redaction };
  const store = createHistoryStore({ file: historyFile(folder), from: import.meta.url, settings, now });
  const carrier = createLocalCarrier(store, clock);
  const opening = connectHistory(() => carrier, { clock });
  carrier.open();
  const { history } = await opening;
  const said = new Set<number>();

  function note(event: MonitorEvent): void {
    if (event.kind === 'event' || event.kind === 'unparsed' || event.kind === 'own') said.add(event.seq);
    if (event.kind === 'recovered') for (const { seq } of event.events) said.add(seq);
  }

  return {
    history,
    store: createLogStore(history),
    readyToRead: createHistoryPace(history, clock),
    lastSeq: () => store.lastSeq(),
    follow(monitor) {
      recordHistory(monitor.onEvent, { history, mayKeep: () => true });
      monitor.onEvent(note);
    },
    async finish() {
      await history.flush();
      const { place, problem, lost, twins = 0 } = store.status();
      const missing = [...said].filter((seq) => store.read(seq) === null);
      await history.close();
      rmSync(folder, { recursive: true, force: true });
      return [
        ...(place === 'disk' && problem === null ? [] : [`the history is ${place}, ${String(problem)}`]),
        ...(lost === 0 ? [] : [`the history lost ${String(lost)}`]),
        // One that the recorder told again is left out, and counted.
        ...(missing.length === twins
          ? []
          : [`${String(missing.length)} rows are not kept, ${String(twins)} of them twins`]),
      ];
    },
  };
}
