import { Worker } from 'node:worker_threads';
import type { Carrier, HistoryTell, HistoryWorkerData } from './protocol.ts';

/**
 * Megabytes. Without a limit the thread may use several times the memory it needs before it frees any. Parsing an event of
 * 4 MB needs several times its size for a moment.
 */
const RESOURCE_LIMITS = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 128 };

/** Starts the thread that has the database. */
export function createWorkerCarrier(workerPath: string, workerData: HistoryWorkerData): Carrier {
  const worker = new Worker(workerPath, { workerData, resourceLimits: RESOURCE_LIMITS });
  let isOver = false;
  const endListeners: (() => void)[] = [];

  function end(): void {
    if (isOver) return;
    isOver = true;
    for (const listener of endListeners) listener();
  }

  worker.on('error', end);
  worker.on('exit', end);

  return {
    post(message) {
      if (!isOver) worker.postMessage(message);
    },
    onMessage: (fn) => void worker.on('message', (message: HistoryTell) => fn(message)),
    onEnd: (fn) => void endListeners.push(fn),
    async end() {
      await worker.terminate();
    },
  };
}
