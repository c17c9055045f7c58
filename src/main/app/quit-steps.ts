import { CLOSE_DEADLINE_MS } from '../../history/worker/history-client.ts';
import type { QuitStep } from './quit-in-order.ts';

/** What is open while the app runs. */
export interface OpenParts {
  /** Window, tray icon and timers. Closed at once. */
  readonly surface: { leave(): void };
  readonly exports: { stop(): Promise<void> };
  readonly services: { readonly history: { close(): Promise<void> }; stop(): Promise<void> };
  readonly captures: { stop(): Promise<void> };
  readonly log: { write(what: string): void };
}

/** Sockets that don't close in this time are left to the system. */
const SOCKETS_CLOSE_MS = 2_000;
/** So much longer than the history itself waits for its last write. */
const HISTORY_MARGIN_MS = 500;
const CAPTURES_CLOSE_MS = 1_000;

/**
 * The order of the end: first what adds to the history, then the history, then copies of files that nobody misses (what
 * is left of them is removed at the next start).
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
