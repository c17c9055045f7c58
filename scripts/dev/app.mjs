import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { watchPorchlight } from '../build.mjs';
import { findAppCommand } from '../runtime/launch.mjs';
import { say } from '../terminal/say.mjs';
import { createRestarter } from './restarter.mjs';

/** The app reads these when it starts. It reads the page when its window opens. */
const BUNDLES_OF_THE_APP = ['main', 'history', 'preload'];

/**
 * Starts the app, and starts it again whenever a source of its main process, its history or its preload script changes.
 *
 * @param {readonly string[]} appArgs
 * @returns {Promise<{ stop: () => Promise<void> }>}
 * @throws with a sentence for people when there is no Electron.
 */
export async function runApp(appArgs) {
  const { command, args } = await findAppCommand(appArgs);
  const restarter = createRestarter(() => {
    say('Starting the app.');
    const child = spawn(command, args, { stdio: 'inherit' });
    child.on('error', (error) => {
      say(`${command} could not be started: ${error.message}`);
    });
    return { stop: () => child.kill('SIGTERM'), ended: once(child, 'close').catch(() => undefined) };
  });
  const unbuilt = new Set(BUNDLES_OF_THE_APP);
  const watching = await watchPorchlight((bundle) => {
    if (!BUNDLES_OF_THE_APP.includes(bundle)) return;
    unbuilt.delete(bundle);
    if (unbuilt.size === 0) restarter.restart();
  });
  return {
    async stop() {
      await watching.stop();
      await restarter.stop();
    },
  };
}
