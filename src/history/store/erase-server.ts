import type { Alert } from '../../core/history/alert.ts';
import type { EventDatabase } from './event-database.ts';

/** Removes everything of one server, within the transaction that is open. Earlier unsaved writes are saved first. */
export function eraseServer({ statements, table }: EventDatabase, serverId: string): void {
  const keys = statements
    .all<{ key: number }>(
      `SELECT key FROM event WHERE server = (SELECT id FROM name WHERE kind = 'server' AND text = ?)`,
      serverId,
    )
    .map(({ key }) => key);
  for (const key of keys) table.remove(key);
  for (const table of ['connection_state', 'current_state']) {
    statements.run(`DELETE FROM ${table} WHERE server = ?`, serverId);
  }
  const erased = new Set(keys);
  for (const { id, data } of statements.all<{ id: number; data: string }>('SELECT id, data FROM alert')) {
    const { seq } = JSON.parse(data) as Alert;
    if (seq !== null && erased.has(seq)) statements.run('DELETE FROM alert WHERE id = ?', id);
  }
}
