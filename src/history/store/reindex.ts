import { sourceOf } from '../../core/log/log-entry.ts';
import { readWords } from '../../core/query/event-item.ts';
import { EVENT_COLUMNS, type EventRow, type EventTable } from './event-table.ts';
import type { DatabaseSync } from './open-sqlite.ts';
import { WORDS_TABLE, WORDS_VERSION } from './schema.ts';
import type { Statements } from './statements.ts';

/** Events that are indexed again in one step. */
const STEP_EVENTS = 256;

/**
 * Rebuilds the word index when the file has another version of it, the newest events first. Its progress is in the
 * table `about`, so it continues where the last run ended.
 */
export function createReindexing(
  database: DatabaseSync,
  statements: Statements,
  table: EventTable,
  readOnly: boolean,
) {
  let from = readFrom();

  function about(name: string): number | null {
    return statements.get<{ value: number }>('SELECT value FROM about WHERE name = ?', name)?.value ?? null;
  }

  function note(name: string, value: number): void {
    statements.run('REPLACE INTO about (name, value) VALUES (?, ?)', name, value);
  }

  function readFrom(): number {
    if (about('words_version') === WORDS_VERSION) return about('words_from') ?? 0;
    return Number.MAX_SAFE_INTEGER;
  }

  function begin(): void {
    database.exec(`DROP TABLE IF EXISTS words; ${WORDS_TABLE}`);
    note('words_version', WORDS_VERSION);
    from = table.lastKey() + 1;
  }

  return {
    /** The words of events from this key on are in the index; 0 when it is complete. */
    indexedFrom: (): number => from,
    /** Indexes some more, within the transaction that is open. True while there is more to do. */
    step(): boolean {
      if (from === 0 || readOnly) return false;
      if (from === Number.MAX_SAFE_INTEGER) begin();
      const rows = statements.all<EventRow>(
        `SELECT ${EVENT_COLUMNS} FROM event e WHERE e.key < ? ORDER BY e.key DESC LIMIT ?`,
        from,
        STEP_EVENTS,
      );
      for (const row of rows) {
        const { words, isWhole } = readWords(sourceOf(table.read(row)));
        // An event that came late is already in it.
        table.words.remove(row.key);
        table.words.add(row.key, words, isWhole);
      }
      from = rows.length < STEP_EVENTS ? 0 : (rows.at(-1)?.key ?? 0);
      note('words_from', from);
      return from !== 0;
    },
  };
}
