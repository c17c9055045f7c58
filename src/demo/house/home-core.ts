import type { Random } from '../../core/clock.ts';
import type { HaContext, HaEvent, HaState } from '../../core/events/event.ts';
import { createContextId } from './context-id.ts';
import type { ContextIdKind } from './context-id.ts';
import type { EntitySeed } from './entities.ts';

/** What made a context come to be. Neither: the house by itself, such as a sensor. */
export interface Cause {
  readonly parent?: HaContext;
  readonly userId?: string;
}

/** The event bus and the state machine of the pretend home, as Home Assistant's `core.py` has them. */
export interface HomeCore {
  readonly random: Random;
  /** Whether a persistent notification is a state, as it was until 2023.6. */
  readonly hasNotificationStates: boolean;
  newContext(cause?: Cause): HaContext;
  fire(
    eventType: string,
    data: Readonly<Record<string, unknown>>,
    context: HaContext,
    origin?: 'LOCAL' | 'REMOTE',
  ): void;
  getState(entityId: string): HaState | undefined;
  /** Merges `attributes` into the old ones. Fires `state_changed`, or nothing when nothing changed. */
  setState(
    entityId: string,
    state: string,
    context: HaContext,
    attributes?: Readonly<Record<string, unknown>>,
  ): void;
  removeState(entityId: string, context: HaContext): void;
  states(): HaState[];
  /** The time as Home Assistant writes it. Never the same twice. */
  timestamp(): string;
  /** Calls `fn` for every event as it fires. Returns the undo. */
  onEvent(fn: (event: HaEvent) => void): () => void;
}

export interface HomeCoreOptions {
  readonly random: Random;
  /** Epoch ms. */
  readonly now: () => number;
  readonly contextIds: ContextIdKind;
  readonly hasNotificationStates: boolean;
  readonly entities: readonly EntitySeed[];
}

/** Creates a home with its entities in their first state. No event is fired for those. */
export function createHomeCore(options: HomeCoreOptions): HomeCore {
  const { random, now, contextIds, hasNotificationStates, entities } = options;
  const states = new Map<string, HaState>();
  const listeners = new Set<(event: HaEvent) => void>();
  let lastMicros = 0;

  /** Some tens of microseconds pass between two events of one instant, as in a real home. */
  function timestamp(): string {
    const step = 15 + Math.floor(random() * 45);
    lastMicros = Math.max(lastMicros + step, Math.floor(now()) * 1_000 + step);
    return toIsoMicros(lastMicros);
  }

  function newContext(cause: Cause = {}): HaContext {
    return {
      id: createContextId(contextIds, now(), random),
      parent_id: cause.parent?.id ?? null,
      user_id: cause.userId ?? null,
    };
  }

  function emit(event: HaEvent): void {
    for (const listener of [...listeners]) listener(event);
  }

  function changeState(entityId: string, next: HaState | null, time: string, context: HaContext): void {
    const data = { entity_id: entityId, old_state: states.get(entityId) ?? null, new_state: next };
    if (next) states.set(entityId, next);
    else states.delete(entityId);
    emit({ event_type: 'state_changed', data, origin: 'LOCAL', time_fired: time, context });
  }

  for (const { entityId, state, attributes } of entities) {
    const time = timestamp();
    const context = newContext();
    states.set(entityId, {
      entity_id: entityId,
      state,
      attributes,
      last_changed: time,
      last_updated: time,
      context,
    });
  }

  return {
    random,
    hasNotificationStates,
    newContext,
    timestamp,
    fire: (eventType, data, context, origin = 'LOCAL') => {
      emit({ event_type: eventType, data, origin, time_fired: timestamp(), context });
    },
    getState: (entityId) => states.get(entityId),
    setState(entityId, state, context, attributes = {}) {
      const old = states.get(entityId);
      if (old?.state === state && !differs(old.attributes, attributes)) return;
      const time = timestamp();
      const lastChanged = old?.state === state ? (old.last_changed ?? time) : time;
      const merged = { ...old?.attributes, ...attributes };
      const next: HaState = {
        entity_id: entityId,
        state,
        attributes: merged,
        last_changed: lastChanged,
        last_updated: time,
        context,
      };
      changeState(entityId, next, time, context);
    },
    removeState(entityId, context) {
      if (states.has(entityId)) changeState(entityId, null, timestamp(), context);
    },
    states: () => [...states.values()],
    onEvent(fn) {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
  };
}

function differs(old: Readonly<Record<string, unknown>>, patch: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(patch).some(([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name]));
}

/** Python's `datetime.isoformat()` in UTC, from microseconds since the epoch. */
export function toIsoMicros(epochMicros: number): string {
  const upToMillis = new Date(Math.floor(epochMicros / 1_000)).toISOString().slice(0, -1);
  return `${upToMillis}${String(epochMicros % 1_000).padStart(3, '0')}+00:00`;
}
