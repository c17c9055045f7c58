import { describeError } from '../../core/ipc/describe-error.ts';
import { ask, bridge } from './bridge.ts';

/** One bug can come again with every frame. */
const MAX_REPORTS = 20;

/** Tells the main process of every error of this page that nothing caught. */
export function reportBugs(): void {
  let reports = 0;

  function report(error: unknown): void {
    reports += 1;
    if (reports > MAX_REPORTS) return;
    ask(bridge().reportBug(describeError(error)));
  }

  window.addEventListener('error', ({ error, message }) => {
    // The browser says so when it lays out again in the next frame. It is no fault.
    if (!message.startsWith('ResizeObserver loop')) report(error);
  });
  window.addEventListener('unhandledrejection', ({ reason }) => report(reason));
}
