import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { withFileLock } from './file-lock.ts';
import { findPython } from './find-python.ts';
import { homeAssistantRelease } from './versions.ts';
import type { HomeAssistantRelease, HomeAssistantVersion } from './versions.ts';

const run = promisify(execFile);

/** A release that is ready to start, or the reason why this machine can't have it (a test is then skipped by name). */
export type PreparedHomeAssistant =
  | {
      readonly kind: 'ready';
      readonly release: HomeAssistantRelease;
      readonly python: string;
      readonly tookMs: number;
    }
  | { readonly kind: 'unavailable'; readonly version: HomeAssistantVersion; readonly reason: string };

/** Takes one line of progress in plain words. */
export type ReportProgress = (line: string) => void;

const environmentsFolder = fileURLToPath(new URL('../../.venvs/', import.meta.url));
const installLimitMs = 10 * 60_000;
const unreachable =
  /establish a new connection|name resolution|timed out|network is unreachable|ProxyError|Max retries exceeded|SSLError/i;

function fingerprint(release: HomeAssistantRelease, pythonVersion: string): string {
  const parts = [release.requirements, release.sourceOnly, pythonVersion, process.platform, process.arch];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12);
}

/** The end of what pip said, without its list of hundreds of releases that are too new for this Python. */
function describeFailure(error: unknown): string {
  const { stderr, message } = error as Error & { stderr?: string };
  const lines = (stderr ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.includes('Ignored the following'));
  return lines.length === 0 ? message : lines.slice(-12).join('\n');
}

async function install(release: HomeAssistantRelease, basePython: string, folder: string): Promise<void> {
  const options = { timeout: installLimitMs, maxBuffer: 64 * 1024 * 1024 };
  await run(basePython, ['-I', '-m', 'venv', folder], options);
  const requirementsFile = join(folder, 'requirements.txt');
  await writeFile(requirementsFile, `${release.requirements.join('\n')}\n`);
  const sourceOnly = release.sourceOnly.length === 0 ? [] : ['--no-binary', release.sourceOnly.join(',')];
  const pip = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--no-input',
    '--retries',
    '2',
  ];
  // Byte code is left to the first start: a server uses a small part of the 11,000 files of a release.
  const what = [
    '--no-deps',
    '--no-compile',
    '--only-binary',
    ':all:',
    ...sourceOnly,
    '--requirement',
    requirementsFile,
  ];
  await run(join(folder, 'bin', 'python'), [...pip, ...what], options);
}

/** Builds beside the final place and renames, so that an interrupted run never leaves half an environment. */
async function build(release: HomeAssistantRelease, basePython: string, folder: string): Promise<void> {
  const prefix = `building-${release.version}-`;
  for (const name of await readdir(environmentsFolder)) {
    if (name.startsWith(prefix)) {
      // The installer of a run that was killed may still be writing.
      await rm(join(environmentsFolder, name), { recursive: true, force: true, maxRetries: 10 });
    }
  }
  const unfinished = join(environmentsFolder, `${prefix}${randomUUID()}`);
  try {
    await install(release, basePython, unfinished);
    await rm(folder, { recursive: true, force: true });
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(pythonIn(folder))) throw error;
  }
}

function pythonIn(folder: string): string {
  return join(folder, 'bin', 'python');
}

/**
 * Makes sure that a release is installed in its own virtual environment under `.venvs/` in the project. Immediate when
 * it is there already. Safe to call from several processes at once: the first builds, the others wait.
 * @throws Error when the installation fails for another reason than an unreachable package index.
 */
export async function prepareHomeAssistant(
  version: HomeAssistantVersion,
  report: ReportProgress = () => undefined,
): Promise<PreparedHomeAssistant> {
  const startedMs = performance.now();
  const release = homeAssistantRelease(version);
  const found = await findPython();
  if (found.kind === 'missing') return { kind: 'unavailable', version, reason: found.reason };

  const name = `${version}-${fingerprint(release, found.version)}`;
  const folder = join(environmentsFolder, name);
  const python = pythonIn(folder);
  const buildIfMissing = async (): Promise<void> => {
    if (existsSync(python)) return;
    report(
      `Home Assistant ${version}: installing ${release.requirements.length} packages, this happens once.`,
    );
    await build(release, found.command, folder);
    report(
      `Home Assistant ${version}: installed in ${Math.round((performance.now() - startedMs) / 1000)} s.`,
    );
  };
  try {
    if (!existsSync(python)) {
      await mkdir(environmentsFolder, { recursive: true });
      const onWait = (): void =>
        report(`Home Assistant ${version}: waiting for another run that installs it.`);
      await withFileLock(join(environmentsFolder, `${name}.lock`), buildIfMissing, onWait);
    }
  } catch (error) {
    const failure = describeFailure(error);
    if (!unreachable.test(failure))
      throw new Error(`Home Assistant ${version} could not be installed:\n${failure}`);
    return { kind: 'unavailable', version, reason: 'the Python package index could not be reached' };
  }
  return { kind: 'ready', release, python, tookMs: performance.now() - startedMs };
}
