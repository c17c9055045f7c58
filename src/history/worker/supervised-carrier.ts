import type { Clock } from '../../core/clock.ts';
import type { Carrier, HistoryTell } from './protocol.ts';

/** The pause before the next start: after the first death within an hour, the second and so on. */
const BACK_OFF_MS: readonly number[] = [1_000, 5_000, 30_000];
const LATER_MS = 120_000;
const REMEMBERED_MS = 3_600_000;

/**
 * A carrier whose other side is restarted when it dies. Messages in between are dropped: the sender
 * is told of the end, and of the new start by `opened`.
 *
 * @param onDeath called with the number of deaths within the last hour
 */
export function superviseCarrier(
  start: () => Carrier,
  clock: Clock,
  onDeath: (deaths: number) => void,
): Carrier {
  const messageListeners: ((message: HistoryTell) => void)[] = [];
  const endListeners: (() => void)[] = [];
  let live: Carrier | null = null;
  let deaths: readonly number[] = [];
  let isStopped = false;
  let cancelStart = (): void => undefined;

  function begin(): void {
    const carrier = start();
    live = carrier;
    carrier.onMessage((message) => {
      if (live === carrier) for (const listener of messageListeners) listener(message);
    });
    carrier.onEnd(() => {
      if (live !== carrier) return;
      live = null;
      if (!isStopped) startLater();
      for (const listener of endListeners) listener();
    });
  }

  function startLater(): void {
    const now = clock.monotonic();
    deaths = [...deaths.filter((at) => now - at < REMEMBERED_MS), now];
    cancelStart = clock.after(BACK_OFF_MS[deaths.length - 1] ?? LATER_MS, begin);
    onDeath(deaths.length);
  }

  begin();
  return {
    post(message) {
      live?.post(message);
    },
    onMessage: (fn) => void messageListeners.push(fn),
    onEnd: (fn) => void endListeners.push(fn),
    async end() {
      isStopped = true;
      cancelStart();
      await live?.end();
    },
  };
}
