import type { HaEvent } from '../../../src/core/events/event.ts';
import { timeOfKey } from '../../../src/core/log/keys.ts';
import type { LogStore } from '../../../src/core/log/log-store.ts';
import { createAlerts } from '../../../src/core/monitor/alerts.ts';
import { createLogWriter, type LogWriter } from '../../../src/core/monitor/log-writer.ts';
import type { MonitorEvent } from '../../../src/core/monitor/monitor.ts';
import type { Clock } from '../../../src/core/clock.ts';
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

/** A log without rules, whose news are noted. */
export function tellTo(said: MonitorEvent[], clock: Clock, store: LogStore, lastSeq = 0): LogWriter {
  const alerts = createAlerts({
    clock,
    notify: () => Promise.resolve(true),
    earlier: [],
    onAlert: () => undefined,
  });
  return createLogWriter({
    clock,
    alerts,
    lastSeq,
    store,
    nameOf: (id) => id,
    emit: (event) => void said.push(event),
    signal: new AbortController().signal,
  });
}
