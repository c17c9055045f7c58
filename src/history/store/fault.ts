import type { HistoryProblem } from '../../core/history/history.ts';
import { NoSqliteError } from './open-sqlite.ts';

/** SQLite's primary result codes. https://www.sqlite.org/rescode.html */
const PROBLEMS: ReadonlyMap<number, HistoryProblem> = new Map<number, HistoryProblem>([
  [5, 'locked'],
  [6, 'locked'],
  [8, 'read-only'],
  [11, 'corrupt'],
  [13, 'full'],
  [26, 'corrupt'],
]);

const SYSTEM_PROBLEMS: ReadonlyMap<string, HistoryProblem> = new Map<string, HistoryProblem>([
  ['EACCES', 'read-only'],
  ['EPERM', 'read-only'],
  ['EROFS', 'read-only'],
  ['ENOSPC', 'full'],
  ['EDQUOT', 'full'],
]);

/** The database can be read, but a later version of Porchlight wrote it. */
export class NewerFormatError extends Error {}

/** The database is from before the first release. Nothing reads it any more. */
export class EarlierFormatError extends Error {}

/**
 * The problem of an error of SQLite or of the file system. Only SQLite's own
 * `SQLITE_CORRUPT` and `SQLITE_NOTADB` are `corrupt` and set a history aside; a failed allocation or a bug must not.
 */
export function toProblem(error: unknown): HistoryProblem {
  if (error instanceof NoSqliteError) return 'no-sqlite';
  if (error instanceof EarlierFormatError) return 'earlier';
  if (typeof error !== 'object' || error === null) return 'failed';
  const { errcode, code } = error as { readonly errcode?: unknown; readonly code?: unknown };
  // Extended result codes have the primary one in their lowest byte.
  const primary = typeof errcode === 'number' ? PROBLEMS.get(errcode & 0xff) : undefined;
  return primary ?? (typeof code === 'string' ? SYSTEM_PROBLEMS.get(code) : undefined) ?? 'failed';
}
