import type { Alert } from '../../core/history/alert.ts';
import { toConnectionSpans } from '../../core/history/connection-spans.ts';
import type { ConnectionSpan, Histogram, StoredState } from '../../core/history/history.ts';
import type { EventDatabase } from './event-database.ts';

/** The state of a connection that receives events. */
const LIVE = 'live';

/** Alerts and changes of connections, from all databases. */
export function createAllNotes(databases: () => readonly EventDatabase[]) {
  /** From `from` up to `to` (excluded, epoch ms), oldest first: those in memory are the last. */
  function connectionStates(from: number, to: number): readonly StoredState[] {
    return databases()
      .toReversed()
      .flatMap(({ notes }) => notes.states(from, to));
  }

  return {
    /** Those before a moment, epoch ms; newest first. */
    alerts: (before: number, limit: number): readonly Alert[] =>
      databases()
        .flatMap(({ notes }) => notes.alerts(before, limit))
        .slice(0, limit),
    /** Periods of connections that began before a moment, epoch ms; newest first. */
    connectionSpans(before: number, limit: number): readonly ConnectionSpan[] {
      const all = toConnectionSpans(connectionStates(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY));
      return all.filter(({ from }) => from < before).slice(0, limit);
    },
    /** Times without a live stream that touch the range: from the end of one live time to the next. Epoch ms. */
    gaps(from: number, to: number): Histogram['gaps'] {
      const wentAway = new Map<string, number>();
      const wasLive = new Set<string>();
      const gaps: Histogram['gaps'][number][] = [];
      for (const { serverId, at, state } of connectionStates(Number.NEGATIVE_INFINITY, to)) {
        const since = wentAway.get(serverId);
        if (state === LIVE) {
          wasLive.add(serverId);
          wentAway.delete(serverId);
          if (since !== undefined && at >= from) gaps.push({ serverId, from: since, to: at });
        } else if (wasLive.has(serverId) && since === undefined) {
          wentAway.set(serverId, at);
        }
      }
      for (const [serverId, since] of wentAway) gaps.push({ serverId, from: since, to });
      return gaps;
    },
  };
}
