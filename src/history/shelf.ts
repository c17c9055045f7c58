import { statSync } from 'node:fs';
import { createNumberedTable, type NumberedTable } from './numbered-table.ts';
import { TABLES, type TableName } from './open-database.ts';
import type { DatabaseSync, StatementSync } from './open-sqlite.ts';

/** Pages that are given back to the file system in one step: some milliseconds. */
const VACUUM_PAGES = 128;
/** Free pages that stay in the file for what comes next. */
const SPARE_PAGES = 1_024;

/**
 * Everything that is kept. With a database attached what is put waits for the next commit; without one, or while
 * nothing can be written, it stays in memory, and reads see it just the same.
 */
export interface Shelf extends Readonly<Record<TableName, NumberedTable>> {
  /** Writes what waits in one transaction. Throws SQLite's error; then everything still waits. */
  commit(): void;
  hasPending(): boolean;
  /** Bytes in memory that no database has. */
  pendingBytes(): number;
  /** Bytes that are in use: pages of the file without those that are free and without the log, or memory. */
  usedBytes(): number;
  /** Bytes of the files, or memory. */
  totalBytes(): number;
  /** Gives some free pages back; false when there is nothing to give. */
  shrink(): boolean;
  attach(database: DatabaseSync | null, file: string): void;
  clearPending(): void;
  isOnDisk(): boolean;
}

export function createShelf(): Shelf {
  const tables = Object.fromEntries(TABLES.map((name) => [name, createNumberedTable(name)])) as Record<
    TableName,
    NumberedTable
  >;
  const all = Object.values(tables);
  let database: DatabaseSync | null = null;
  let logFile = '';
  /** Asked each second: a statement that is made anew lies in SQLite's memory until V8 collects its garbage, which is minutes. */
  const pragmas = new Map<string, StatementSync>();

  function pragma(name: string): number {
    if (database === null) return 0;
    const statement = pragmas.get(name) ?? database.prepare(`PRAGMA ${name}`);
    pragmas.set(name, statement);
    const row = statement.get() as Record<string, unknown> | undefined;
    return Number(row?.[name] ?? 0);
  }

  function logBytes(): number {
    return statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  }

  function pendingBytes(): number {
    return all.reduce((sum, table) => sum + table.pendingBytes(), 0);
  }

  return {
    ...tables,
    commit() {
      if (database === null) return;
      database.exec('BEGIN IMMEDIATE');
      try {
        for (const table of all) table.flush();
        database.exec('COMMIT');
      } catch (error) {
        rollBack(database);
        throw error;
      }
      for (const table of all) table.clearPending();
    },
    hasPending: () => pendingBytes() > 0,
    pendingBytes,
    usedBytes() {
      if (database === null) return pendingBytes();
      return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size');
    },
    totalBytes() {
      return database === null ? pendingBytes() : pragma('page_count') * pragma('page_size') + logBytes();
    },
    shrink() {
      if (database === null || pragma('freelist_count') <= SPARE_PAGES) return false;
      database.exec(`PRAGMA incremental_vacuum(${String(VACUUM_PAGES)})`);
      return true;
    },
    attach(next, file) {
      database = next;
      pragmas.clear();
      logFile = `${file}-wal`;
      for (const table of all) table.attach(next);
    },
    clearPending() {
      for (const table of all) table.clearPending();
    },
    isOnDisk: () => database !== null,
  };
}

/** A full disk ends the transaction by itself, which is an error to end it again. */
function rollBack(database: DatabaseSync): void {
  try {
    database.exec('ROLLBACK');
  } catch {
    // It is over, which is what was wanted.
  }
}
