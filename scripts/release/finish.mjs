import { copyFile, mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
 * @returns {Promise<string[]>} the names of the lists.
 * @throws with everything that is missing or does not fit.
 */
export async function finishRelease(folder, { version, isBeta, notes, keys, nowMs }) {
  const channel = isBeta ? 'beta' : 'latest';
  const findings = checkAssets(await listFiles(folder), channel);
  if (findings.length > 0) throw new Error(findings.join('\n'));
  const lists = listNames(channel);
  for (const name of lists) {
    const path = join(folder, name);
    const text = await completeList(await readFile(path, 'utf8'), { folder, version, notes }).catch(
      (/** @type {unknown} */ error) => {
        throw new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      },
    );
    await writeFile(path, text);
    if (keys === null) await rm(path);
    else await signFile(path, { fileName: name, version, keys, nowMs });
  }
  if (keys !== null) await writeBetaLists(folder, { version, isBeta, keys, nowMs });
  await writeChecksums(folder);
  if (keys !== null) await signFile(join(folder, CHECKSUMS), { fileName: CHECKSUMS, version, keys, nowMs });
  return keys === null ? [] : lists;
}

/**
 * Whoever takes beta versions also gets the stable one that follows them, so it is in both channels' lists.
 *
 * @param {string} folder
 * @param {{ version: string, isBeta: boolean, keys: Keys, nowMs: number }} facts
 */
async function writeBetaLists(folder, { version, isBeta, keys, nowMs }) {
  const target = join(folder, BETA_FOLDER);
  await mkdir(target, { recursive: true });
  for (const [index, name] of listNames('beta').entries()) {
    const from = listNames(isBeta ? 'beta' : 'latest')[index] ?? '';
    await copyFile(join(folder, from), join(target, name));
    await signFile(join(target, name), { fileName: name, version, keys, nowMs });
  }
}

/**
 * Signs a file, and verifies that as an app does.
 *
 * @param {string} path
 * @param {{ fileName: string, version: string, keys: Keys, nowMs: number }} facts
 */
async function signFile(path, { fileName, version, keys, nowMs }) {
  const bytes = await readFile(path);
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
