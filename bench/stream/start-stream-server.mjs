import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/**
 * Starts the server of the recorded stream in a process of its own, so that its work is nobody's processor time.
 *
 * @param {string} script
 * @returns {Promise<{ port: number, lapEvents: number, meanBytes: number, stateShare: number, stop: () => void }>}
 */
export async function startStreamServer(script) {
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { ...JSON.parse(String(line)), stop: () => child.kill() };
}
