import { join } from 'node:path';
import { freeKey } from '../../../src/core/log/keys.ts';
import { DEFAULT_REDACTION } from '../../../src/core/redaction/default-rules.ts';
import { createDemoServer } from '../../support/demo-server.ts';
import { historyFile } from '../../../src/history/store/db-path.ts';
import { openHistory } from '../../../src/history/worker/history-client.ts';
import { systemClock } from '../../../src/node/system-clock.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** Fills the history of a data folder with the demo home's day until now, as a server's that was followed since dawn. */
export async function rememberDay(userDataDir: string, serverId: string, seed: number): Promise<void> {
  const home = await createDemoServer({ seed, hasPast: true });
  await home.close();
  const { history } = await openHistory({
    workerPath: join(ROOT, 'out/main/history-worker.cjs'),
    file: historyFile(userDataDir),
    settings: { keep: true, maxBytes: 1e9, maxAgeMs: 1e12, redaction: DEFAULT_REDACTION },
    clock: systemClock,
  });
  await history.erase();
  let seq = 0;
  for (const event of home.past) {
    const receivedAt = Date.parse(event.time_fired);
    seq = freeKey(receivedAt, () => false, seq);
    const facts = { serverId, receivedAt, alert: false, recovered: false };
    history.append({ kind: 'event', seq, ...facts, raw: JSON.stringify(event) });
  }
  await history.close();
}
