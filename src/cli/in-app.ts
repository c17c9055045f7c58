import { parentPort, workerData } from 'node:worker_threads';
import { EXIT } from './exit-code.ts';
import { reportBug } from './report-bug.ts';
import { runPorchlight } from './run-porchlight.ts';
import { flush, openInput, openOutput } from './worker-streams.ts';

/**
 * The terminal program inside the installed app: a worker of its main process, which waits for it and does nothing else (see
 * src/main/app/terminal-first.ts and in-app-watch.ts). A worker has no streams of its own that would do without that thread, so they are opened here.
 */
const { argv, shared } = workerData as { argv: readonly string[]; shared: Int32Array };
const stdin = openInput();
const stdout = openOutput(1);
const stderr = openOutput(2);
const ending = new AbortController();

// The main thread got a Ctrl-C.
parentPort?.on('message', () => {
  // At the second one the program exits without waiting for its sockets.
  if (ending.signal.aborted) end(EXIT.ok);
  ending.abort();
});
parentPort?.unref();
process.on('uncaughtException', crash);
process.on('exit', (code) => {
  end(code);
});
const run = runPorchlight({ argv, env: process.env, stdin, stdout, stderr, signal: ending.signal });
void run.then(finish, crash);

function crash(error: unknown): void {
  stderr.write(reportBug(error));
  void finish(EXIT.bug);
}

/** Ends when all is written, or its reader is gone. */
async function finish(code: number): Promise<void> {
  await Promise.all([flush(stdout), flush(stderr)]);
  end(code);
}

function end(code: number): void {
  Atomics.store(shared, 1, code);
  Atomics.store(shared, 0, 1);
  Atomics.notify(shared, 0);
}
