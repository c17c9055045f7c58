import type { Clock } from '../core/clock.ts';
import { withDeadline } from './with-deadline.ts';

/** Sockets that don't close in this time are left to the system. */
const QUIT_DEADLINE_MS = 3_000;

/** What is used of Electron's `app`. */
export interface QuittingApp {
  on(event: 'before-quit' | 'window-all-closed', fn: (event: { preventDefault(): void }) => void): unknown;
  exit(code: number): void;
}

/** Holds the end up until everything is closed in order, for three seconds at most. Closing the window is no end. */
export function quitInOrder(app: QuittingApp, clock: Clock, close: () => Promise<void>): void {
  let quitting = false;
  app.on('window-all-closed', () => undefined);
  app.on('before-quit', (event) => {
    event.preventDefault();
    if (quitting) return;
    quitting = true;
    void withDeadline(close(), QUIT_DEADLINE_MS, clock)
      .catch(() => undefined)
      .then(() => {
        app.exit(0);
      });
  });
}
