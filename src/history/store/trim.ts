import type { EventTable } from './event-table.ts';
import type { Statements } from './statements.ts';

/** Events that are removed in one step: some milliseconds. */
const STEP_EVENTS = 512;
const STEP_BLOCKS = 32;
/** Free pages that are kept for new events: 4 MB. */
const KEPT_PAGES = 1_024;
const STEP_PAGES = 256;

/** Removes the oldest events, a step at a time, within the transaction that is open. */
export function createTrimmer(statements: Statements, table: EventTable) {
  return {
    /** Removes the oldest that arrived before a moment (epoch ms). Returns their number. */
    removeOldest(arrivedBefore: number): number {
      const oldest = statements.all<{ key: number; received_at: number }>(
        'SELECT key, received_at FROM event ORDER BY key LIMIT ?',
        STEP_EVENTS,
      );
      const firstKept = oldest.findIndex(({ received_at: at }) => at >= arrivedBefore);
      const doomed = firstKept === -1 ? oldest : oldest.slice(0, firstKept);
      for (const { key } of doomed) table.remove(key);
      return doomed.length;
    },
    /** Removes texts that no event has any more. True when there may be more. */
    removeBlocks(): boolean {
      const floor = statements.get<{ key: number | null }>('SELECT min(key) AS key FROM event')?.key;
      const doomed = statements
        .all<{ id: number; last_key: number }>(
          'SELECT id, last_key FROM text_block ORDER BY id LIMIT ?',
          STEP_BLOCKS,
        )
        .filter(({ last_key: last }) => last < (floor ?? Number.MAX_SAFE_INTEGER));
      for (const { id } of doomed) statements.run('DELETE FROM text_block WHERE id = ?', id);
      return doomed.length === STEP_BLOCKS;
    },
    /** Returns some of the free pages to the disk. True when there may be more. */
    shrink(): boolean {
      const free = statements.get<{ freelist_count: number }>('PRAGMA freelist_count')?.freelist_count ?? 0;
      if (free <= KEPT_PAGES) return false;
      statements.all(`PRAGMA incremental_vacuum(${String(STEP_PAGES)})`);
      return free - STEP_PAGES > KEPT_PAGES;
    },
  };
}
