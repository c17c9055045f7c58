import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks again until there is an answer. For what can only be observed from outside the app, such as a tray item on the bus.
 *
 * @param what what is waited for, for the error
 * @param ask returns undefined while there is no answer
 * @param timeoutMs how long to go on, 10 s unless told
 * @throws when there is no answer in time; the last failure of `ask` is its cause.
 */
export async function pollFor<T>(
  what: string,
  ask: () => T | undefined | Promise<T | undefined>,
  timeoutMs = 10_000,
): Promise<T> {
  const deadlineMs = performance.now() + timeoutMs;
  let cause: unknown;
  do {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      cause = error;
    }
    await delay(50);
  } while (performance.now() < deadlineMs);
  throw new Error(`no ${what} within ${String(timeoutMs)} ms`, { cause });
}
