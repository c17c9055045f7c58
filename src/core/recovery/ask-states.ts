import { parseFiredAt } from '../events/to-row.ts';
import type { Asker } from './ask-in-parts.ts';
import { LIMITS } from '../limits.ts';
import { getList } from '../stream/rest-list.ts';
import type { ClockLead } from './server-clock.ts';

/** The entities of a server. */
export interface EntityList {
  /** Those that may have changed and must be asked about. Entities that are not sensors come first. */
  readonly changed: readonly string[];
  /** The number of all entities, including the changed ones. */
  readonly total: number;
  /** False if the server did not list its entities, or not all of them. */
  readonly isWhole: boolean;
}

/** Asks `/api/states` for all states. */
export async function askStates(asker: Asker) {
  const updatedAt = new Map<string, number>();
  let lead = null as ClockLead | null;
  let isWhole = false;
  if (await asker.takePlace()) {
    const answer = await getList(asker, asker.target, {
      path: '/api/states',
      shape: 'list',
      maxBytes: LIMITS.maxStatesBytes,
      signal: asker.signal,
      onDate(date) {
        const ms = date - asker.clock.now();
        lead = { least: ms, most: ms };
      },
      onElement({ entity_id: entityId, last_updated: at }) {
        if (typeof entityId !== 'string') return;
        const readAt = typeof at === 'string' ? parseFiredAt(at) : null;
        updatedAt.set(entityId, readAt ?? Number.POSITIVE_INFINITY);
      },
    });
    isWhole = answer.ok === true;
  }
  return {
    /** By how much the server's clock is ahead of ours, by the head of the answer; `null` if the head has no `Date`. */
    lead,
    /**
     * An entity whose state is older than this moment (epoch ms by the server's clock) has not changed since, as the server
     * says, and need not be asked about.
     */
    changedSince(since: number): EntityList {
      const changed = [...updatedAt].filter(([, at]) => at >= since).map(([entityId]) => entityId);
      return { changed: sensorsLast(changed), total: updatedAt.size, isWhole };
    },
  };
}

function sensorsLast(entityIds: readonly string[]): readonly string[] {
  const isSensor = (entityId: string): boolean => entityId.startsWith('sensor.');
  return [...entityIds.filter((id) => !isSensor(id)), ...entityIds.filter(isSensor)];
}
