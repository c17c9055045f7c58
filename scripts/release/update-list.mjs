import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';

/** Bytes of a list that an app would still read are many more; notes are shortened long before. */
const MAX_NOTES = 10_000;

/**
 * Checks a list of versions against the files that it names, as they are now: a file that was signed after its list was written would be
 * refused by every app. Adds the release notes.
 *
 * @param {string} text the list as electron-builder wrote it
 * @param {{ folder: string, version: string, notes: string }} facts `folder` holds the files
 * @returns {Promise<string>}
 * @throws with what does not fit.
 */
export async function completeList(text, { folder, version, notes }) {
  const document = parseDocument(text);
  /** @type {unknown} */
  const content = document.toJS();
  if (document.errors.length > 0 || typeof content !== 'object' || content === null)
    throw new Error('It is no YAML.');
  const { version: named, files } = /** @type {{ version?: unknown, files?: unknown }} */ (content);
  if (named !== version) throw new Error(`It is about version ${String(named)} and not ${version}.`);
  if (!Array.isArray(files) || files.length === 0) throw new Error('It names no file.');
  for (const file of /** @type {unknown[]} */ (files)) await checkFile(file, folder);
  document.set('releaseNotes', notes.length > MAX_NOTES ? `${notes.slice(0, MAX_NOTES)}…` : notes);
  return document.toString({ lineWidth: 0 });
}

/** @param {unknown} file @param {string} folder */
async function checkFile(file, folder) {
  const { url, sha512, size } = /** @type {{ url?: unknown, sha512?: unknown, size?: unknown }} */ (
    file ?? {}
  );
  if (typeof url !== 'string' || !/^[\w.+-]+$/.test(url))
    throw new Error(`It names a file "${String(url)}".`);
  const path = join(folder, url);
  const found = await stat(path).catch(() => null);
  if (found === null) throw new Error(`It names ${url}, which was not built.`);
  if (found.size !== size)
    throw new Error(`It says that ${url} has ${String(size)} bytes, and it has ${String(found.size)}.`);
  if ((await hashFile(path, 'sha512', 'base64')) !== sha512)
    throw new Error(`It has another hash of ${url}.`);
}

/**
 * @param {string} path
 * @param {'sha256' | 'sha512'} algorithm
 * @param {'hex' | 'base64'} encoding
 */
export async function hashFile(path, algorithm, encoding) {
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(path)) hash.update(/** @type {Buffer} */ (chunk));
  return hash.digest(encoding);
}
