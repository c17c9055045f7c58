import { renameSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';

/** The new path of a file that is set aside: `history.damaged-2026-12-01T07-00-00-000Z.db` beside it. `now` in epoch ms. */
export function toAsidePath(path: string, reason: string, now: number): string {
  const extension = extname(path);
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '-');
  return join(dirname(path), `${basename(path, extension)}.${reason}-${stamp}${extension}`);
}

/**
 * Renames an unusable file, so that a new one can be begun and a person may still rescue its content.
 *
 * @returns its new path.
 * @throws the system's error.
 */
export function setAside(path: string, reason: string, now: number): string {
  const target = toAsidePath(path, reason, now);
  renameSync(path, target);
  return target;
}
