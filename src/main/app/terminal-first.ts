import { app } from 'electron';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { findTerminalWords } from './terminal-words.ts';

/** Cells of the memory that is shared with the worker, see src/cli/in-app.ts. */
const ENDED = 0;
const EXIT_CODE = 1;

const words = app.isPackaged ? findTerminalWords(process.argv.slice(1)) : null;
if (words !== null) runTerminal(words);

/**
 * Runs the terminal program and ends this process with its exit code. It runs in a worker, whose event loop is its own, while this
 * thread stands still inside the first import of the app. So Chromium never comes to look for a display, and no setting, lock or
 * keyring of the app is touched.
 */
function runTerminal(argv: readonly string[]): void {
  const shared = new Int32Array(new SharedArrayBuffer(8));
  const program = join(__dirname, 'terminal.cjs');
  const worker = new Worker(program, { workerData: { argv, shared } });
  while (waitOrInterrupt(() => Atomics.wait(shared, ENDED, 0)) === 'interrupted') worker.postMessage('end');
  // Not `process.exit`: to Electron that is a request to close windows first.
  (process as unknown as { reallyExit(code: number | undefined): never }).reallyExit(shared[EXIT_CODE]);
}

/**
 * Waits without an event loop. Node's own handlers of signals need one, but a script that may be broken off is also broken off while
 * it waits: https://nodejs.org/api/vm.html#scriptrunincontextcontextifiedobject-options. Other signals end the process as the system
 * does it.
 */
function waitOrInterrupt(wait: () => void): 'ended' | 'interrupted' {
  try {
    runInContext('wait()', createContext({ wait }), { breakOnSigint: true });
    return 'ended';
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED') return 'interrupted';
    throw error;
  }
}
