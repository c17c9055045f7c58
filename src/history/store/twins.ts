import { isDeepStrictEqual } from 'node:util';
import type { HaEvent } from '../../core/events/event.ts';
import { readEntry, type KeptEntry } from '../../core/log/log-entry.ts';
import { EVENT_COLUMNS, toFacets, type EventFacets, type EventRow, type EventTable } from './event-table.ts';
import type { Statements } from './statements.ts';

/**
 * Whether an event is already stored under another key: of the same server, fired in the same microsecond, with the same
 * entities and content. The same event may come from the stream, from a recorder and from an import.
 */
export type FindTwin = (
  incoming: { readonly seq: number; readonly serverId: string },
  firedAt: number,
  facets: EventFacets,
  event: HaEvent,
) => boolean;

/** Most events of one microsecond that are compared. A home has a few; a server that gives all the same moment costs no more. */
const MAX_LOOKED_AT = 8;

export function createTwinFinder(statements: Statements, table: EventTable): FindTwin & { reset(): void } {
  /** An event fired after all stored ones has no twin. That is true for nearly every live event. */
  let latest: number | null = null;

  function readLatest(): number {
    return statements.get<{ at: number | null }>('SELECT max(time_fired) AS at FROM event')?.at ?? 0;
  }

  const find: FindTwin = ({ seq, serverId }, firedAt, facets, event) => {
    latest ??= readLatest();
    if (firedAt > latest) {
      latest = firedAt;
      return false;
    }
    return statements
      .all<EventRow>(
        `SELECT ${EVENT_COLUMNS} FROM event e WHERE e.time_fired = ? AND e.key <> ? ORDER BY e.key DESC LIMIT ?`,
        firedAt,
        seq,
        MAX_LOOKED_AT,
      )
      .some((row) => row.block !== null && isTwin(table.read(row), serverId, facets, event));
  };
  return Object.assign(find, {
    reset: () => {
      latest = null;
    },
  });
}

function isTwin(kept: KeptEntry, serverId: string, facets: EventFacets, event: HaEvent): boolean {
  const known = kept.serverId === serverId ? readEntry(kept) : null;
  if (known?.event_type !== event.event_type) return false;
  if (event.event_type !== 'state_changed') return isDeepStrictEqual(known.data, event.data);
  // A recorder stores the entity and the new state of a change, but not every attribute.
  const { entity, to } = toFacets(known);
  return isDeepStrictEqual(to, facets.to) && isDeepStrictEqual(entity, facets.entity);
}
