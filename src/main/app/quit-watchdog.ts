import { Worker } from 'node:worker_threads';

/** Sleeps, then ends the whole process. Plain JavaScript, because it is no file of the bundle. */
const CODE = `
const { workerData } = require('node:worker_threads');
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, workerData.withinMs);
process.kill(workerData.pid, 'SIGKILL');
`;

/**
 * Ends this process for certain, whatever its main thread hangs in: then no timer of that thread fires. A thread of its own
 * waits; it ends with the process if that ends earlier.
 */
export function endWithin(withinMs: number): void {
  const worker = new Worker(CODE, { eval: true, workerData: { withinMs, pid: process.pid } });
  worker.unref();
  // If it can't start, there is only the quit in order.
  worker.on('error', () => undefined);
}
