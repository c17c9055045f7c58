import type { Alert } from '../core/ipc/overview.ts';
import { toConnectionSpans } from '../core/history/connection-spans.ts';
import type { ConnectionSpan, StoredState } from '../core/history/history.ts';
import type { NumberedTable } from './numbered-table.ts';
import type { Shelf } from './shelf.ts';

/** The state of a connection over which events come. */
const LIVE = 'live';

/** Alerts and changes of connections: small things that are kept beside the events. */
export interface Notes {
  addAlert(alert: Alert): void;
  addState(state: StoredState): void;
  /** Of before a moment, epoch ms; newest first. */
  alerts(before: number, limit: number): readonly Alert[];
  /** Stretches of connections that began before a moment, epoch ms; newest first. */
  spans(before: number, limit: number): readonly ConnectionSpan[];
  /** From `from` up to `to` (excluded), oldest first. */
  states(from: number, to: number): readonly StoredState[];
  /** Times without a live stream that touch the range: from the end of one live time to the next. */
  gaps(from: number, to: number): readonly GapSpan[];
}

export interface GapSpan {
  readonly serverId: string;
  readonly from: number;
  readonly to: number;
}

export function createNotes(shelf: Shelf): Notes {
  function* newestFirst<T extends Alert | StoredState>(table: NumberedTable): Generator<T, void> {
    const ids = [...table.ids(0, Number.MAX_SAFE_INTEGER)].reverse();
    for (const id of ids) {
      const note = readNote(table.get(id)) as T | null;
      if (note !== null) yield note;
    }
  }

  function states(from: number, to: number): readonly StoredState[] {
    const found: StoredState[] = [];
    for (const state of newestFirst<StoredState>(shelf.state)) {
      if (state.at < from) break;
      if (state.at < to) found.push(state);
    }
    return found.reverse();
  }

  return {
    addAlert: (alert) => add(shelf.alert, alert),
    addState: (state) => add(shelf.state, state),
    alerts(before, limit) {
      const found: Alert[] = [];
      for (const alert of newestFirst<Alert>(shelf.alert)) {
        if (found.length >= limit) break;
        if (alert.at < before) found.push(alert);
      }
      return found;
    },
    spans(before, limit) {
      const all = toConnectionSpans(states(Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY));
      return all.filter(({ from }) => from < before).slice(0, limit);
    },
    states,
    gaps(from, to) {
      const wentAway = new Map<string, number>();
      const wasLive = new Set<string>();
      const gaps: GapSpan[] = [];
      for (const { serverId, at, state } of states(Number.NEGATIVE_INFINITY, to)) {
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

/** Epoch ms of an alert or a change; what can't be read counts as oldest. */
export function timeOfNote(bytes: Uint8Array): number {
  return (readNote(bytes) as { readonly at: number } | null)?.at ?? Number.NEGATIVE_INFINITY;
}

function add(table: NumberedTable, note: Alert | StoredState): void {
  table.put((table.lastId() ?? 0) + 1, Buffer.from(JSON.stringify(note)));
}

function readNote(bytes: Uint8Array | null): unknown {
  return bytes === null ? null : JSON.parse(Buffer.from(bytes).toString());
}
