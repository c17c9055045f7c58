import type { MonitorEvent } from './monitor-contract.ts';
import type { ConnectionState } from '../stream/failure.ts';
import type { History, StoredState } from '../history/history.ts';

export interface RecordingPorts {
  readonly history: Pick<History, 'append' | 'appendAlert' | 'appendState'>;
  /** False for a server whose events are not stored. Their alerts are not stored either. */
  mayKeep(serverId: string): boolean;
}

/**
 * Stores the events of a monitor: events, gaps, recovered events, states, alerts. Returns the undo.
 *
 * @param onEvent the monitor's subscription.
 */
export function recordHistory(
  onEvent: (fn: (event: MonitorEvent) => void) => () => void,
  { history, mayKeep }: RecordingPorts,
): () => void {
  return onEvent((event) => {
    const isKept = event.serverId === null || mayKeep(event.serverId);
    if (!isKept) return;
    switch (event.kind) {
      case 'event':
      case 'unparsed': {
        const { seq, serverId, at, raw } = event;
        const alert = event.kind === 'event' && event.alert;
        history.append({ kind: 'event', seq, serverId, receivedAt: at, alert, recovered: false, raw });
        return;
      }
      case 'own':
      case 'revised': {
        const { seq, serverId, at, own } = event;
        history.append({ kind: 'own', seq, serverId, at, own });
        return;
      }
      case 'recovered':
      case 'imported': {
        const { serverId, receivedAt } = event;
        const recovered = event.kind === 'recovered';
        if (recovered) {
          const { seq, at, own } = event;
          history.append({ kind: 'own', seq, serverId, at, own });
        }
        for (const { seq, raw } of event.events) {
          history.append({ kind: 'event', seq, serverId, receivedAt, alert: false, recovered, raw });
        }
        return;
      }
      case 'state': {
        const { serverId, at, state } = event;
        history.appendState(toStoredState(serverId, at, state));
        return;
      }
      case 'alert':
        history.appendAlert(event.alert);
        return;
      case 'version':
        return;
    }
  });
}

/** @param at epoch ms of the change */
export function toStoredState(serverId: string, at: number, state: ConnectionState): StoredState {
  return { serverId, at, state: state.kind, code: 'reason' in state ? state.reason.code : '' };
}
