import { Worker } from 'node:worker_threads';
import type { Carrier, HistoryTell, HistoryWorkerData } from './protocol.ts';

/**
 * Megabytes. Without a limit the thread may take several times what it needs before it frees any. An event of 4 MB takes some 40 MB
 * for a moment when it is parsed.
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
