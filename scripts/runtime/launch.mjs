import { projectRoot } from '../project-root.mjs';
import { ensureSystemPackages } from '../system-packages/ensure.mjs';
import { say } from '../terminal/say.mjs';
import { resolveRuntime } from './resolve.mjs';

/**
 * Why the app can't have a window here.
 *
 * @returns {Promise<string | undefined>} a sentence; undefined when it can.
 */
export async function findWindowObstacle() {
  if (process.platform !== 'linux') return undefined;
  if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return 'There is no display here.';
  const missing = await ensureSystemPackages(['electron']);
  return missing.size === 0 ? undefined : 'The window needs system packages that are not installed.';
}

/**
 * The command that starts the app from `out/`.
 *
 * @param {readonly string[]} args the app's own
 * @returns {Promise<{ command: string, args: string[] }>}
 * @throws with a sentence for people when there is no Electron.
 */
export async function findAppCommand(args) {
  const runtime = await resolveRuntime();
  const note = runtime.isFallback ? ' (the fallback for running and testing)' : '';
  say(`Porchlight runs on Electron ${runtime.version}${note}.`);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) say("You are root, and Chromium's sandbox does not work for root, so it is off for this run.");
  return {
    command: runtime.executablePath,
    args: [...(isRoot ? ['--no-sandbox'] : []), projectRoot, ...args],
  };
}
