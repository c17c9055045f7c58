import type { HaEvent } from '../../src/core/events/event.ts';
import type { StoredEvent } from '../../src/core/history/history.ts';
import { toRow } from '../../src/core/events/to-row.ts';
import type { Past } from './fake-store.ts';

/** Milliseconds from one event of the past to the next: a million of them is some 23 days. */
const STEP_MS = 2_000;

/** A past of any length in no memory: each event is worked out from its seq when it is looked at. */
export function createPast(count: number, endedAt: number): Past {
  return {
    count,
    eventOf(seq): StoredEvent {
      const at = endedAt - (count - seq) * STEP_MS;
      const event = eventOf(seq, at);
      const row = toRow(event, { seq, serverId: 'home', receivedAt: at, alert: false });
      return { seq, serverId: 'home', receivedAt: at, raw: JSON.stringify(event), row };
    },
  };
}

function eventOf(seq: number, at: number): HaEvent {
  const time = new Date(at).toISOString();
  const entityId = `sensor.room_${String(seq % 40)}`;
  const context = { id: seq.toString(16).padStart(32, '0'), parent_id: null, user_id: null };
  if (seq % 10 === 0) {
    const data = {
      domain: 'light',
      service: 'turn_on',
      service_data: { entity_id: [`light.room_${String(seq % 7)}`] },
    };
    return { event_type: 'call_service', data, origin: 'LOCAL', time_fired: time, context };
  }
  const state = (value: number): Record<string, unknown> => ({
    entity_id: entityId,
    state: String(value),
    attributes: { friendly_name: `Room ${String(seq % 40)}`, unit_of_measurement: '°C' },
    last_changed: time,
    last_updated: time,
    context,
  });
  const data = {
    entity_id: entityId,
    old_state: state(20 + ((seq - 1) % 9)),
    new_state: state(20 + (seq % 9)),
  };
  return { event_type: 'state_changed', data, origin: 'LOCAL', time_fired: time, context };
}
