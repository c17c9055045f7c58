import type { MonitorEvent } from '../monitor-contract.ts';
import type { ConnectionState } from '../stream/failure.ts';
import type { History, StoredState } from './history.ts';

export interface RecordingPorts {
  readonly history: Pick<History, 'append' | 'appendAlert' | 'appendState'>;
  /** Epoch ms. */
  now(): number;
  /** False for a server that is not to be remembered. That there was an alert is, without a way to its event. */
  mayKeep(serverId: string): boolean;
}

/**
 * Writes a monitor's whole story down: events, gaps and what came back of them, states, alerts. Returns the undo.
 *
 * @param onEvent the monitor's subscription.
 */
export function recordHistory(
  onEvent: (fn: (event: MonitorEvent) => void) => () => void,
  { history, now, mayKeep }: RecordingPorts,
): () => void {
  return onEvent((event) => {
    const isKept = event.serverId === null || mayKeep(event.serverId);
    if (!isKept && event.kind !== 'alert') return;
    switch (event.kind) {
      case 'event':
      case 'unparsed': {
        const { seq, serverId, at } = event;
        const alert = event.kind === 'event' && event.alert;
        const raw = event.utf8 ?? event.raw;
        history.append({ kind: 'event', seq, serverId, receivedAt: at, alert, recovered: false, raw });
        return;
      }
      case 'oversize':
      case 'gap':
      case 'note':
        history.append({ kind: 'row', row: event.row, receivedAt: now() });
        return;
      case 'revised':
        // What was told as an event and is none: the store has found that out by itself.
        if (event.raw === '') history.append({ kind: 'row', row: event.row, receivedAt: now() });
        return;
      case 'recovered':
        history.append({ kind: 'row', row: event.gapRow, receivedAt: now() });
        event.rows.forEach(({ seq, serverId }, i) => {
          const recovered = event.events[i];
          if (recovered === undefined) return;
          const raw = JSON.stringify(recovered);
          history.append({
            kind: 'event',
            seq,
            serverId,
            receivedAt: now(),
            alert: false,
            recovered: true,
            raw,
          });
        });
        return;
      case 'state': {
        const { serverId, at, state } = event;
        history.appendState(toStoredState(serverId, at, state));
        return;
      }
      case 'alert':
        history.appendAlert(isKept ? event.alert : { ...event.alert, seq: null });
        return;
      case 'version':
        return;
    }
  });
}

/** @param at epoch ms from which on it is so */
export function toStoredState(serverId: string, at: number, state: ConnectionState): StoredState {
  return { serverId, at, state: state.kind, code: 'reason' in state ? state.reason.code : '' };
}
