import type { EventEntry, HistorySettings } from '../../../src/core/history/history.ts';
import { DEFAULT_REDACTION } from '../../../src/core/redaction/default-rules.ts';

export const SETTINGS: HistorySettings = {
  keep: true,
  maxBytes: 1_073_741_824,
  maxAgeMs: 30 * 86_400_000,
  redaction: DEFAULT_REDACTION,
};

export const START = Date.parse('2026-11-21T12:00:00Z');

/** One `state_changed` a second. */
export function stateEntry(
  seq: number,
  entity = 'light.hall',
  state = 'on',
  facts: Partial<EventEntry> = {},
): EventEntry {
  const at = new Date(START + seq * 1000).toISOString().replace('Z', '000+00:00');
  const raw = JSON.stringify({
    event_type: 'state_changed',
    data: {
      entity_id: entity,
      old_state: { entity_id: entity, state: 'off', attributes: { friendly_name: 'Hall' } },
      new_state: { entity_id: entity, state, attributes: { friendly_name: 'Hall', brightness: seq % 256 } },
    },
    origin: 'LOCAL',
    time_fired: at,
    context: { id: `01H${String(seq).padStart(23, '0')}`, parent_id: null, user_id: null },
  });
  return {
    kind: 'event',
    seq,
    serverId: 'Home-1',
    receivedAt: START + seq * 1000 + 5,
    alert: false,
    recovered: false,
    raw,
    ...facts,
  };
}
