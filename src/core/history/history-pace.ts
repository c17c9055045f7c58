import type { Clock } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import type { History } from './history.ts';

/** A flood goes on below this: the pauses are short, so that what comes in is seen moving. */
const GO_ON_BELOW_BYTES = 0.75 * LIMITS.maxHistoryLeadBytes;
const LOOK_EVERY_MS = 10;
/**
 * If the disk writes nothing for this long, the stream does not wait: events are shown and alerts raised. They are stored later,
 * but what comes while `LIMITS.maxHistoryBacklogBytes` wait is not.
 */
const PATIENCE_MS = 2_000;

/**
 * Lets a stream wait for the history's disk in a flood, so that events are stored as fast as possible and none
 * is lost. Returns a function for `MonitorPorts.readyToRead`.
 */
export function createHistoryPace(
  history: Pick<History, 'backlogBytes'>,
  clock: Clock,
): () => Promise<void> | null {
  let waiting: Promise<void> | null = null;
  /** The disk wrote nothing; the stream does not wait for it until it writes again. */
  let givenUp = false;
  /** What waited when it was looked last. It only becomes less when the disk writes. */
  let last = 0;

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
    if (backlog < last) givenUp = false;
    last = backlog;
    if (backlog <= LIMITS.maxHistoryLeadBytes || givenUp) return null;
    waiting = wait();
    return waiting;
  };
}
