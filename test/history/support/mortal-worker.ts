import { existsSync, writeFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';

/** In the text of an event: the thread dies when it gets it, the first time or always. */
const DIES_ONCE = 'dies-once';
const DIES_ALWAYS = 'dies-always';

const { file } = workerData as { readonly file: string };
parentPort?.on(
  'message',
  (message: { readonly kind: string; readonly batch?: { readonly items: unknown } }) => {
    const text = JSON.stringify(message.batch?.items ?? []);
    const died = `${file}.died`;
    const isFirst = text.includes(DIES_ONCE) && !existsSync(died);
    if (isFirst) writeFileSync(died, '');
    if (isFirst || text.includes(DIES_ALWAYS)) process.exit(1);
  },
);
// Afterwards, so that what is above hears of each message first.
await import('../../../src/history/worker/history-worker.ts');
