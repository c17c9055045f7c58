import { build } from 'esbuild';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { HaEvent } from '../../../src/core/events/event.ts';
import type { History } from '../../../src/core/history/history.ts';
import { DEFAULT_REDACTION } from '../../../src/core/redaction/default-rules.ts';
import { DEFAULT_SETTINGS } from '../../../src/core/settings/settings.ts';
import { ROUTE_DEFAULTS } from '../../../src/core/route/route-settings.ts';
import { historyFile } from '../../../src/history/store/db-path.ts';
import { openHistory } from '../../../src/history/worker/history-client.ts';
import { systemClock } from '../../../src/node/system-clock.ts';

const WORKER = fileURLToPath(new URL('../../../src/history/worker/history-worker.ts', import.meta.url));
const PACKAGES = fileURLToPath(new URL('../../../node_modules', import.meta.url));

/** A data folder as the app leaves it, with a history that is still open. */
export interface FilledHistory {
  /** The data folder. */
  readonly folder: string;
  /** The bundled worker, for another history. */
  readonly workerPath: string;
  readonly history: History;
  append(seq: number, event: HaEvent, receivedAt: number, serverId?: string): void;
  /** Closes the history and removes the folder. */
  remove(): Promise<void>;
}

/** Makes a data folder with the settings of two servers, Home and Cabin, and an empty history beside them. */
export async function createFilledHistory(): Promise<FilledHistory> {
  const root = await mkdtemp(join(tmpdir(), 'porchlight-history-'));
  const folder = join(root, 'Porchlight');
  await mkdir(folder);
  const workerPath = await buildHistoryWorker(root);
  const servers = [toServer('home', 'Home'), toServer('cabin', 'Cabin')];
  await writeFile(join(folder, 'config.json'), JSON.stringify({ ...DEFAULT_SETTINGS, servers }));
  const { history } = await openHistory({
    workerPath,
    file: historyFile(folder),
    settings: { keep: true, maxBytes: 1e9, maxAgeMs: 1e12, redaction: DEFAULT_REDACTION },
    clock: systemClock,
  });
  return {
    folder,
    workerPath,
    history,
    append(seq, event, receivedAt, serverId = 'home') {
      const facts = { seq, serverId, receivedAt, alert: false, recovered: false };
      history.append({ kind: 'event', ...facts, raw: JSON.stringify(event) });
    },
    async remove() {
      await history.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Bundles the worker into a folder as the build does it. Resolves to its path. */
async function buildHistoryWorker(folder: string): Promise<string> {
  // What is native is found from the bundle.
  await symlink(PACKAGES, join(folder, 'node_modules'), 'junction');
  const outfile = join(folder, 'history-worker.cjs');
  await build({
    entryPoints: [WORKER],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node18',
    external: ['@photostructure/sqlite'],
    logLevel: 'warning',
  });
  return outfile;
}

function toServer(id: string, name: string): object {
  return {
    id,
    name,
    colour: 'blue',
    baseUrl: `http://${id}:8123`,
    credentialKind: 'none',
    restrict: [],
    enabled: true,
    refusal: null,
    ...ROUTE_DEFAULTS,
  };
}
