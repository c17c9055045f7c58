import type { OwnRow } from '../own-rows/own-row.ts';
import type { OwnRowFacts } from '../own-rows/own-row-words.ts';
import type { MonitorEvent } from './monitor-contract.ts';
import type { ConnectionState } from '../stream/failure.ts';
import type { History, OwnEntry, StoredState } from '../history/history.ts';

export interface RecordingPorts {
  readonly history: Pick<History, 'append' | 'appendAlert' | 'appendState'>;
  /** Epoch ms. */
  now(): number;
  /** False for a server that is not to be remembered. Neither is that there was an alert. */
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
      case 'revised':
        history.append(toOwnEntry(event, now()));
        return;
      case 'recovered': {
        const { serverId, receivedAt } = event;
        history.append(toOwnEntry(event, receivedAt));
        for (const { seq, raw } of event.events) {
          history.append({ kind: 'event', seq, serverId, receivedAt, alert: false, recovered: true, raw });
        }
        return;
      }
      case 'imported': {
        const { serverId, receivedAt } = event;
        for (const { seq, raw } of event.events) {
          history.append({ kind: 'event', seq, serverId, receivedAt, alert: false, recovered: false, raw });
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

function toOwnEntry(
  { seq, serverId, at, own }: OwnRowFacts & { readonly own: OwnRow },
  receivedAt: number,
): OwnEntry {
  return { kind: 'own', seq, serverId, at, own, receivedAt };
}

/** @param at epoch ms from which on it is so */
export function toStoredState(serverId: string, at: number, state: ConnectionState): StoredState {
  return { serverId, at, state: state.kind, code: 'reason' in state ? state.reason.code : '' };
}
