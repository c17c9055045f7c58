import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { runCommand } from '../terminal/run-command.mjs';

/** https://github.com/rhysd/actionlint, a check of GitHub's workflows. */
const VERSION = '1.7.12';
const INSTALL_MS = 120_000;

const cache = join(
  process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
  'porchlight',
  `actionlint-${VERSION}`,
);

/**
 * Finds actionlint: installed, kept by an earlier run, or built now by Go, which needs the network once.
 *
 * @returns {Promise<{ path: string } | { reason: string }>} the reason why it is not to be had.
 */
export async function findActionlint() {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), cache];
  const found = folders.map((folder) => join(folder, 'actionlint')).find((path) => existsSync(path));
  if (found !== undefined) return { path: found };
  if ((await runCommand('go', ['version'])).code !== 0)
    return { reason: 'neither actionlint nor Go is installed' };
  await mkdir(cache, { recursive: true });
  const { code, output } = await runCommand(
    'go',
    ['install', `github.com/rhysd/actionlint/cmd/actionlint@v${VERSION}`],
    { env: { ...process.env, GOBIN: cache }, signal: AbortSignal.timeout(INSTALL_MS) },
  );
  if (code === 0) return { path: join(cache, 'actionlint') };
  return { reason: `Go could not install actionlint: ${output.trim().split('\n').at(-1) ?? ''}` };
}
