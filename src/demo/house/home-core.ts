import type { Random } from '../../core/clock.ts';
import type { HaContext, HaEvent, HaState } from '../../core/events/event.ts';
import type { EntitySeed } from './entities.ts';

/** The cause of a context. Without both members: the house itself, such as a sensor. */
export interface Cause {
  readonly parent?: HaContext;
  readonly userId?: string;
}

export interface HomeCoreOptions {
  readonly random: Random;
  /** Epoch ms. */
  readonly now: () => number;
  /** In their first state. No event is fired for that. */
  readonly entities: readonly EntitySeed[];
  /** Called with every event as it fires. */
  readonly onEvent: (event: HaEvent) => void;
}

/** The event bus and the state machine of the demo home, as in Home Assistant's `core.py`. */
export type HomeCore = ReturnType<typeof createHomeCore>;

type Data = Readonly<Record<string, unknown>>;

export function createHomeCore({ random, now, entities, onEvent }: HomeCoreOptions) {
  const states = new Map<string, HaState>();
  let lastMicros = 0;

  /** The time as Home Assistant writes it. Some tens of microseconds pass between two events of one instant, as in a real home. */
  function timestamp(): string {
    const step = 15 + Math.floor(random() * 45);
    lastMicros = Math.max(lastMicros + step, Math.floor(now()) * 1_000 + step);
    return toIsoMicros(lastMicros);
  }

  function newContext(cause: Cause = {}): HaContext {
    return {
      id: createUlid(now(), random),
      parent_id: cause.parent?.id ?? null,
      user_id: cause.userId ?? null,
    };
  }

  for (const { entityId, state, attributes } of entities) {
    const time = timestamp();
    const changed = { last_changed: time, last_updated: time, context: newContext() };
    states.set(entityId, { entity_id: entityId, state, attributes, ...changed });
  }

  return {
    random,
    newContext,
    timestamp,
    fire(eventType: string, data: Data, context: HaContext, origin: 'LOCAL' | 'REMOTE' = 'LOCAL') {
      onEvent({ event_type: eventType, data, origin, time_fired: timestamp(), context });
    },
    getState: (entityId: string) => states.get(entityId),
    /** Merges `attributes` into the old ones. Fires `state_changed`, or nothing when nothing changed. */
    setState(entityId: string, state: string, context: HaContext, attributes: Data = {}) {
      const old = states.get(entityId);
      if (old?.state === state && !differs(old.attributes, attributes)) return;
      const time = timestamp();
      const next: HaState = {
        entity_id: entityId,
        state,
        attributes: { ...old?.attributes, ...attributes },
        last_changed: old?.state === state ? (old.last_changed ?? time) : time,
        last_updated: time,
        context,
      };
      states.set(entityId, next);
      const data = { entity_id: entityId, old_state: old ?? null, new_state: next };
      onEvent({ event_type: 'state_changed', data, origin: 'LOCAL', time_fired: time, context });
    },
    states: () => [...states.values()],
  };
}

function differs(old: Data, patch: Data): boolean {
  return Object.entries(patch).some(([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name]));
}

/** Python's `datetime.isoformat()` in UTC, from microseconds since the epoch. */
function toIsoMicros(epochMicros: number): string {
  const upToMillis = new Date(Math.floor(epochMicros / 1_000)).toISOString().slice(0, -1);
  return `${upToMillis}${String(epochMicros % 1_000).padStart(3, '0')}+00:00`;
}

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** An id for a context, a ULID: it begins with the time, so ids sort by creation (https://github.com/ulid/spec). */
function createUlid(epochMs: number, random: Random): string {
  const time = Array.from({ length: 10 }, (_, at) => Math.floor(epochMs / 32 ** (9 - at)) % 32);
  const chance = Array.from({ length: 16 }, () => Math.floor(random() * 32));
  return [...time, ...chance].map((digit) => CROCKFORD.charAt(digit)).join('');
}
