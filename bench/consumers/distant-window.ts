import { parentPort } from 'node:worker_threads';

/** Rows that a window shows. */
export const WINDOW_ROWS = 50;
/** How often it asks. */
const INTERVAL_MS = 250;

/** How long its questions took, there and back, over a real boundary between threads. */
export interface WindowReport {
  readonly answerP50Ms: number;
  readonly answerP99Ms: number;
  readonly answerMaxMs: number;
}

/** A window as the monitor sees it: asks for the newest rows and the newest event, one question at a time. */
function watch(port: NonNullable<typeof parentPort>): void {
  const tookMs: number[] = [];
  let askedMs = 0;
  let timer: NodeJS.Timeout | undefined;

  function ask(): void {
    askedMs = performance.now();
    port.postMessage('ask');
  }

  port.on('message', (message: unknown) => {
    if (message === 'begin') {
      ask();
    } else if (message === 'end') {
      clearTimeout(timer);
      port.postMessage(toReport(tookMs));
    } else {
      tookMs.push(performance.now() - askedMs);
      timer = setTimeout(ask, INTERVAL_MS);
    }
  });
}

function toReport(tookMs: readonly number[]): WindowReport {
  const sorted = [...tookMs].sort((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { answerP50Ms: at(0.5), answerP99Ms: at(0.99), answerMaxMs: at(1) };
}

if (parentPort !== null) watch(parentPort);
