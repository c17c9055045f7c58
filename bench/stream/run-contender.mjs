import { runCommand } from '../../scripts/terminal/run-command.mjs';

/** @typedef {import('./contenders.mjs').Contender} Contender */
/** @typedef {{ eventsPerSecond: number, cpuMicros: number }} Speed */

/**
 * Lets a contender read the stream once.
 *
 * @param {Contender} contender
 * @param {{ port: number, lapEvents: number }} server
 * @param {{ laps: number, warmUpLaps: number }} size
 * @returns {Promise<Speed>}
 * @throws with what the contender printed when it failed.
 */
export async function runContender(contender, { port, lapEvents }, { laps, warmUpLaps }) {
  const { name, command, args, lastArgs = [], env = {}, share = 1, isCurl = false } = contender;
  const sharedLaps = Math.max(2, Math.round(laps * share));
  const url = `http://127.0.0.1:${String(port)}/events/${String(sharedLaps)}`;
  if (isCurl) return runCurl(url, sharedLaps * lapEvents);
  const warmUp = share < 1 ? lapEvents : warmUpLaps * lapEvents;
  const words = [...args, url, String(sharedLaps * lapEvents), String(warmUp), ...lastArgs];
  const { code, output } = await runCommand(command, words, { env: { ...process.env, ...env } });
  const line = output.split('\n').findLast((each) => each.startsWith('{'));
  if (code !== 0 || line === undefined) throw new Error(`${name} failed: ${output.trim().slice(-500)}`);
  const { events, seconds, cpuSeconds } = JSON.parse(line);
  return { eventsPerSecond: events / seconds, cpuMicros: (cpuSeconds / events) * 1e6 };
}

/**
 * curl tells nothing of itself; the shell's `times` has the processor time of its children in the second line.
 *
 * @param {string} url
 * @param {number} events
 * @returns {Promise<Speed>}
 */
async function runCurl(url, events) {
  const startedMs = performance.now();
  const script = 'curl --silent --no-buffer "$1" > /dev/null && times';
  const { code, output } = await runCommand('sh', ['-c', script, 'sh', url]);
  const seconds = (performance.now() - startedMs) / 1e3;
  if (code !== 0) throw new Error(`curl failed with code ${String(code)}.`);
  const [, children = ''] = output.trim().split('\n');
  const cpuSeconds = [...children.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, rest]) => sum + Number(minutes) * 60 + Number(rest),
    0,
  );
  return { eventsPerSecond: events / seconds, cpuMicros: (cpuSeconds / events) * 1e6 };
}
