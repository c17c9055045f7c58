import type { HaContext, HaEvent } from '../events/event.ts';

/** A time between two moments of the server's clock, epoch ms. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * `GET /api/history/period/<from>`: a list per entity of its states, the first being the one it had at the start.
 * Every later one becomes the `state_changed` that was missed. What is not of that shape is passed over.
 * https://developers.home-assistant.io/docs/api/rest
 */
export function parseHistory(body: unknown, span: Span): readonly HaEvent[] {
  if (!Array.isArray(body)) return [];
  return body.flatMap((states: unknown) =>
    Array.isArray(states) ? changesOf(states.filter(isFields), span) : [],
  );
}

function changesOf(states: readonly Fields[], span: Span): readonly HaEvent[] {
  return states.flatMap((next, i) => {
    const entityId = next['entity_id'];
    const at = momentOf(next);
    if (typeof entityId !== 'string' || at === null || at <= span.from || at > span.to) return [];
    const context = contextOf(next['context']);
    const event: HaEvent = {
      event_type: 'state_changed',
      data: { entity_id: entityId, old_state: states[i - 1] ?? null, new_state: next },
      origin: '',
      time_fired: String(next['last_updated'] ?? next['last_changed']),
      ...(context === null ? {} : { context }),
    };
    return [event];
  });
}

/**
 * `GET /api/logbook/<from>`: what automations, scripts and integrations wrote. Entries about a state say less than
 * its history, so only the others are taken, as the `logbook_entry` events that they once were.
 */
export function parseLogbook(body: unknown, span: Span): readonly HaEvent[] {
  if (!Array.isArray(body)) return [];
  return body.filter(isFields).flatMap((entry) => {
    const when = whenOf(entry['when']);
    if (when === null || when.at <= span.from || when.at > span.to) return [];
    if (typeof entry['message'] !== 'string' || typeof entry['state'] === 'string') return [];
    return [{ event_type: 'logbook_entry', data: entry, origin: '', time_fired: when.iso }];
  });
}

/** Epoch ms of the last thing that changed about a state. */
function momentOf(state: Fields): number | null {
  const text = state['last_updated'] ?? state['last_changed'];
  const at = typeof text === 'string' ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : at;
}

/** `when` is ISO text; from some versions on, seconds since the epoch. */
function whenOf(when: unknown): { at: number; iso: string } | null {
  const at =
    typeof when === 'number' ? when * 1000 : typeof when === 'string' ? Date.parse(when) : Number.NaN;
  if (Number.isNaN(at) || Math.abs(at) > 8.64e15) return null;
  return { at, iso: typeof when === 'string' ? when : new Date(at).toISOString() };
}

function contextOf(value: unknown): HaContext | null {
  if (!isFields(value) || typeof value['id'] !== 'string') return null;
  const { parent_id: parentId, user_id: userId } = value;
  return {
    id: value['id'],
    parent_id: typeof parentId === 'string' ? parentId : null,
    user_id: typeof userId === 'string' ? userId : null,
  };
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
