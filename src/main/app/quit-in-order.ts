import type { Clock } from '../../core/clock.ts';
import { withDeadline } from './with-deadline.ts';

/** What is used of Electron's `app`. */
export interface QuittingApp {
  on(event: 'before-quit' | 'window-all-closed', fn: (event: { preventDefault(): void }) => void): unknown;
  exit(code: number): void;
}

/** One thing that is closed before the app ends. */
export interface QuitStep {
  readonly name: string;
  /** What is not closed by then is left to the system. Longer than any deadline that the step itself has. */
  readonly deadlineMs: number;
  close(): Promise<void>;
}

/**
 * Holds the end up until every step is over, one after the other. A step that fails or hangs keeps no other from being
 * closed. Closing the window is no end.
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
