import { chmodSync, lstatSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { setAside } from '../../node/set-aside.ts';
import { PRIVATE_MODE } from '../../node/whole-file.ts';

/** More than this is not a file of ours. */
const MAX_FILE_BYTES = 8 * 1_048_576;

export type ReadFile =
  | { readonly kind: 'absent' }
  | { readonly kind: 'read'; readonly document: unknown }
  /** There, and not readable, not ours, or not JSON. */
  | { readonly kind: 'bad' };

/**
 * Reads a small JSON file of ours. Permissions that let others read it are narrowed on the way; a link, a folder or
 * a file of absurd size is bad. A byte order mark at the start is ignored.
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
 * @returns the new file name without its folder, or `null` when the folder would not let us.
 */
export function setCorruptAside(path: string, now: number): string | null {
  try {
    return basename(setAside(path, 'corrupt', now));
  } catch {
    return null;
  }
}
