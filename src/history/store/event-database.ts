import { statSync } from 'node:fs';
import type { RedactionRules } from '../../core/redaction/default-rules.ts';
import { createCurrentStates } from './current-states.ts';
import { createEventTable } from './event-table.ts';
import { createNotes } from './notes.ts';
import { IN_MEMORY, openDatabase } from './open-database.ts';
import type { SqliteSource } from './open-sqlite.ts';
import { createReindexing } from './reindex.ts';
import { createStatements } from './statements.ts';
import { createTrimmer } from './trim.ts';
import { createTwinFinder } from './twins.ts';
import { createWriter } from './writer.ts';

export interface EventDatabaseOptions extends SqliteSource {
  redaction(): RedactionRules;
}

/** One database with everything that reads and writes its tables: the file, or one in memory. */
export type EventDatabase = ReturnType<typeof createEventDatabase>;

/** @throws errors that `toProblem` understands. */
export function createEventDatabase(options: EventDatabaseOptions) {
  const { file, readOnly, redaction } = options;
  const database = openDatabase(options);
  // A reader sees the state of one moment, whatever the app writes meanwhile.
  if (readOnly) database.exec('BEGIN');
  const statements = createStatements(database);
  const table = createEventTable(statements);
  const notes = createNotes(statements);
  const states = createCurrentStates(statements);
  const findTwin = createTwinFinder(statements, table);
  const reindexing = createReindexing(database, statements, table, readOnly);
  let isWriting = false;

  function pages(what: 'page_count' | 'freelist_count'): number {
    return statements.get<Record<string, number>>(`PRAGMA ${what}`)?.[what] ?? 0;
  }

  /** The transaction stays open for the next writes. */
  function write<T>(work: () => T): T {
    try {
      if (!isWriting) database.exec('BEGIN IMMEDIATE');
      isWriting = true;
      return work();
    } catch (error) {
      undo();
      throw error;
    }
  }

  function undo(): void {
    try {
      // On a full disk, SQLite has already rolled back itself.
      if (isWriting) database.exec('ROLLBACK');
    } catch {
      // The transaction has already ended, as intended.
    }
    isWriting = false;
    table.reset();
    states.reset();
    findTwin.reset();
  }

  function usedBytes(): number {
    return (pages('page_count') - pages('freelist_count')) * 4_096;
  }

  return {
    statements,
    table,
    notes,
    states,
    writer: createWriter({ table, states, findTwin, redaction }),
    trimmer: createTrimmer(statements, table),
    reindexing,
    isOnDisk: file !== IN_MEMORY,
    /** Runs in the transaction that is open, or begins one. If it throws, nothing of it is kept. */
    write,
    /** Ends the transaction that is open. @param now epoch ms */
    commit(now: number): void {
      if (!isWriting) return;
      write(() => {
        table.save();
        states.save(now);
        database.exec('COMMIT');
      });
      isWriting = false;
    },
    countEvents(): number {
      const row = statements.get<{ events: number | null }>(
        `SELECT sum(uses) AS events FROM name WHERE kind = 'kind'`,
      );
      return row?.events ?? 0;
    },
    /** Bytes of the file and its log, or of the pages in memory. */
    totalBytes(): number {
      if (file === IN_MEMORY) return usedBytes();
      return ['', '-wal'].reduce((sum, suffix) => sum + sizeOf(`${file}${suffix}`), 0);
    },
    /** Bytes that are in use. */
    usedBytes,
    close(): void {
      if (isWriting) undo();
      database.close();
    },
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
