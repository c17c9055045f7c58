import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { LogAsk, LogTell } from '../../src/core/ipc/log-port.ts';

// A window's end of the line: opens the log, takes the news and asks for the next, as often as a page draws.
const PAINT_MS = 100;
/** Rows that a window draws. */
const TAIL = 40;
const { port } = workerData as { port: MessagePort };
let rows = 0;

function ask(message: LogAsk): void {
  port.postMessage(message);
}

port.on('message', (tell: LogTell) => {
  if (tell.kind !== 'news') return;
  rows = tell.end - tell.first;
  setTimeout(() => {
    ask({ kind: 'ack', session: tell.session, tail: TAIL });
  }, PAINT_MS);
});
ask({ kind: 'open', session: 1, source: 'log', query: '', afterSeq: 0, tail: TAIL });
parentPort?.on('message', () => {
  setTimeout(() => parentPort?.postMessage(rows), PAINT_MS * 3);
});
