import { chmodSync, lstatSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setAside } from '../../node/set-aside.ts';
import { PRIVATE_MODE } from '../../node/whole-file.ts';

/** A larger file is not ours. */
const MAX_FILE_BYTES = 8 * 1_048_576;

export type ReadFile =
  | { readonly kind: 'absent' }
  | { readonly kind: 'read'; readonly document: unknown }
  /** It exists, but is not readable, not ours, or not JSON. */
  | { readonly kind: 'bad' };

/**
 * Reads a small JSON file of ours. If others may read it, the permissions are corrected. A link, a folder or
 * a file that is too large is bad. A byte order mark at the start is ignored.
 */
export function readPrivateFile(path: string): ReadFile {
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return { kind: 'absent' };
    if (!stat.isFile() || stat.size > MAX_FILE_BYTES) return { kind: 'bad' };
    if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) chmodSync(path, PRIVATE_MODE);
    return {
      kind: 'read',
      document: JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')) as unknown,
    };
  } catch {
    return { kind: 'bad' };
  }
}

/**
 * Sets a bad file aside, so that nothing is lost.
 *
 * @returns the new file name without its folder, or `null` when that failed.
 */
export function setCorruptAside(path: string, now: number): string | null {
  try {
    return basename(setAside(path, 'corrupt', now));
  } catch {
    return null;
  }
}
