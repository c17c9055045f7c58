import type { HaContext, HaEvent } from '../events/event.ts';
import { isWireRecord, type WireRecord } from '../events/read-field.ts';
import { toJsonText } from '../events/json-text.ts';
import { happenedAt } from './event-key.ts';

/** A time between two moments of the server's clock, epoch ms. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Reads one answer of `GET /api/history/period/<from>`: a list per entity of its states, the first being the one it had at
 * the start. Every later one is the `state_changed` that was missed. https://developers.home-assistant.io/docs/api/rest
 */
export class HistoryReader {
  readonly #span: Span;
  #list = -1;
  #previous: WireRecord | null = null;
  #states = 0;
  #contextId: string | null = null;
  #hasOneContext = true;

  constructor(span: Span) {
    this.#span = span;
  }

  /** Number of states. */
  get states(): number {
    return this.#states;
  }

  /**
   * From 2022.4 on the recorder gives every state of an answer the same invented context
   * (https://github.com/home-assistant/core/blob/2024.3.3/homeassistant/components/recorder/models/state.py). Used as
   * it is, it would give all events one cause.
   */
  get hasOneContext(): boolean {
    return this.#hasOneContext && this.#states > 1;
  }

  /** Takes the next state and the number of its list. Returns `null` if it is not a change within the span. */
  take(state: WireRecord, list: number): HaEvent | null {
    const previous = list === this.#list ? this.#previous : null;
    this.#list = list;
    this.#previous = state;
    this.#noteContext(contextOf(state['context'])?.id ?? null);
    return toChange(previous, state, this.#span);
  }

  #noteContext(id: string | null): void {
    if (id === null || (this.#states > 0 && id !== this.#contextId)) this.#hasOneContext = false;
    this.#contextId = id;
    this.#states += 1;
  }
}

function toChange(previous: WireRecord | null, next: WireRecord, span: Span): HaEvent | null {
  const entityId = next['entity_id'];
  const moment = next['last_updated'] ?? next['last_changed'];
  if (typeof entityId !== 'string' || typeof moment !== 'string') return null;
  const context = contextOf(next['context']);
  const event: HaEvent = {
    event_type: 'state_changed',
    data: { entity_id: entityId, old_state: stateOrNull(previous), new_state: stateOrNull(next) },
    origin: '',
    time_fired: moment,
    ...(context === null ? {} : { context }),
  };
  return isWithin(span, happenedAt(event)) && !isSame(previous, next) ? event : null;
}

/** A restart writes every state anew, and an attribute that the recorder leaves out may have changed: nothing that it can tell. */
function isSame(previous: WireRecord | null, next: WireRecord): boolean {
  return (
    previous !== null &&
    previous['state'] === next['state'] &&
    toJsonText(previous['attributes']) === toJsonText(next['attributes'])
  );
}

/** After the start of a span, and not after its end. */
export function isWithin({ from, to }: Span, at: number | null): boolean {
  return at !== null && at > from && at <= to;
}

/** The recorder stores the removal of an entity as a state without text and attributes (`States.from_event`). */
function stateOrNull(state: WireRecord | null): WireRecord | null {
  if (state === null) return null;
  const { attributes } = state;
  const isBare = isWireRecord(attributes) && Object.keys(attributes).length === 0;
  return state['state'] === '' && isBare ? null : state;
}

/** The event without its context and those of its states. */
export function withoutContext(event: HaEvent): HaEvent {
  const { old_state: before, new_state: after } = event.data;
  const data = { ...event.data, old_state: leaveOut(before), new_state: leaveOut(after) };
  return { event_type: event.event_type, data, origin: event.origin, time_fired: event.time_fired };
}

function leaveOut(state: unknown): unknown {
  if (!isWireRecord(state)) return state;
  return Object.fromEntries(Object.entries(state).filter(([name]) => name !== 'context'));
}

function contextOf(value: unknown): HaContext | null {
  if (!isWireRecord(value) || typeof value['id'] !== 'string') return null;
  const { parent_id: parentId, user_id: userId } = value;
  return {
    id: value['id'],
    parent_id: typeof parentId === 'string' ? parentId : null,
    user_id: typeof userId === 'string' ? userId : null,
  };
}
