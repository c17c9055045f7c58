import { createRequire } from 'node:module';
import type { DatabaseSync } from 'node:sqlite';

export type { DatabaseSync, StatementSync } from 'node:sqlite';

/** The API of both packages; the second imitates the first. */
interface SqlitePackage {
  readonly DatabaseSync: typeof DatabaseSync;
}

/** Node has the first since 22.5. Electron and older Nodes use the second, which includes its binaries. */
const PACKAGES = ['node:sqlite', '@photostructure/sqlite'];

/** How long to wait for a lock of another program, milliseconds. */
const BUSY_TIMEOUT_MS = 500;

/** This runtime has no working SQLite. */
export class NoSqliteError extends Error {}

export interface SqliteSource {
  readonly file: string;
  readonly readOnly: boolean;
  /**
   * File or file URL of the running bundle, from which packages are looked for. `import()` would not do: in Electron
   * 25 it can't read from an asar archive.
   */
  readonly from: string;
}

/**
 * Opens an SQLite database with the package that this runtime has.
 *
 * @throws `NoSqliteError`, or SQLite's error when the file can't be opened.
 */
export function openSqlite({ file, readOnly, from }: SqliteSource): DatabaseSync {
  const { DatabaseSync } = loadPackage(from);
  return new DatabaseSync(file, { readOnly, timeout: BUSY_TIMEOUT_MS });
}

let loaded: SqlitePackage | undefined;

function loadPackage(from: string): SqlitePackage {
  for (const name of PACKAGES) loaded ??= tryPackage(name, from);
  if (loaded === undefined) throw new NoSqliteError('This runtime has no SQLite.');
  return loaded;
}

/** Loading includes a test: a native addon may exist but not fit the runtime. */
function tryPackage(name: string, from: string): SqlitePackage | undefined {
  try {
    const found = withoutWarnings(() => createRequire(from)(name) as SqlitePackage);
    new found.DatabaseSync(':memory:').close();
    return found;
  } catch {
    return undefined;
  }
}

/** Node 22 and 24 warn that their SQLite is new; the warning would appear in the terminal. */
function withoutWarnings<T>(load: () => T): T {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}
