/**
 * A running program: `stop` asks it to end, `ended` is settled once it has.
 *
 * @typedef {{ stop: () => void, ended: Promise<unknown> }} Running
 */

/** Several bundles are built at one change of a file that they share. */
const QUIET_MS = 300;

/**
 * Keeps one program running, and starts it again on request. The old one has ended before the new one starts, because the app allows
 * only one of its kind. A program that ended by itself stays away until the next request.
 *
 * @param {() => Running} start
 * @param {number} [quietMs] requests closer together than this are one
 */
export function createRestarter(start, quietMs = QUIET_MS) {
  /** @type {Running | undefined} */
  let running;
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  let work = Promise.resolve();
  let isStopped = false;

  async function endRunning() {
    running?.stop();
    await running?.ended;
    running = undefined;
  }

  return {
    restart() {
      clearTimeout(timer);
      timer = setTimeout(() => {
        work = work.then(endRunning).then(() => {
          if (!isStopped) running = start();
        });
      }, quietMs);
    },
    /** Ends the program for good. */
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      work = work.then(endRunning);
      await work;
    },
  };
}
