import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { withFileLock } from '../file-lock.ts';
import type { PreparedHomeAssistant, ReportProgress } from '../prepare-home-assistant.ts';
import { homeAssistantRelease } from '../versions.ts';

const run = promisify(execFile);

const version = '2026.11.0';
const installer = fileURLToPath(new URL('install.sh', import.meta.url));
const requirements = fileURLToPath(new URL('requirements.txt', import.meta.url));
const installLimitMs = 10 * 60_000;

/**
 * Installs the newest release with its Python, once and only if it was asked for: that downloads some 300 MB and may take minutes.
 * It is kept where the minimal Debian of the other tests is, and runs with each test from then on.
 */
export async function prepareNewest(report: ReportProgress): Promise<PreparedHomeAssistant> {
  const startedMs = performance.now();
  const reason = await findObstacle();
  if (reason !== null) return { kind: 'unavailable', version, reason };
  const caches = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'porchlight');
  const recipe = createHash('sha256');
  for (const file of [installer, requirements]) recipe.update(await readFile(file));
  // The paths of a Python are written into what belongs to it: it can't be moved when it is whole.
  const folder = join(caches, `home-assistant-${version}-${recipe.digest('hex').slice(0, 12)}`);
  const isWhole = join(folder, 'whole');
  if (!existsSync(isWhole) && process.env['PORCHLIGHT_NEWEST'] === undefined) {
    return { kind: 'unavailable', version, reason: 'PORCHLIGHT_NEWEST=1 installs it' };
  }
  await mkdir(caches, { recursive: true });
  try {
    await withFileLock(
      `${folder}.lock`,
      async () => {
        if (existsSync(isWhole)) return;
        report(`Home Assistant ${version}: installing it with its own Python, this happens once.`);
        await rm(folder, { recursive: true, force: true });
        await mkdir(folder);
        await run(installer, [folder, requirements], {
          timeout: installLimitMs,
          maxBuffer: 64 * 1024 * 1024,
        });
        await writeFile(isWhole, '');
      },
      () => {
        report(`Home Assistant ${version}: waiting for another run that installs it.`);
      },
    );
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    const last = stderr.trim().split('\n').slice(-3).join(' ');
    return { kind: 'unavailable', version, reason: last === '' ? message : last };
  }
  const python = join(folder, 'venv', 'bin', 'python');
  const release = homeAssistantRelease(version);
  return { kind: 'ready', release, python, tookMs: performance.now() - startedMs };
}

async function findObstacle(): Promise<string | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'its Python is for Linux on x64';
  for (const command of ['apt-get', 'dpkg-deb', 'python3']) {
    const isThere = await run(command, ['--version']).then(
      () => true,
      () => false,
    );
    if (!isThere) return `its Python needs ${command}`;
  }
  return null;
}
