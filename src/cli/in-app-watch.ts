import { writeSync } from 'node:fs';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { EXIT } from './exit-code.ts';
import { OUT_OF_MEMORY, reportBug } from './report-bug.ts';

/**
 * Stands between the main thread, which waits and hears nothing (see src/main/app/terminal-first.ts), and the terminal program: passes
 * on that it shall end, and says how it ended where the program itself can't, as when its memory is used up.
 */
const program = new Worker(new URL('terminal-program.cjs', import.meta.url), {
  workerData: workerData as unknown,
});
const { shared } = workerData as { shared: Int32Array };

parentPort?.on('message', () => {
  program.postMessage('end');
});
program.on('error', (error: Error & { code?: string }) => {
  const isFull = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  try {
    writeSync(2, isFull ? OUT_OF_MEMORY : reportBug(error));
  } catch {
    // Nobody reads it.
  }
  end(isFull ? EXIT.stopped : EXIT.bug);
});
program.on('exit', end);

/** Only the first end counts. */
function end(code: number): void {
  if (Atomics.load(shared, 0) !== 0) return;
  Atomics.store(shared, 1, code);
  Atomics.store(shared, 0, 1);
  Atomics.notify(shared, 0);
}
