import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_SETTINGS } from '../../src/core/settings/settings.ts';
import { historyFile } from '../../src/history/store/db-path.ts';
import { openHistory } from '../../src/history/worker/history-client.ts';
import { createDemoHome } from '../../src/main/app/demo-home.ts';
import type { Signals } from '../../src/main/app/signals.ts';
import { createServices, type Services } from '../../src/main/app/services.ts';
import { toHistorySettings } from '../../src/main/history/follow-history.ts';
import { openLogFile } from '../../src/main/app/log-file.ts';
import { createNotices } from '../../src/main/app/notices.ts';
import { openSettingsFile } from '../../src/main/settings/settings-file.ts';
import { createHttpTransport } from '../../src/node/http-transport.ts';
import { systemClock as clock } from '../../src/node/system-clock.ts';
import { toBenchProfile } from './bench-profile.ts';

export interface InstalledServices {
  readonly services: Services;
  /** Of the history. */
  readonly file: string;
  /** Stops everything and deletes what was kept. */
  end(): Promise<void>;
}

/**
 * The app as it is installed, without Electron: the default rules, the history on disk, one server. It begins to read with
 * `services.start()`.
 *
 * @param workerPath the bundle of `history-worker.ts`
 * @param onRow a row was added
 */
export async function createInstalledServices(
  url: string,
  workerPath: string,
  onRow: () => void = () => undefined,
): Promise<InstalledServices> {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-bench-'));
  const file = historyFile(folder);
  const path = join(folder, 'config.json');
  const notices = createNotices();
  writeFileSync(path, JSON.stringify({ ...DEFAULT_SETTINGS, servers: [toBenchProfile(url)] }));
  const settings = openSettingsFile({
    folder,
    clock,
    notices,
    createStore: ({ serialize }) => ({
      set store(document: Record<string, unknown>) {
        writeFileSync(path, serialize(document));
      },
    }),
  });
  const opened = await openHistory({
    workerPath,
    file,
    settings: toHistorySettings(settings.current()),
    clock,
  });
  const signals: Signals = new EventEmitter();
  signals.on('row', onRow);
  const services = createServices({
    clock,
    random: Math.random,
    transport: createHttpTransport(),
    userAgent: 'Porchlight/0.0.0 (benchmark)',
    platform: 'linux',
    folder,
    notices,
    settings,
    history: opened.history,
    registries: new Map(),
    lastSeq: opened.lastSeq,
    earlierAlerts: [],
    keyring: {
      probe: () => Promise.resolve({ available: false, backend: 'none', label: 'None' }),
      encrypt: () => Promise.reject(new Error('There is no secret.')),
      decrypt: () => Promise.reject(new Error('There is no secret.')),
    },
    notify: () => Promise.resolve(true),
    demo: createDemoHome(null),
    log: openLogFile(join(folder, 'porchlight.log'), clock),
    signals,
    onTestSteps: () => undefined,
    desk: {
      openBrowser: () => Promise.resolve(),
      comeForward: () => undefined,
      pushSignIn: () => undefined,
    },
  });
  return {
    services,
    file,
    async end() {
      await services.stop();
      await opened.history.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
