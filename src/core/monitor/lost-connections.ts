import type { Clock } from '../clock.ts';
import { toBackNotification, toLostNotification, toStoppedNotification } from '../rules/connection-words.ts';
import type { Notification } from '../rules/wording.ts';
import type { ConnectionState } from '../stream/failure.ts';

/** A server that is away for a shorter time has only blinked. */
export const LOST_GRACE_MS = 120_000;
/**
 * One that is told of takes along those that went by so much later. Home Assistant pings every 50 s, so streams that one network
 * loses at once are missed up to so far apart.
 */
export const TOGETHER_MS = 60_000;
/** The first that is back waits so long for the others: each tries again after at most `LIMITS.backoffMaxMs`. */
export const GATHER_MS = 60_000;

export interface LostConnectionsPorts {
  readonly clock: Pick<Clock, 'after' | 'monotonic'>;
  /** Its owner wants to hear of it. */
  isWanted(): boolean;
  /** One notification about servers, in the names that they have. */
  tell(serverIds: ReadonlySet<string>, toWords: (names: readonly string[]) => Notification): void;
}

/** A server that does not answer since a moment of the monotonic clock, ms. */
interface Loss {
  readonly since: number;
  readonly cancel: () => void;
  isTold: boolean;
  /** It answered, but in such a way that Porchlight does not ask again. */
  isStopped: boolean;
}

/** A loss that was told of, of a server that is there again. */
interface Return {
  readonly loss: Loss;
  readonly awayMs: number;
}

/** Tells once of servers that have not answered for a while, and once when they are back: of several at once in one notification. */
export function createLostConnections({ clock, isWanted, tell }: LostConnectionsPorts) {
  const losses = new Map<string, Loss>();
  const returns = new Map<string, Return>();
  /** Heard in this run. */
  const heard = new Set<string>();
  let cancelGathering: (() => void) | null = null;

  function forget(serverId: string): void {
    losses.get(serverId)?.cancel();
    losses.delete(serverId);
    returns.delete(serverId);
  }

  function told(): readonly Loss[] {
    return [...losses.values()].filter(({ isTold }) => isTold);
  }

  function tellOfLosses(): void {
    if (!isWanted()) return;
    const latest = clock.monotonic() - LOST_GRACE_MS + TOGETHER_MS;
    const [lost, stopped] = [new Set<string>(), new Set<string>()];
    for (const [id, loss] of losses) {
      if (loss.isTold || loss.since > latest) continue;
      loss.isTold = true;
      loss.cancel();
      (loss.isStopped ? stopped : lost).add(id);
    }
    if (lost.size > 0) tell(lost, (names) => toLostNotification(names, LOST_GRACE_MS));
    if (stopped.size > 0) tell(stopped, toStoppedNotification);
  }

  function tellOfReturns(): void {
    cancelGathering?.();
    cancelGathering = null;
    const awayMs = Math.max(0, ...[...returns.values()].map((each) => each.awayMs));
    const ids = new Set(returns.keys());
    returns.clear();
    const missing = told().length;
    if (ids.size > 0 && isWanted()) tell(ids, (names) => toBackNotification(names, awayMs, missing));
  }

  /** Tells of returns, unless others may follow soon. */
  function settle(): void {
    const mayFollow = told().some(({ isStopped }) => !isStopped);
    if (returns.size === 0 || !mayFollow) tellOfReturns();
    else cancelGathering ??= clock.after(GATHER_MS, tellOfReturns);
  }

  function lose(serverId: string, isStopped: boolean): void {
    const lost = losses.get(serverId);
    if (lost !== undefined) {
      lost.isStopped = isStopped;
      return;
    }
    const back = returns.get(serverId);
    if (back !== undefined) {
      // It was told of as lost, and nobody has heard that it answered for a moment.
      returns.delete(serverId);
      losses.set(serverId, { ...back.loss, isStopped });
      return;
    }
    const cancel = clock.after(LOST_GRACE_MS, tellOfLosses);
    losses.set(serverId, { since: clock.monotonic(), cancel, isTold: false, isStopped });
  }

  function find(serverId: string): void {
    heard.add(serverId);
    const loss = losses.get(serverId);
    if (loss === undefined) return;
    forget(serverId);
    if (loss.isTold) returns.set(serverId, { loss, awayMs: clock.monotonic() - loss.since });
  }

  function note(serverId: string, kind: ConnectionState['kind']): void {
    switch (kind) {
      case 'live':
        find(serverId);
        break;
      case 'idle':
        forget(serverId);
        break;
      case 'stopped':
        // The form says why a new server can't be reached.
        if (heard.has(serverId)) lose(serverId, true);
        else forget(serverId);
        break;
      case 'connecting':
      case 'waiting':
        lose(serverId, false);
    }
  }

  return {
    note(serverId: string, kind: ConnectionState['kind']): void {
      note(serverId, kind);
      settle();
    },
    keepOnly(serverIds: Iterable<string>): void {
      const kept = new Set(serverIds);
      for (const id of [...losses.keys(), ...returns.keys()]) if (!kept.has(id)) forget(id);
      settle();
    },
    stop(): void {
      for (const id of [...losses.keys()]) forget(id);
      returns.clear();
      cancelGathering?.();
    },
  };
}
