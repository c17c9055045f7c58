import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Clock } from '../../core/clock.ts';
import type { History } from '../../core/history/history.ts';
import type { CaptureView } from '../../core/ipc/history-views.ts';
import { readCapture } from './read-capture.ts';

/** Shortest time between two reports of the progress of a file. */
const REPORT_EVERY_MS = 250;

/** Files that may be open at a time. */
const MAX_CAPTURES = 5;
const TOO_MANY = `${String(MAX_CAPTURES)} files are open already. Close one of them first.`;

export interface CapturesPorts {
  readonly clock: Clock;
  /** For the databases made from the files. Emptied at start and at the end. */
  readonly folder: string;
  /** Opens a separate empty history without a limit of age. It redacts as the log does. */
  readonly openHistory: (file: string) => Promise<History>;
  /** Asks a person for a file; `null` when they chose none. */
  readonly chooseOpenFile: () => Promise<string | null>;
  /** `views()` has changed. */
  readonly onChange: () => void;
}

export type Captures = ReturnType<typeof createCaptures>;

interface Capture {
  view: CaptureView;
  readonly history: History;
  readonly folder: string;
  readonly abort: AbortController;
  reading: Promise<unknown>;
}

/** Opened files of events, each in a separate temporary history. */
export function createCaptures(ports: CapturesPorts) {
  const { clock, folder, onChange } = ports;
  const open = new Map<string, Capture>();
  let made = 0;
  removeFolder(folder);

  async function begin(name: string): Promise<Capture> {
    made += 1;
    const id = `${String(clock.now())}-${String(made)}`;
    const own = join(folder, id);
    mkdirSync(own, { recursive: true, mode: 0o700 });
    const history = await ports.openHistory(join(own, 'history.db'));
    const view: CaptureView = { id, name, events: 0, skipped: 0, readShare: 0 };
    const capture = { view, history, folder: own, abort: new AbortController(), reading: Promise.resolve() };
    open.set(id, capture);
    onChange();
    return capture;
  }

  async function remove(capture: Capture): Promise<void> {
    if (!open.delete(capture.view.id)) return;
    capture.abort.abort();
    onChange();
    await capture.reading.catch(() => undefined);
    await capture.history.close();
    removeFolder(capture.folder);
  }

  async function importFile(path: string): Promise<CaptureView | string | null> {
    const name = basename(path);
    const capture = await begin(name);
    const { history, abort } = capture;
    let toldAt = clock.monotonic();
    const reading = readCapture({
      path,
      history,
      signal: abort.signal,
      now: clock.now(),
      onProgress(events, skipped, readShare) {
        capture.view = { ...capture.view, events, skipped, readShare };
        if (clock.monotonic() - toldAt < REPORT_EVERY_MS) return;
        toldAt = clock.monotonic();
        onChange();
      },
    });
    capture.reading = reading;
    const result = await reading;
    if (abort.signal.aborted) return null;
    if (!result.ok) {
      await remove(capture);
      return result.problem;
    }
    capture.view = { ...capture.view, events: result.events, skipped: result.skipped, readShare: null };
    onChange();
    return capture.view;
  }

  return {
    /** Oldest first, including one that is still being read. */
    views: (): readonly CaptureView[] => [...open.values()].map(({ view }) => view),
    /** Resolves when the file was read; to a sentence when it can't be, to `null` when none was chosen or it was closed. */
    async importCapture(): Promise<CaptureView | string | null> {
      if (open.size >= MAX_CAPTURES) return TOO_MANY;
      const path = await ports.chooseOpenFile();
      return path === null ? null : importFile(path);
    },
    /** The same for a file that was chosen elsewhere, such as by a double click. */
    openCapture: (path: string): Promise<CaptureView | string | null> =>
      open.size >= MAX_CAPTURES ? Promise.resolve(TOO_MANY) : importFile(path),
    /** Its history; `null` when there is no such capture. */
    historyOf: (id: string) => open.get(id)?.history ?? null,
    /** Also ends the reading, and removes the database. The file itself is never changed. */
    async close(id: string): Promise<void> {
      const capture = open.get(id);
      if (capture !== undefined) await remove(capture);
    },
    async stop(): Promise<void> {
      await Promise.all([...open.values()].map(remove));
      removeFolder(folder);
    },
  };
}

/** What can't be removed now is removed at the next start. */
function removeFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Tried again at the next start.
  }
}
