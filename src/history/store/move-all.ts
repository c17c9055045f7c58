import type { EventDatabase } from './event-database.ts';
import { EVENT_COLUMNS, type EventRow } from './event-table.ts';

const ANYTIME = Number.POSITIVE_INFINITY;

/** Copies everything from one database into another, in a transaction that stays open there. */
export function moveAll(from: EventDatabase, to: EventDatabase): void {
  to.write(() => {
    for (const row of from.statements.all<EventRow>(`SELECT ${EVENT_COLUMNS} FROM event e ORDER BY e.key`)) {
      const entry = from.table.read(row);
      if (entry.kind === 'own') to.writer.writeRow(entry, entry.bookmarked);
      else to.writer.writeEvent({ ...entry, kind: 'event' }, entry.bookmarked);
    }
    [...from.notes.alerts(ANYTIME, Number.MAX_SAFE_INTEGER)].reverse().forEach(to.notes.addAlert);
    from.notes.states(-ANYTIME, ANYTIME).forEach(to.notes.addState);
  });
}
