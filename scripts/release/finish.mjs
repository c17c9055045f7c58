import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { checkAssets, listNames } from './assets.mjs';
import { signBytes, toTrustedComment, verifyBytes } from './minisign.mjs';
import { completeList, hashFile } from './update-list.mjs';

/** @typedef {NonNullable<ReturnType<typeof import('./update-key.mjs').pairKeys>>} Keys */

/** Where the lists of the beta channel go; the release `beta` has them. */
export const BETA_FOLDER = 'beta-lists';
const CHECKSUMS = 'SHA256SUMS';

/**
 * Makes a folder of built packages into a release: checks that all are there, completes and signs the lists of versions, writes the
 * checksums. Without keys there are no lists, since no app would believe them.
 *
 * @param {string} folder
 * @param {{ version: string, isBeta: boolean, notes: string, keys: Keys | null, nowMs: number }} facts
 * @returns {Promise<string[]>} the names of the lists that were signed.
 * @throws with everything that is missing or does not fit.
 */
export async function finishRelease(folder, { version, isBeta, notes, keys, nowMs }) {
  const names = await listFiles(folder);
  const channel = names.includes('beta.yml') ? 'beta' : 'latest';
  const findings = checkAssets(names, channel);
  if (findings.length > 0) throw new Error(findings.join('\n'));
  const signed = [];
  for (const [index, built] of listNames(channel).entries()) {
    const text = await readFile(join(folder, built), 'utf8');
    const list = await completeList(text, { folder, version, notes }).catch(
      (/** @type {unknown} */ error) => {
        throw new Error(`${built}: ${error instanceof Error ? error.message : String(error)}`);
      },
    );
    await rm(join(folder, built));
    if (keys === null) continue;
    for (const path of placesOfList(folder, index, isBeta)) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, list);
      await signFile(path, { version, keys, nowMs });
      signed.push(basename(path));
    }
  }
  await writeChecksums(folder);
  if (keys !== null) await signFile(join(folder, CHECKSUMS), { version, keys, nowMs });
  return signed;
}

/**
 * Where a list goes. electron-builder calls it `latest` also for a beta version when it is published at GitHub. Whoever takes beta versions
 * also gets the stable one that follows them, so that is in the lists of both channels.
 *
 * @param {string} folder
 * @param {number} index in `listNames`
 * @param {boolean} isBeta
 */
function placesOfList(folder, index, isBeta) {
  const beta = join(folder, BETA_FOLDER, listNames('beta')[index] ?? '');
  return isBeta ? [beta] : [join(folder, listNames('latest')[index] ?? ''), beta];
}

/**
 * Signs a file, and verifies that as an app does.
 *
 * @param {string} path
 * @param {{ version: string, keys: Keys, nowMs: number }} facts
 */
async function signFile(path, { version, keys, nowMs }) {
  const bytes = await readFile(path);
  const fileName = basename(path);
  const signature = signBytes(bytes, keys.signing, toTrustedComment({ fileName, version, nowMs }));
  verifyBytes(bytes, signature, keys.verifying);
  await writeFile(`${path}.minisig`, signature);
}

/** In the form of `sha256sum --check`. @param {string} folder */
async function writeChecksums(folder) {
  const names = (await listFiles(folder)).filter((name) => !name.startsWith(CHECKSUMS)).toSorted();
  const lines = [];
  for (const name of names) lines.push(`${await hashFile(join(folder, name), 'sha256', 'hex')}  ${name}\n`);
  await writeFile(join(folder, CHECKSUMS), lines.join(''));
}

/** @param {string} folder */
async function listFiles(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}
