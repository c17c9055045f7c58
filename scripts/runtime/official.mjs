import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { runCommand } from '../terminal/run-command.mjs';
import { createProgress, describeMegabytes } from '../terminal/say.mjs';

/** A download that brings no byte for this long is taken for blocked. */
const STALL_MS = 12_000;
/** A blocked download is not tried again at every start, but once a day. */
const RETRY_AFTER_MS = 24 * 60 * 60 * 1000;

const packageDir = dirname(createRequire(import.meta.url).resolve('electron/package.json'));

/** The executable inside a folder of Electron's files, as Electron's own `install.js` names it. @param {string} distPath */
export function toExecutablePath(distPath) {
  switch (process.platform) {
    case 'darwin':
      return join(distPath, 'Electron.app/Contents/MacOS/Electron');
    case 'win32':
      return join(distPath, 'electron.exe');
    default:
      return join(distPath, 'electron');
  }
}

/** Version of the `electron` package: what the app ships on. @returns {Promise<string>} */
export async function readOfficialVersion() {
  const manifest = await readFile(join(packageDir, 'package.json'), 'utf8');
  return /** @type {{ version: string }} */ (JSON.parse(manifest)).version;
}

/**
 * The folder of the `electron` package's own binary, if it is there.
 *
 * @returns {Promise<string | undefined>}
 */
export async function findOfficial() {
  const distPath = join(packageDir, 'dist');
  const version = await readFile(join(distPath, 'version'), 'utf8').catch(() => '');
  const isCurrent = version.trim().replace(/^v/, '') === (await readOfficialVersion());
  return isCurrent && existsSync(toExecutablePath(distPath)) ? distPath : undefined;
}

/**
 * Tries once to download the `electron` package's own binary, and remembers a failure for a day.
 *
 * @param {string} runtimeDir an ignored folder of the project
 * @param {(sentence: string) => void} say
 * @returns {Promise<string | undefined>} the folder that holds it; undefined when the download is blocked.
 */
export async function downloadOfficial(runtimeDir, say) {
  const version = await readOfficialVersion();
  const failurePath = join(runtimeDir, 'electron-download-failed.json');
  if (await isRecentFailure(failurePath, version)) return undefined;
  await mkdir(runtimeDir, { recursive: true });
  const workDir = await mkdtemp(join(runtimeDir, 'downloading-'));
  say(`Downloading Electron ${version} ...`);
  const stalled = new AbortController();
  const watching = watchProgress(workDir, stalled, createProgress(say));
  // @electron/get downloads into the temporary folder first: given one of its own, its progress can be seen from here.
  const env = { ...process.env, TMPDIR: workDir, TEMP: workDir, TMP: workDir };
  const { code, output } = await runCommand(process.execPath, [join(packageDir, 'install.js')], {
    env,
    signal: stalled.signal,
  });
  watching.stop();
  await rm(workDir, { recursive: true, force: true });
  const distPath = code === 0 ? await findOfficial() : undefined;
  if (distPath === undefined) {
    const reason = describeDownloadFailure(output, stalled.signal.aborted);
    say(`Electron ${version} could not be downloaded (${reason}); this is tried again tomorrow.`);
    await writeFile(failurePath, `${JSON.stringify({ version, at: new Date().toISOString(), reason })}\n`);
  }
  return distPath;
}

/** The line of a stack trace that a person can use. @param {string} output @param {boolean} isStalled */
function describeDownloadFailure(output, isStalled) {
  if (isStalled) return `nothing arrived for ${String(STALL_MS / 1000)} seconds`;
  const line = output.split('\n').find((text) => /error/i.test(text)) ?? output.trim();
  return line.trim().slice(0, 160) || 'no reason given';
}

/** @param {string} path @param {string} version */
async function isRecentFailure(path, version) {
  const text = await readFile(path, 'utf8').catch(() => '{}');
  const failure = /** @type {{ version?: string, at?: string }} */ (JSON.parse(text));
  return failure.version === version && Date.now() - Date.parse(failure.at ?? '') < RETRY_AFTER_MS;
}

/**
 * Prints how far a download is, and aborts it when it stands still.
 *
 * @param {string} folder
 * @param {AbortController} stalled
 * @param {(sentence: string) => void} progress
 */
function watchProgress(folder, stalled, progress) {
  let lastBytes = 0;
  let lastChangeMs = Date.now();
  const timer = setInterval(() => {
    void measureFolder(folder).then((bytes) => {
      if (bytes !== lastBytes) {
        lastBytes = bytes;
        lastChangeMs = Date.now();
        progress(`  ${describeMegabytes(bytes)} so far`);
      } else if (Date.now() - lastChangeMs > STALL_MS) {
        stalled.abort();
      }
    });
  }, 500);
  return {
    stop() {
      clearInterval(timer);
    },
  };
}

/** Bytes of all files below a folder that changes while it is read. @param {string} folder */
async function measureFolder(folder) {
  const entries = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    entries.map((entry) =>
      stat(join(folder, entry)).then(
        (s) => s.size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
