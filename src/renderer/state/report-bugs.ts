import { describeError } from '../../core/ipc/describe-error.ts';
import { ask, bridge } from './bridge.ts';

/** Limit of reports: a bug may occur in every frame. */
const MAX_REPORTS = 20;

/** Reports every uncaught error of this page to main. */
export function reportBugs(): void {
  let reports = 0;

  function report(error: unknown): void {
    reports += 1;
    if (reports > MAX_REPORTS) return;
    ask(bridge().reportBug(describeError(error)));
  }

  window.addEventListener('error', ({ error, message }) => {
    // The browser reports this when a resize observer needs another frame. It is not an error.
    if (!message.startsWith('ResizeObserver loop')) report(error);
  });
  window.addEventListener('unhandledrejection', ({ reason }) => report(reason));
}
