import type { HaEvent } from '../../../src/core/events/event.ts';
import { timeOfKey } from '../../../src/core/log/keys.ts';
import type { LogWriter } from '../../../src/core/monitor/log-writer.ts';
import { rowsIn } from '../../support/log-rows.ts';

/** A change of a lamp at a moment of the server's clock, epoch ms. */
export function change(entityId: string, value: string, at: number): HaEvent {
  const moment = new Date(at).toISOString().replace('Z', '000+00:00');
  const state = { entity_id: entityId, state: value, attributes: {}, last_updated: moment };
  return {
    event_type: 'state_changed',
    data: { entity_id: entityId, old_state: null, new_state: state },
    origin: 'LOCAL',
    time_fired: moment,
  };
}

/** What the log shows: subject, or kind of a row of our own, and how long after a moment, ms. */
export function shown(writer: LogWriter, from: number): readonly string[] {
  return rowsIn(writer).map(
    ({ seq, kind, subject }) => `${subject === '' ? kind : subject} ${String(timeOfKey(seq) - from)}`,
  );
}
