import type { Clock } from '../clock.ts';
import { toBackNotification, toLostNotification, toStoppedNotification } from '../rules/connection-words.ts';
import type { Notification } from '../rules/wording.ts';
import type { ConnectionState } from '../stream/failure.ts';

/** A server that is away for a shorter time has only blinked. */
export const LOST_GRACE_MS = 120_000;

export interface LostConnectionsPorts {
  readonly clock: Pick<Clock, 'after' | 'monotonic'>;
  /** Its owner wants to hear of it. */
  isWanted(): boolean;
  /** One notification about a server, in the name that it has. */
  tell(serverId: string, toWords: (name: string) => Notification): void;
}

/** A server that does not answer since a moment of the monotonic clock, ms. */
interface Loss {
  readonly since: number;
  readonly cancel: () => void;
  isTold: boolean;
  /** It answered, but in such a way that Porchlight does not ask again. */
  isStopped: boolean;
}

/** Tells once of a server that has not answered for a while, and once when it is back. */
export function createLostConnections({ clock, isWanted, tell }: LostConnectionsPorts) {
  const losses = new Map<string, Loss>();
  /** Heard in this run. */
  const heard = new Set<string>();

  function forget(serverId: string): void {
    losses.get(serverId)?.cancel();
    losses.delete(serverId);
  }

  function lose(serverId: string, isStopped: boolean): void {
    const lost = losses.get(serverId);
    if (lost !== undefined) {
      lost.isStopped = isStopped;
      return;
    }
    const cancel = clock.after(LOST_GRACE_MS, () => {
      if (!isWanted()) return;
      loss.isTold = true;
      tell(serverId, (name) =>
        loss.isStopped ? toStoppedNotification(name) : toLostNotification(name, LOST_GRACE_MS),
      );
    });
    const loss: Loss = { since: clock.monotonic(), cancel, isTold: false, isStopped };
    losses.set(serverId, loss);
  }

  function find(serverId: string): void {
    const loss = losses.get(serverId);
    forget(serverId);
    heard.add(serverId);
    if (loss?.isTold !== true || !isWanted()) return;
    const awayMs = clock.monotonic() - loss.since;
    tell(serverId, (name) => toBackNotification(name, awayMs));
  }

  return {
    note(serverId: string, kind: ConnectionState['kind']): void {
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
    },
    keepOnly(serverIds: Iterable<string>): void {
      const kept = new Set(serverIds);
      for (const id of [...losses.keys()]) if (!kept.has(id)) forget(id);
    },
    stop(): void {
      for (const id of [...losses.keys()]) forget(id);
    },
  };
}
