import { Worker } from 'node:worker_threads';
import { BLACK_HOLE_ADDRESS } from './traffic.ts';

/** A port whose first packet of a connection is dropped, as a firewall drops it. */
export interface BlackHole {
  close(): Promise<void>;
}

/** Listens, fills its own queue, and goes to sleep before it could accept anything. */
const SLEEPER = `
  const { connect, createServer } = require('node:net');
  const { parentPort, workerData: { port, host } } = require('node:worker_threads');
  createServer().listen({ port, host, backlog: 1 }, () => {
    for (let filler = 0; filler < 8; filler++) connect(port, host).on('error', () => {});
    // A connection is begun in the next tick, so this comes after all eight.
    process.nextTick(() => {
      parentPort.postMessage('full');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });
  });`;

/**
 * Makes the port at `BLACK_HOLE_ADDRESS` a black hole. Needs Linux, where all of 127.0.0.0/8 is this machine and a
 * full queue drops what comes.
 */
export async function createBlackHole(port: number): Promise<BlackHole> {
  const worker = new Worker(SLEEPER, { eval: true, workerData: { port, host: BLACK_HOLE_ADDRESS } });
  await new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  return {
    async close() {
      await worker.terminate();
    },
  };
}
