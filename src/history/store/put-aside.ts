import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';

/** Why a database is put aside: the middle part of its new name. */
export type AsideReason = (typeof REASONS)[number];
const REASONS = ['damaged', 'earlier'] as const;

/**
 * Renames a database and its log, so that a new one can be begun and somebody may still save what is in it. Returns the
 * new path. `now` in epoch ms. Throws the error of the file system.
 */
export function putAside(file: string, reason: AsideReason, now: number): string {
  const { folder, name, extension } = partsOf(file);
  const date = new Date(now).toISOString().slice(0, 19).replaceAll(':', '-');
  const target = join(folder, `${name}.${reason}-${date}${extension}`);
  if (existsSync(file)) renameSync(file, target);
  if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${target}-wal`);
  rmSync(`${file}-shm`, { force: true });
  return target;
}

/** Deletes the database, its log, and what was put aside: all of them hold events. */
export function removeDatabase(file: string): void {
  const { folder, name } = partsOf(file);
  if (!existsSync(folder)) return;
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  for (const entry of readdirSync(folder)) {
    const isAside = REASONS.some((reason) => entry.startsWith(`${name}.${reason}-`));
    if (isAside) rmSync(join(folder, entry), { force: true });
  }
}

function partsOf(file: string): {
  readonly folder: string;
  readonly name: string;
  readonly extension: string;
} {
  const extension = extname(file);
  return { folder: dirname(file), name: basename(file, extension), extension };
}
