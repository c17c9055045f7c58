import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { freeKey } from '../../../src/core/log/keys.ts';
import { DEFAULT_REDACTION } from '../../../src/core/redaction/default-rules.ts';
import { historyFile } from '../../../src/history/store/db-path.ts';
import { openHistory } from '../../../src/history/worker/history-client.ts';
import { systemClock } from '../../../src/node/system-clock.ts';
import { createDemoServer, type DemoServerOptions } from '../../support/demo-server.ts';
import { findPage, saveServer } from './app-page.ts';
import { launchPorchlight } from './launch-porchlight.ts';
import { chownToSession } from './session-user.ts';

const ROOT = join(import.meta.dirname, '../../..');

/**
 * A first run, as a person has it: it stores the server and its token. Then its history gets the demo home's past, as a server's
 * that was followed all the time.
 *
 * @returns the data folder of the app, which has ended
 */
export async function signInWithPast(
  home: { readonly url: string; readonly token: string },
  past: Pick<DemoServerOptions, 'seed' | 'pastDays'>,
): Promise<string> {
  const { userDataDir, serverId } = await signIn(home);
  await rememberPast(userDataDir, serverId, past);
  for (const ending of ['', '-wal', '-shm']) {
    const file = `${historyFile(userDataDir)}${ending}`;
    // The app runs as another user than this script.
    await chmod(file, 0o600).then(
      () => chownToSession(file),
      () => undefined,
    );
  }
  return userDataDir;
}

async function signIn(home: {
  readonly url: string;
  readonly token: string;
}): Promise<{ readonly userDataDir: string; readonly serverId: string }> {
  const { electronApp, userDataDir } = await launchPorchlight();
  try {
    const page = await findPage(electronApp);
    const serverId = await saveServer(page, {
      name: 'Home',
      url: home.url,
      colour: 'amber',
      secret: home.token,
    });
    await page.locator('pl-log-list [data-seq]').first().waitFor();
    return { userDataDir, serverId };
  } finally {
    await electronApp.close();
  }
}

async function rememberPast(
  userDataDir: string,
  serverId: string,
  options: Pick<DemoServerOptions, 'seed' | 'pastDays'>,
): Promise<void> {
  const home = await createDemoServer({ ...options, hasPast: true });
  await home.close();
  const { history } = await openHistory({
    workerPath: join(ROOT, 'out/main/history-worker.cjs'),
    file: historyFile(userDataDir),
    settings: { keep: true, maxBytes: 1e9, maxAgeMs: 1e12, redaction: DEFAULT_REDACTION },
    clock: systemClock,
  });
  await history.erase();
  const since = Date.parse(home.past[0]?.time_fired ?? '');
  history.appendState({ serverId, at: since, state: 'live', code: '' });
  let seq = 0;
  for (const [at, event] of home.past.entries()) {
    // More than it can hold at once would be lost.
    if (at % 5_000 === 0) await history.flush();
    const receivedAt = Date.parse(event.time_fired);
    seq = freeKey(receivedAt, () => false, seq);
    const facts = { serverId, receivedAt, alert: false, recovered: false };
    history.append({ kind: 'event', seq, ...facts, raw: JSON.stringify(event) });
  }
  await history.close();
}
