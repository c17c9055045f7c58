import type { Alerts } from './alerts.ts';
import type { Clock } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import type { LogStore, RecoveredEvent } from '../log/log-store.ts';
import { createTurns } from '../turns.ts';
import type { LateEvent } from './monitor-contract.ts';

/** Events that rules look at between two turns for other work. */
const MAX_AT_ONCE = 200;

/** The recovered events of one slice; only their range of keys when there are too many to hold. */
type Slice = readonly RecoveredEvent[] | { readonly first: number; readonly last: number };

interface MissedOptions {
  readonly clock: Clock;
  readonly alerts: Pick<Alerts, 'startMissed'>;
  readonly store: LogStore;
}

/**
 * Offers the recovered events of a gap to the rules. They come newest first, slice by slice, and rules read them oldest first, so
 * they are offered at the end. What does not fit memory is read again from the store.
 */
export function createMissedEvents(
  { clock, alerts, store }: MissedOptions,
  serverId: string,
  slept: boolean,
) {
  const slices: Slice[] = [];
  let held = 0;
  let urgentToldFrom = Number.POSITIVE_INFINITY;

  function tellUrgent(events: readonly LateEvent[]): void {
    const urgent = alerts.startMissed(slept, { urgentOnly: true });
    urgent.take(events.map(({ event, seq }) => ({ event, seq, serverId })));
    urgent.end();
  }

  return {
    /** The events of the next older slice, oldest first. If more follow, urgent rules don't wait for them. */
    add(events: readonly LateEvent[], isLast: boolean): void {
      const [first, last] = [events[0]?.seq, events.at(-1)?.seq];
      if (first === undefined || last === undefined) return;
      if (!isLast) {
        tellUrgent(events);
        urgentToldFrom = Math.min(urgentToldFrom, first);
      }
      const mayHold = !store.isOpen() || held + events.length <= LIMITS.maxRecoveredWithoutStore;
      if (mayHold) held += events.length;
      slices.push(mayHold ? events.map(({ event, seq }) => ({ event, seq })) : { first, last });
    },
    /**
     * All were added. Once the signal aborts, Porchlight quits: what is in memory is offered at once, and nothing is read from the
     * store.
     */
    async end(signal: AbortSignal): Promise<void> {
      const takeTurn = createTurns(clock, MAX_AT_ONCE, signal);
      const missed = alerts.startMissed(slept, { urgentToldFrom });
      for (const slice of slices.reverse()) {
        if ('first' in slice && signal.aborted) continue;
        const events = 'first' in slice ? await store.recovered(serverId, slice.first, slice.last) : slice;
        for (let from = 0; from < events.length; from += MAX_AT_ONCE) {
          const portion = events.slice(from, from + MAX_AT_ONCE);
          const turn = takeTurn(portion.length);
          if (turn !== null) await turn;
          missed.take(portion.map((each) => ({ ...each, serverId })));
        }
      }
      missed.end();
    },
  };
}
