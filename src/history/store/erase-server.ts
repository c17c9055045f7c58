import type { Alert } from '../../core/history/alert.ts';
import type { EventDatabase } from './event-database.ts';

/** Events that are removed in one step, so that others are answered meanwhile. */
const STEP_EVENTS = 2_000;

/**
 * Removes events of one server, within the transaction that is open, and at the end all else of it. Earlier unsaved writes are
 * saved first. What is removed is overwritten, so that it can't be read from the file either.
 *
 * @returns whether some are left
 */
export function eraseServer({ statements, table }: EventDatabase, serverId: string): boolean {
  statements.get('PRAGMA secure_delete = ON');
  try {
    return eraseStep(statements, table, serverId);
  } finally {
    statements.get('PRAGMA secure_delete = FAST');
  }
}

function eraseStep(
  statements: EventDatabase['statements'],
  table: EventDatabase['table'],
  serverId: string,
): boolean {
  const keys = statements
    .all<{ key: number }>(
      `SELECT key FROM event WHERE server = (SELECT id FROM name WHERE kind = 'server' AND text = ?) LIMIT ?`,
      serverId,
      STEP_EVENTS,
    )
    .map(({ key }) => key);
  table.erase(keys);
  const erased = new Set(keys);
  for (const { id, data } of statements.all<{ id: number; data: string }>('SELECT id, data FROM alert')) {
    const { seq, about } = JSON.parse(data) as Alert;
    const isOfServer = about?.server === serverId || (seq !== null && erased.has(seq));
    if (isOfServer) statements.run('DELETE FROM alert WHERE id = ?', id);
  }
  if (keys.length === STEP_EVENTS) return true;
  for (const table of ['connection_state', 'current_state']) {
    statements.run(`DELETE FROM ${table} WHERE server = ?`, serverId);
  }
  return false;
}
