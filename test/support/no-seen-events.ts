import type { SeenEvents } from '../../src/core/recovery/recover-gap.ts';
import { ServerClock } from '../../src/core/recovery/server-clock.ts';

/** A server none of whose events came. */
export function noSeenEvents(): SeenEvents {
  return {
    between: () => Promise.resolve([]),
    isStored: () => false,
    entityIds: () => [],
    clock: new ServerClock(),
  };
}
