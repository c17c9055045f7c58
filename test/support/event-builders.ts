import type { HaEvent } from '../../src/core/events/event.ts';

export type Data = Readonly<Record<string, unknown>>;

/** An event as a server of today sends it. */
export function haEvent(type: string, data: Data = {}): HaEvent {
  return {
    event_type: type,
    data,
    origin: 'LOCAL',
    time_fired: '2026-11-21T19:56:32.274129+00:00',
    context: { id: '01M7ZTX5ZP106VD328RS9YJAYQ', parent_id: null, user_id: null },
  };
}

/** One side of a change: the state, and attributes where they matter. */
export type Side = string | readonly [state: string, attributes: Data] | null;

/** A `state_changed`, from one side to the other. */
export function stateChanged(entityId: string, before: Side, after: Side): HaEvent {
  return haEvent('state_changed', {
    entity_id: entityId,
    old_state: toState(entityId, before),
    new_state: toState(entityId, after),
  });
}

function toState(entityId: string, side: Side): Data | null {
  if (side === null) return null;
  const [state, attributes] = typeof side === 'string' ? [side, {}] : side;
  const at = '2026-11-21T19:56:32.274129+00:00';
  return { entity_id: entityId, state, attributes, last_changed: at, last_updated: at };
}
