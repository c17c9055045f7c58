import type { HaEvent } from '../../core/events/event.ts';
import { decodeMessage } from '../../core/events/decode.ts';
import { toColumns, type EventColumns } from './event-columns.ts';
import { EVENT_COLUMNS, type EventRow, type EventTable } from './event-table.ts';
import type { Statements } from './statements.ts';

/**
 * Whether an event is kept already under another key: of the same server, fired in the same microsecond, about the same
 * things and with the same content. An event that comes from the stream, from a recorder and from an import is one event.
 */
export type FindTwin = (
  incoming: { readonly seq: number; readonly serverId: string },
  firedAt: number,
  columns: EventColumns,
  event: HaEvent,
) => boolean;

export function createTwinFinder(statements: Statements, table: EventTable): FindTwin & { reset(): void } {
  /** Nothing kept was fired later, so what is has no twin: nearly every event that comes live. */
  let latest: number | null = null;

  function readLatest(): number {
    return statements.get<{ at: number | null }>('SELECT max(time_fired) AS at FROM event')?.at ?? 0;
  }

  const find: FindTwin = ({ seq, serverId }, firedAt, columns, event) => {
    latest ??= readLatest();
    if (firedAt > latest) {
      latest = firedAt;
      return false;
    }
    return statements
      .all<EventRow>(
        `SELECT ${EVENT_COLUMNS} FROM event e WHERE e.time_fired = ? AND e.key <> ?`,
        firedAt,
        seq,
      )
      .some((row) => row.block !== null && isTwin(table.read(row), serverId, columns, event));
  };
  return Object.assign(find, {
    reset: () => {
      latest = null;
    },
  });
}

function isTwin(
  kept: { readonly serverId: string; readonly text: string },
  serverId: string,
  columns: EventColumns,
  event: HaEvent,
): boolean {
  if (kept.serverId !== serverId) return false;
  const decoded = decodeMessage(kept.text);
  if (decoded.kind !== 'event' || decoded.event.event_type !== event.event_type) return false;
  if (event.event_type !== 'state_changed') return isSame(decoded.event.data, event.data);
  // A recorder keeps of a change the entity and its new state, not every attribute.
  const { entities, stateTo } = toColumns(decoded.event);
  return stateTo === columns.stateTo && isSame(entities, columns.entities);
}

/** The same JSON, whatever the order of its members. */
function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSame(Reflect.get(a, key), Reflect.get(b, key)))
  );
}
