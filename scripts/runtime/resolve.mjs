import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../project-root.mjs';
import { describeError, say as sayToTerminal } from '../terminal/say.mjs';
import { ensureFallback, fallbackRuntime, isFallbackSupported } from './fallback.mjs';
import { downloadOfficial, findOfficial, readOfficialVersion, toExecutablePath } from './official.mjs';

/**
 * An Electron that can be started. `distPath` is the folder of its files, `version` is such as `45.4.1` (`unknown` for a folder that
 * doesn't say), `isFallback` is true for the one that is for running and testing only.
 *
 * @typedef {{ executablePath: string, distPath: string, version: string, isFallback: boolean }} ElectronRuntime
 */

/**
 * Finds the Electron to run with. In this order: the folder in `ELECTRON_OVERRIDE_DIST_PATH`; the binary of the `electron` package,
 * downloaded once where the network allows it; the fallback for Linux on x64.
 *
 * @param {{ say?: (sentence: string) => void }} [options]
 * @returns {Promise<ElectronRuntime>}
 * @throws with a sentence for people when there is none.
 */
export async function resolveRuntime({ say = sayToTerminal } = {}) {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) return readOverride(override);
  const runtimeDir = join(projectRoot, '.runtime');
  const official = (await findOfficial()) ?? (await downloadOfficial(runtimeDir, say));
  if (official !== undefined) {
    return toRuntime(official, await readOfficialVersion(), false);
  }
  return resolveFallback({ say });
}

/**
 * The fallback alone, for those who ask for it by name.
 *
 * @param {{ say?: (sentence: string) => void }} [options]
 * @returns {Promise<ElectronRuntime>}
 * @throws with a sentence for people when it can't be had.
 */
export async function resolveFallback({ say = sayToTerminal } = {}) {
  const advice =
    'Set ELECTRON_MIRROR to a mirror that this network reaches, or ELECTRON_OVERRIDE_DIST_PATH to a folder with an unpacked Electron.';
  if (!isFallbackSupported()) {
    throw new Error(`There is no fallback for ${process.platform} on ${process.arch}. ${advice}`);
  }
  try {
    const distPath = await ensureFallback(join(projectRoot, '.runtime'), say);
    return toRuntime(distPath, fallbackRuntime.electronVersion, true);
  } catch (error) {
    throw new Error(`There is no Electron to run with. ${describeError(error)} ${advice}`, { cause: error });
  }
}

/** @param {string} distPath @returns {Promise<ElectronRuntime>} */
async function readOverride(distPath) {
  if (!existsSync(toExecutablePath(distPath))) {
    throw new Error(`ELECTRON_OVERRIDE_DIST_PATH is ${distPath}, but there is no Electron in that folder.`);
  }
  const version = await readFile(join(distPath, 'version'), 'utf8').catch(() => 'unknown');
  return toRuntime(distPath, version.trim().replace(/^v/, ''), false);
}

/** @param {string} distPath @param {string} version @param {boolean} isFallback @returns {ElectronRuntime} */
function toRuntime(distPath, version, isFallback) {
  return { executablePath: toExecutablePath(distPath), distPath, version, isFallback };
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.stdout.write(`${JSON.stringify(await resolveRuntime())}\n`);
}
