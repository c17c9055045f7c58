import type { Clock } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import type { History } from './history.ts';

/**
 * A flood waits once this much is to be written: its first half second fits below it, and the largest event of two servers
 * above. It goes on below the other: the pauses are short, so that what comes in is seen moving.
 */
const WAIT_ABOVE_BYTES = LIMITS.maxHistoryBacklogBytes - 2 * LIMITS.maxEventBytes;
const GO_ON_BELOW_BYTES = 0.75 * LIMITS.maxHistoryBacklogBytes;
const LOOK_EVERY_MS = 10;
/** A disk that writes nothing for this long is not waited for: then events are seen and alerts raised, and not kept. */
const PATIENCE_MS = 2_000;

/**
 * Lets a stream wait for the history's disk in a flood, so that what the server sends is kept as fast as it can be and none
 * is lost. Returns what `MonitorPorts.readyToRead` asks for.
 */
export function createHistoryPace(
  history: Pick<History, 'backlogBytes'>,
  clock: Clock,
): () => Promise<void> | null {
  let waiting: Promise<void> | null = null;
  /** The disk did not move; it is not waited for until it has caught up. */
  let givenUp = false;

  function wait(): Promise<void> {
    return new Promise((resolve) => {
      let least = history.backlogBytes();
      let movedAt = clock.monotonic();
      const look = (): void => {
        const now = history.backlogBytes();
        if (now < least) {
          least = now;
          movedAt = clock.monotonic();
        }
        givenUp = clock.monotonic() - movedAt >= PATIENCE_MS;
        if (now > GO_ON_BELOW_BYTES && !givenUp) {
          clock.after(LOOK_EVERY_MS, look);
          return;
        }
        waiting = null;
        resolve();
      };
      clock.after(LOOK_EVERY_MS, look);
    });
  }

  return () => {
    if (waiting !== null) return waiting;
    const backlog = history.backlogBytes();
    if (backlog <= GO_ON_BELOW_BYTES) givenUp = false;
    if (backlog <= WAIT_ABOVE_BYTES || givenUp) return null;
    waiting = wait();
    return waiting;
  };
}
