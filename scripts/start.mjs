import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildPorchlight, describeBuild } from './build.mjs';
import { projectRoot } from './project-root.mjs';
import { findAppCommand, findWindowObstacle } from './runtime/launch.mjs';
import { describeError, say } from './terminal/say.mjs';

/**
 * Runs a program in the foreground and hands its signals on.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<number>} its exit code.
 */
function runForeground(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: 'inherit' });
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.on(signal, () => child.kill(signal));
    }
    child.on('error', (error) => {
      say(`${command} could not be started: ${error.message}`);
      resolve(127);
    });
    child.on('close', (code) => {
      resolve(code ?? 128);
    });
  });
}

/** The same monitor, printing. @param {string} reason @param {readonly string[]} args */
function runInTerminal(reason, args) {
  const namesServer =
    args.some((arg) => arg === '--demo' || arg.startsWith('--server')) || process.env['HASS_SERVER'];
  const choice = namesServer ? [] : ['--demo'];
  const what = namesServer ? 'Porchlight' : 'the demo home (set HASS_SERVER for your own)';
  say(`${reason} Running ${what} in this terminal instead; Ctrl-C ends it.`);
  return runForeground(process.execPath, [
    join(projectRoot, 'out/cli/porchlight.js'),
    'tail',
    ...choice,
    ...args,
  ]);
}

/** @param {readonly string[]} appArgs */
async function runInWindow(appArgs) {
  const { command, args } = await findAppCommand(appArgs);
  return runForeground(command, args);
}

try {
  const args = process.argv.slice(2);
  say(describeBuild(await buildPorchlight()));
  const obstacle = await findWindowObstacle();
  process.exitCode = obstacle === undefined ? await runInWindow(args) : await runInTerminal(obstacle, args);
} catch (error) {
  say(describeError(error));
  process.exitCode = 1;
}
