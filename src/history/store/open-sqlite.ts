import { createRequire } from 'node:module';
import type { DatabaseSync } from 'node:sqlite';

export type { DatabaseSync, StatementSync } from 'node:sqlite';

/** What both packages offer; the second was written to be the first's double. */
interface SqlitePackage {
  readonly DatabaseSync: typeof DatabaseSync;
}

/** Node has the first since 22.5; Electron and older Nodes take the second, whose binaries come with it. */
const PACKAGES = ['node:sqlite', '@photostructure/sqlite'];

/** How long a lock of another program is waited for, milliseconds. */
const BUSY_TIMEOUT_MS = 500;

/** This runtime has no SQLite that works. */
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
 * Opens an SQLite database with what this runtime has.
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

/** A trial is part of loading: a native addon can be there and not fit. */
function tryPackage(name: string, from: string): SqlitePackage | undefined {
  try {
    const found = withoutWarnings(() => createRequire(from)(name) as SqlitePackage);
    new found.DatabaseSync(':memory:').close();
    return found;
  } catch {
    return undefined;
  }
}

/** Node 22 and 24 warn that their SQLite is new, which would stand in the terminal there. */
function withoutWarnings<T>(load: () => T): T {
  const { emitWarning } = process;
  process.emitWarning = () => undefined;
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}
