import { join } from 'node:path';
import { DEFAULT_REDACTION } from '../../../src/core/redaction/default-rules.ts';
import { createDemoServer } from '../../../src/demo/server.ts';
import { historyFile } from '../../../src/history/store/db-path.ts';
import { openHistory } from '../../../src/history/worker/history-client.ts';
import { systemClock } from '../../../src/node/system-clock.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** Fills the history of a data folder with the demo home's day until now, as a server's that was followed since dawn. */
export async function rememberDay(userDataDir: string, serverId: string, seed: number): Promise<void> {
  const home = await createDemoServer({ seed, hasPast: true });
  await home.close();
  const { history, nextSeq } = await openHistory({
    workerPath: join(ROOT, 'out/main/history-worker.cjs'),
    file: historyFile(userDataDir),
    settings: { keep: true, maxBytes: 1e9, maxAgeMs: 1e12, redaction: DEFAULT_REDACTION },
    clock: systemClock,
  });
  await history.erase();
  home.past.forEach((event, i) => {
    const facts = { serverId, receivedAt: Date.parse(event.time_fired), alert: false, recovered: false };
    history.append({ kind: 'event', seq: nextSeq + i, ...facts, raw: JSON.stringify(event) });
  });
  await history.close();
}
