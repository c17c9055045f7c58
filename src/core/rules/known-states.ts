import { isDanger } from '../events/alarm-state.ts';
import { domainOf } from '../events/entity-name.ts';
import type { HaEvent } from '../events/event.ts';
import { isWireRecord, readField, readRecord, readText } from '../events/read-field.ts';
import { isAbsent, stateText } from '../events/state-change.ts';
import type { CurrentState } from '../history/history.ts';
import { momentFor } from '../events/state-words.ts';

/** Home Assistant's own bounds for an entity id and a state. Longer ones are not remembered. */
const MAX_CHARS = 255;
/** Entities of one server that are remembered. The largest homes have some 5,000. */
const MAX_ENTITIES = 10_000;

/** What a `state_changed` means for a rule. */
export type StateStep =
  /** No change: only attributes, an entity that was added or removed, or one that is back in its last state. */
  | 'none'
  /** From one state to another, whether or not the entity was out of reach between them. */
  | 'changed'
  /** The state is no longer known: `unavailable` or `unknown`. */
  | 'lost'
  /** A danger that exists when its sensor returns, whatever came before. */
  | 'danger';

/** The last states of every server's entities. Memory is bounded: the one that changed longest ago gives way. */
export function createKnownStates(maxEntities = MAX_ENTITIES) {
  /** By server, then by entity: its last known state. */
  const servers = new Map<string, Map<string, string>>();

  function knownOf(serverId: string): Map<string, string> {
    const known = servers.get(serverId) ?? new Map<string, string>();
    servers.set(serverId, known);
    return known;
  }

  function keep(known: Map<string, string>, entityId: string, state: string): void {
    if (Math.max(entityId.length, state.length) > MAX_CHARS) return;
    known.delete(entityId);
    known.set(entityId, state);
    const [oldest] = known.size > maxEntities ? known.keys() : [];
    if (oldest !== undefined) known.delete(oldest);
  }

  return {
    /** Tells what a `state_changed` means, and remembers it. Anything else is `none`. */
    note(event: HaEvent, serverId: string): StateStep {
      if (event.event_type !== 'state_changed') return 'none';
      const before = readField(event.data, 'old_state');
      const after = readField(event.data, 'new_state');
      const entityId =
        readText(event.data, 'entity_id') || readText(readRecord(event.data, 'new_state'), 'entity_id');
      const old = isWireRecord(before) ? stateText(readField(before, 'state')) : '';
      const state = isWireRecord(after) ? stateText(readField(after, 'state')) : '';
      const known = knownOf(serverId);
      const last = known.get(entityId);
      const current = isAbsent(state) ? old : state;
      if (isAbsent(current)) return 'none';
      if (last !== current) keep(known, entityId, current);
      if (old === state || !isWireRecord(after)) return 'none';
      if (isAbsent(state)) return 'lost';
      if (!isAbsent(old)) return 'changed';
      if (isDanger(entityId, { state, attributes: readRecord(after, 'attributes') })) return 'danger';
      // The first press of a button is a change from "unknown", without an earlier state.
      if (last === undefined)
        return old === 'unknown' && momentFor(domainOf(entityId)) !== null ? 'changed' : 'none';
      return last === state ? 'none' : 'changed';
    },
    /** Adds the states known before this run. States seen since are newer and stay. */
    remember(states: Iterable<Pick<CurrentState, 'serverId' | 'entity' | 'state'>>): void {
      for (const { serverId, entity, state } of states) {
        const known = knownOf(serverId);
        if (!isAbsent(state) && !known.has(entity)) keep(known, entity, state);
      }
    },
    /** Removes the servers that are not among these. */
    keepOnly(serverIds: ReadonlySet<string>): void {
      for (const id of servers.keys()) if (!serverIds.has(id)) servers.delete(id);
    },
  };
}
