import type { Clock } from '../../core/clock.ts';
import type { History } from '../../core/history/history.ts';
import { toStoredState } from '../../core/monitor/record-history.ts';
import type { Monitor } from '../../core/monitor/monitor.ts';

export interface StandingStatesPorts {
  readonly history: Pick<History, 'appendState'>;
  readonly monitor: Pick<Monitor, 'state' | 'gapSince'>;
  readonly clock: Clock;
  /** Ids of the servers whose connections are written down. */
  keptServers(): readonly string[];
}

/** How the connections stand, for a history that begins or ends while they go on. */
export interface StandingStates {
  /** Writes down how each one stands and since when. A history that knows only later changes would say nothing of now. */
  begin(): void;
  /** Writes down that no more will be known of them, so that they do not look as they were in a later run. */
  end(): void;
}

export function createStandingStates({
  history,
  monitor,
  clock,
  keptServers,
}: StandingStatesPorts): StandingStates {
  return {
    begin() {
      for (const serverId of keptServers()) {
        const state = monitor.state(serverId);
        const since = state.kind === 'live' ? state.since : (monitor.gapSince(serverId) ?? clock.now());
        if (state.kind !== 'idle') history.appendState(toStoredState(serverId, since, state));
      }
    },
    end() {
      for (const serverId of keptServers()) {
        history.appendState(toStoredState(serverId, clock.now(), { kind: 'idle' }));
      }
    },
  };
}
