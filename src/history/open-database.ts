import { accessSync, chmodSync, closeSync, constants, existsSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DamagedError, NewerFormatError } from './fault.ts';
import { openSqlite, type DatabaseSync, type SqliteSource } from './open-sqlite.ts';

/** Raised with every change of the tables or of the bytes in them; each raise has a step in `migrate`. */
const FORMAT = 1;

/** Everything is numbered pieces of bytes, so that all tables look alike. */
export const TABLES = [
  /** Texts: `BLOCK_SEQS` sequence numbers each, deflated. The number is that of the block. */
  'block',
  /** What the blocks of a chapter were deflated with. The number is that of the chapter, here and in the next three. */
  'dictionary',
  /** A chapter whose index is complete: number, count, least and greatest time. */
  'chapter',
  /** Which slots of a chapter are taken, and their times. */
  'span',
  /** The first term of each page of terms. */
  'directory',
  /** Terms with their slots. The number is chapter * `PAGES_PER_CHAPTER` + page. */
  'page',
  /** Alerts and changes of connections as JSON, numbered as they came. */
  'alert',
  'state',
  /** Sequence numbers that somebody wants to find again; the bytes are empty. */
  'bookmark',
] as const;
export type TableName = (typeof TABLES)[number];

/** More than a chapter of the largest events can have: 8,192 x 2,000 terms of 60 bytes in pages of 1,600. */
export const PAGES_PER_CHAPTER = 1_048_576;

/** For its owner alone. */
const PRIVATE_MODE = 0o600;

/** Page cache, KiB. What the operating system caches costs the process nothing. */
const CACHE_KIB = 2_048;

/**
 * Opens the database and makes its tables when it is new. `auto_vacuum` lets the file shrink in small steps, WAL lets
 * the terminal read beside the running app, and `synchronous=NORMAL` survives the death of the process at any
 * moment; a power cut can cost what was written since the last checkpoint, never the database.
 * https://www.sqlite.org/pragma.html#pragma_synchronous
 *
 * @throws what `toProblem` understands.
 */
export function openDatabase(source: SqliteSource): DatabaseSync {
  if (!source.readOnly) {
    mkdirSync(dirname(source.file), { recursive: true, mode: 0o700 });
    // SQLite would open a file without the right to write for reading, and fail with the first write.
    if (existsSync(source.file)) accessSync(source.file, constants.R_OK | constants.W_OK);
    accessSync(dirname(source.file), constants.W_OK);
    makePrivate(source.file);
  }
  const database = openSqlite(source);
  try {
    prepareDatabase(database, source.readOnly);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Events tell when nobody is at home. SQLite gives its other files the mode of this one. */
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
  if (readOnly) {
    if (format === 0) throw new DamagedError('The history has no tables.');
    return;
  }
  if (format === 0) database.exec('PRAGMA page_size = 4096; PRAGMA auto_vacuum = INCREMENTAL;');
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 8388608;',
  );
  if (format < FORMAT) migrate(database);
}

/** The steps from nothing to the present format. A format that was given out once is never changed, but migrated. */
function migrate(database: DatabaseSync): void {
  const tables = TABLES.map((name) => `CREATE TABLE ${name} (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);`);
  database.exec(`BEGIN IMMEDIATE; ${tables.join(' ')} PRAGMA user_version = ${String(FORMAT)}; COMMIT;`);
}

function readFormat(database: DatabaseSync): number {
  const row = database.prepare('PRAGMA user_version').get() as { readonly user_version: unknown };
  return Number(row.user_version);
}
