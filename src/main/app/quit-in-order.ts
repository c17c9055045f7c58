import type { Clock } from '../../core/clock.ts';
import { CLOSE_DEADLINE_MS } from '../../history/worker/history-client.ts';
import { withDeadline } from './with-deadline.ts';

/** What is used of Electron's `app`. */
export interface QuittingApp {
  on(event: 'before-quit' | 'window-all-closed', fn: (event: { preventDefault(): void }) => void): unknown;
  exit(code: number): void;
}

/** The system's means against what hangs. */
export interface QuitForce {
  /** Ends the process by then, also when its main thread hangs. */
  endWithin(ms: number): void;
  /** Ends the process at once. `exit` would wait for a thread that hangs. */
  kill(): void;
}

/** A person, or a system that shuts down, waits no longer. */
export const QUIT_WITHIN_MS = 3_000;

/** One thing that is closed before the app ends. */
export interface QuitStep {
  readonly name: string;
  /** Since the quit began: what is not closed by then, the system closes. What an earlier step leaves of its time, a later one has. */
  readonly untilMs: number;
  close(): Promise<void>;
}

/**
 * Delays the quit until every step is over, one after the other. If a step fails or hangs, the others are still
 * closed. Closing the window does not quit. The process has ended `QUIT_WITHIN_MS` after the wish, whatever hangs: a disk,
 * a bus, a thread.
 *
 * @param onProblem a step failed or was not over in time.
 */
export function quitInOrder(
  app: QuittingApp,
  force: QuitForce,
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
    force.endWithin(QUIT_WITHIN_MS);
    void closeAll(steps, clock, onProblem).then((hangs) => {
      if (hangs) force.kill();
      else app.exit(0);
    });
  });
}

/** Resolves to whether something hangs. */
async function closeAll(
  steps: readonly QuitStep[],
  clock: Clock,
  onProblem: (name: string) => void,
): Promise<boolean> {
  const from = clock.monotonic();
  let hangs = false;
  for (const { name, untilMs, close } of steps) {
    const closed = Promise.resolve()
      .then(close)
      .catch(() => {
        onProblem(name);
      });
    try {
      await withDeadline(closed, untilMs - (clock.monotonic() - from), clock);
    } catch {
      hangs = true;
      onProblem(name);
    }
  }
  return hangs;
}

/** Everything that must be closed when the app quits. */
export interface OpenParts {
  /** Window, tray icon and timers. Closed at once. */
  readonly surface: { leave(): void };
  readonly bus: { settle(): Promise<void> };
  readonly exports: { stop(): Promise<void> };
  readonly services: { readonly history: { close(): Promise<void> }; stop(): Promise<void> };
  readonly captures: { stop(): Promise<void> };
  readonly log: { write(what: string): void };
}

/** A bus, or sockets, that take longer are left to the system. Ms since the quit began, as all of these. */
const BUS_UNTIL_MS = 700;
const SOCKETS_UNTIL_MS = 1_400;
/** The history itself waits less for its last write. */
const HISTORY_UNTIL_MS = SOCKETS_UNTIL_MS + CLOSE_DEADLINE_MS + 50;
const CAPTURES_UNTIL_MS = 2_850;
const LOG_UNTIL_MS = 2_900;

/**
 * The order: first what adds to the history, then the history, then temporary copies of files (the next start
 * removes what is left of them).
 */
export function toQuitSteps({
  surface,
  bus,
  exports,
  services,
  captures,
  log,
}: OpenParts): readonly QuitStep[] {
  return [
    // Chromium waits for a bus that hangs, up to 50 s (measured), when the process exits. Then it is not left to exit.
    { name: 'bus', untilMs: BUS_UNTIL_MS, close: () => bus.settle() },
    {
      name: 'connections',
      untilMs: SOCKETS_UNTIL_MS,
      async close() {
        surface.leave();
        await Promise.all([exports.stop(), services.stop()]);
      },
    },
    {
      name: 'history',
      untilMs: HISTORY_UNTIL_MS,
      close: () => services.history.close(),
    },
    { name: 'captures', untilMs: CAPTURES_UNTIL_MS, close: () => captures.stop() },
    {
      name: 'log',
      untilMs: LOG_UNTIL_MS,
      close() {
        log.write('quit');
        return Promise.resolve();
      },
    },
  ];
}
