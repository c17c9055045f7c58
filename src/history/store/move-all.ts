import type { EventDatabase } from './event-database.ts';
import { EVENT_COLUMNS, type EventRow } from './event-table.ts';
import { toOwnEntry } from './stored-item.ts';

const ANYTIME = Number.POSITIVE_INFINITY;
const encoder = new TextEncoder();

/** Writes all that one database has into another, in a transaction that stays open there. */
export function moveAll(from: EventDatabase, to: EventDatabase): void {
  to.write(() => {
    for (const row of from.statements.all<EventRow>(`SELECT ${EVENT_COLUMNS} FROM event e ORDER BY e.key`)) {
      const entry = from.table.read(row);
      if (entry.isOwnRow) to.writer.writeRow(toOwnEntry(entry));
      else to.writer.writeEvent({ ...entry, text: encoder.encode(entry.text) });
    }
    [...from.notes.alerts(ANYTIME, Number.MAX_SAFE_INTEGER)].reverse().forEach(to.notes.addAlert);
    from.notes.states(-ANYTIME, ANYTIME).forEach(to.notes.addState);
    for (const { key } of from.statements.all<{ key: number }>('SELECT key FROM bookmark')) {
      to.statements.run('REPLACE INTO bookmark (key) VALUES (?)', key);
    }
  });
}
