import type { HaContext, HaEvent } from '../events/event.ts';
import { isWireRecord, type WireRecord } from '../events/read-field.ts';

/** A time between two moments of the server's clock, epoch ms. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * `GET /api/history/period/<from>`: a list per entity of its states, the first being the one it had at the start.
 * Every later one becomes the `state_changed` that was missed. What is not of that shape is passed over.
 * https://developers.home-assistant.io/docs/api/rest
 */
export function parseHistory(body: unknown, span: Span): readonly HaEvent[] {
  if (!Array.isArray(body)) return [];
  const lists = body.map((states: unknown) => (Array.isArray(states) ? states.filter(isWireRecord) : []));
  const told = hasOneContext(lists.flat()) ? lists.map((states) => states.map(withoutContext)) : lists;
  return told.flatMap((states) => changesOf(states, span));
}

function changesOf(states: readonly WireRecord[], span: Span): readonly HaEvent[] {
  return states.flatMap((next, i) => {
    const entityId = next['entity_id'];
    const moment = next['last_updated'] ?? next['last_changed'];
    if (typeof entityId !== 'string' || typeof moment !== 'string') return [];
    const at = Date.parse(moment);
    if (Number.isNaN(at) || at <= span.from || at > span.to) return [];
    const context = contextOf(next['context']);
    const event: HaEvent = {
      event_type: 'state_changed',
      data: { entity_id: entityId, old_state: stateOrNull(states[i - 1]), new_state: stateOrNull(next) },
      origin: '',
      time_fired: moment,
      ...(context === null ? {} : { context }),
    };
    return [event];
  });
}

/** The recorder writes the removal of an entity down as a state without any text or attribute (`States.from_event`). */
function stateOrNull(state: WireRecord | undefined): WireRecord | null {
  if (state === undefined) return null;
  const { attributes } = state;
  const isBare = isWireRecord(attributes) && Object.keys(attributes).length === 0;
  return state['state'] === '' && isBare ? null : state;
}

/**
 * From 2022.4 on the recorder gives every state of an answer one and the same made-up context
 * (https://github.com/home-assistant/core/blob/2024.3.3/homeassistant/components/recorder/models/state.py). Taken at
 * its word it would make all that happened one cause.
 */
function hasOneContext(states: readonly WireRecord[]): boolean {
  const [first, ...others] = states.map(({ context }) => contextOf(context)?.id ?? null);
  return first !== null && others.length > 0 && others.every((id) => id === first);
}

function withoutContext(state: WireRecord): WireRecord {
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
