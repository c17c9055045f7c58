import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { buildPorchlight, describeBuild } from './build.mjs';
import { projectRoot } from './project-root.mjs';
import { resolveRuntime } from './runtime/resolve.mjs';
import { ensureSystemPackages } from './system-packages/ensure.mjs';
import { describeError, say } from './terminal/say.mjs';

/**
 * Why the app can't have a window here.
 *
 * @returns {Promise<string | undefined>} a sentence; undefined when it can.
 */
async function findWindowObstacle() {
  if (process.platform !== 'linux') return undefined;
  if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return 'There is no display here.';
  const missing = await ensureSystemPackages(['electron']);
  return missing.size === 0 ? undefined : 'The window needs system packages that are not installed.';
}

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

/** @param {readonly string[]} args */
async function runInWindow(args) {
  const runtime = await resolveRuntime();
  const note = runtime.isFallback ? ' (the fallback for running and testing)' : '';
  say(`Starting Porchlight on Electron ${runtime.version}${note}.`);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) say("You are root, and Chromium's sandbox does not work for root, so it is off for this run.");
  return runForeground(runtime.executablePath, [...(isRoot ? ['--no-sandbox'] : []), projectRoot, ...args]);
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
