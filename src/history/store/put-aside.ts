import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { toAsidePath } from '../../node/set-aside.ts';

/** Why a database is set aside: the middle part of its new name. */
export type AsideReason = (typeof REASONS)[number];
const REASONS = ['damaged', 'earlier'] as const;

/** Sets a database and its log aside. Returns the new path. `now` in epoch ms. Throws the error of the file system. */
export function putAside(file: string, reason: AsideReason, now: number): string {
  const target = toAsidePath(file, reason, now);
  if (existsSync(file)) renameSync(file, target);
  if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${target}-wal`);
  rmSync(`${file}-shm`, { force: true });
  return target;
}

/** Deletes the database, its log, and all files set aside, because they contain events. */
export function removeDatabase(file: string): void {
  const folder = dirname(file);
  const name = basename(file, extname(file));
  if (!existsSync(folder)) return;
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
  for (const entry of readdirSync(folder)) {
    const isAside = REASONS.some((reason) => entry.startsWith(`${name}.${reason}-`));
    if (isAside) rmSync(join(folder, entry), { force: true });
  }
}
