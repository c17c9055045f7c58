import { accessSync, chmodSync, closeSync, constants, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { EarlierFormatError, NewerFormatError } from './fault.ts';
import { openSqlite, type DatabaseSync, type SqliteSource } from './open-sqlite.ts';
import { FORMAT, TABLES, WORDS_TABLE, WORDS_VERSION } from './schema.ts';

/** Readable only by its owner. */
const PRIVATE_MODE = 0o600;

/** Page cache, KiB. What the operating system caches costs the process nothing. */
const CACHE_KIB = 8_192;

/** A database with the same tables that is not stored. */
export const IN_MEMORY = ':memory:';

/**
 * Opens the database and creates its tables when it is new. `auto_vacuum` lets the file shrink in small steps. WAL lets
 * others read while the app runs. With `synchronous=NORMAL` the process may die at any moment; a power
 * cut can lose what was written since the last checkpoint, but never the database.
 * https://www.sqlite.org/pragma.html#pragma_synchronous
 *
 * @throws errors that `toProblem` understands.
 */
export function openDatabase(source: SqliteSource): DatabaseSync {
  const { file, readOnly } = source;
  if (!readOnly && file !== IN_MEMORY) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // SQLite would open a read-only file without an error, and fail at the first write.
    if (existsSync(file)) accessSync(file, constants.R_OK | constants.W_OK);
    accessSync(dirname(file), constants.W_OK);
    makePrivate(file);
  }
  const database = openSqlite(source);
  try {
    prepareDatabase(database, readOnly);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Events show when nobody is at home. SQLite gives its other files the same mode. */
function makePrivate(file: string): void {
  closeSync(openSync(file, 'a', PRIVATE_MODE));
  for (const each of [file, `${file}-wal`, `${file}-shm`]) {
    if (existsSync(each)) chmodSync(each, PRIVATE_MODE);
  }
}

function prepareDatabase(database: DatabaseSync, readOnly: boolean): void {
  database.exec(`PRAGMA cache_size = -${String(CACHE_KIB)}; PRAGMA temp_store = MEMORY;`);
  const format = readFormat(database);
  if (format > FORMAT) throw new NewerFormatError(`The history has format ${String(format)}.`);
  if (format > 0 && format < FORMAT) throw new EarlierFormatError('The history is of an earlier version.');
  if (readOnly) {
    if (format === 0) throw new EarlierFormatError('The history has no tables.');
    return;
  }
  if (format === 0) database.exec('PRAGMA page_size = 4096; PRAGMA auto_vacuum = INCREMENTAL;');
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 8388608;',
  );
  if (format < FORMAT) makeTables(database);
}

function makeTables(database: DatabaseSync): void {
  database.exec(
    `BEGIN IMMEDIATE; ${TABLES} ${WORDS_TABLE}
     INSERT INTO about VALUES ('words_version', ${String(WORDS_VERSION)});
     PRAGMA user_version = ${String(FORMAT)}; COMMIT;`,
  );
}

function readFormat(database: DatabaseSync): number {
  const row = database.prepare('PRAGMA user_version').get() as { readonly user_version: unknown };
  return Number(row.user_version);
}
