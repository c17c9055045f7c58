import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { LogAsk, LogTell } from '../../src/core/ipc/log-port.ts';

// A window's end of the line: opens the log, takes the news and asks for the next, as often as a page draws. Opens it anew when
// it is told that its list is stale, as in a flood that is faster than it draws.
const PAINT_MS = 100;
/** Rows that a window draws. */
const TAIL = 40;
const { port } = workerData as { port: MessagePort };
let session = 0;
let rows = 0;

function ask(message: LogAsk): void {
  port.postMessage(message);
}

function open(): void {
  session += 1;
  ask({ kind: 'open', session, source: 'log', query: '', afterSeq: 0, tail: TAIL });
}

port.on('message', (tell: LogTell) => {
  if (tell.session !== session) return;
  if (tell.kind === 'stale') open();
  if (tell.kind !== 'news') return;
  rows = tell.end - tell.first;
  setTimeout(() => {
    ask({ kind: 'ack', session: tell.session, tail: TAIL });
  }, PAINT_MS);
});
open();
parentPort?.on('message', () => parentPort?.postMessage(rows));
