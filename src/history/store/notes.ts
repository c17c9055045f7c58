import type { Alert } from '../../core/history/alert.ts';
import type { StoredState } from '../../core/history/history.ts';
import type { Statements } from './statements.ts';

/** How many rows each table keeps. */
const MAX_NOTES = 10_000;

/**
 * The tables `alert` and `connection_state`: notes that are stored beside the events. A repeated one is ignored: after
 * the thread died, it is sent again what it may already have written.
 */
export function createNotes(statements: Statements) {
  return {
    addAlert(alert: Alert): void {
      const data = JSON.stringify(alert);
      statements.run('INSERT OR IGNORE INTO alert (at, data) VALUES (?, ?)', alert.at, data);
    },
    addState({ serverId, at, state, code }: StoredState): void {
      statements.run(
        'INSERT OR IGNORE INTO connection_state (server, at, state, code) VALUES (?, ?, ?, ?)',
        serverId,
        at,
        state,
        code,
      );
    },
    /** Those before a moment, epoch ms; newest first. */
    alerts(before: number, limit: number): readonly Alert[] {
      return statements
        .all<{ data: string }>(
          'SELECT data FROM alert WHERE at < ? ORDER BY id DESC LIMIT ?',
          bounded(before),
          bounded(limit),
        )
        .map(({ data }) => JSON.parse(data) as Alert);
    },
    /** From `from` up to `to` (excluded), oldest first. */
    states(from: number, to: number): readonly StoredState[] {
      return statements
        .all<StoredState>(
          'SELECT server AS serverId, at, state, code FROM connection_state WHERE at >= ? AND at < ? ORDER BY id',
          bounded(from),
          bounded(to),
        )
        .map((row) => ({ ...row }));
    },
    /** Deletes those before a moment, epoch ms, and the oldest above the limit. */
    trim(oldest: number): void {
      for (const table of ['alert', 'connection_state']) {
        statements.run(`DELETE FROM ${table} WHERE at < ?`, bounded(oldest));
        statements.run(
          `DELETE FROM ${table} WHERE id <= (SELECT id FROM ${table} ORDER BY id DESC LIMIT 1 OFFSET ?)`,
          MAX_NOTES,
        );
      }
    },
  };
}

/** SQLite has no infinite number. */
function bounded(value: number): number {
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, value));
}
