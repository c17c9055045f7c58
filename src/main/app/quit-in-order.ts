import type { Clock } from '../../core/clock.ts';
import { CLOSE_DEADLINE_MS } from '../../history/worker/history-client.ts';
import { withDeadline } from './with-deadline.ts';

/** What is used of Electron's `app`. */
export interface QuittingApp {
  on(event: 'before-quit' | 'window-all-closed', fn: (event: { preventDefault(): void }) => void): unknown;
  exit(code: number): void;
}

/** One thing that is closed before the app ends. */
export interface QuitStep {
  readonly name: string;
  /** If it is not closed by then, the system closes it. Longer than any deadline inside the step. */
  readonly deadlineMs: number;
  close(): Promise<void>;
}

/**
 * Delays the quit until every step is over, one after the other. If a step fails or hangs, the others are still
 * closed. Closing the window does not quit.
 *
 * @param onProblem a step failed or was not over in time.
 */
export function quitInOrder(
  app: QuittingApp,
  clock: Clock,
  steps: readonly QuitStep[],
  onProblem: (name: string) => void,
): void {
  let quitting = false;
  app.on('window-all-closed', () => undefined);
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (quitting) return;
    quitting = true;
    void closeAll(steps, clock, onProblem).finally(() => {
      app.exit(0);
    });
  });
}

async function closeAll(
  steps: readonly QuitStep[],
  clock: Clock,
  onProblem: (name: string) => void,
): Promise<void> {
  for (const { name, deadlineMs, close } of steps) {
    try {
      await withDeadline(close(), deadlineMs, clock);
    } catch {
      onProblem(name);
    }
  }
}

/** Everything that must be closed when the app quits. */
export interface OpenParts {
  /** Window, tray icon and timers. Closed at once. */
  readonly surface: { leave(): void };
  readonly exports: { stop(): Promise<void> };
  readonly services: { readonly history: { close(): Promise<void> }; stop(): Promise<void> };
  readonly captures: { stop(): Promise<void> };
  readonly log: { write(what: string): void };
}

/** Sockets that don't close in this time are closed by the system. */
const SOCKETS_CLOSE_MS = 2_000;
/** How much longer than the history itself waits for its last write. */
const HISTORY_MARGIN_MS = 500;
const CAPTURES_CLOSE_MS = 1_000;

/**
 * The order: first what adds to the history, then the history, then temporary copies of files (the next start
 * removes what is left of them).
 */
export function toQuitSteps({ surface, exports, services, captures, log }: OpenParts): readonly QuitStep[] {
  return [
    {
      name: 'connections',
      deadlineMs: SOCKETS_CLOSE_MS,
      async close() {
        surface.leave();
        await Promise.all([exports.stop(), services.stop()]);
      },
    },
    {
      name: 'history',
      deadlineMs: CLOSE_DEADLINE_MS + HISTORY_MARGIN_MS,
      close: () => services.history.close(),
    },
    { name: 'captures', deadlineMs: CAPTURES_CLOSE_MS, close: () => captures.stop() },
    {
      name: 'log',
      deadlineMs: CAPTURES_CLOSE_MS,
      close() {
        log.write('quit');
        return Promise.resolve();
      },
    },
  ];
}
