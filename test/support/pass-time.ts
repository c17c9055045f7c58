import type { VirtualClock } from './virtual-clock.ts';

/** Shorter than every deadline of the client, so that none passes while its request is on its way. */
const STEP_MS = 5_000;

/**
 * Lets virtual time pass for a client with real sockets: time stands still while `isBusy`, since the network takes
 * real time.
 */
export async function passTime(clock: VirtualClock, ms: number, isBusy: () => boolean): Promise<void> {
  const untilMs = clock.monotonic() + ms;
  while (clock.monotonic() < untilMs) {
    await new Promise(setImmediate);
    while (isBusy()) await new Promise((resolve) => setTimeout(resolve, 2));
    await clock.advance(Math.min(STEP_MS, untilMs - clock.monotonic()));
  }
}
