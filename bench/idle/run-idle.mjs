import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '../../scripts/project-root.mjs';
import { resolveRuntime } from '../../scripts/runtime/resolve.mjs';
import { runCommand } from '../../scripts/terminal/run-command.mjs';
import { prepareFolder } from '../desktop/prepare-folder.mjs';
import { readTree } from './process-tree.mjs';

/** Until a program that has started is calm. */
const SETTLE_MS = 20_000;
/** At 5 events a second it takes V8 so long to have seen and compiled what runs often. An app in the tray runs for weeks. */
const WARM_UP_MS = 600_000;
const EVENTS_PER_SECOND = 5;

/**
 * @typedef {import('./process-tree.mjs').TreeUse} TreeUse
 * @typedef {{ name: string, use: TreeUse, cpuPercent: number }} Finding
 */

/** @param {string} name @param {number} pid @param {number} spanMs @returns {Promise<Finding>} */
async function watch(name, pid, spanMs) {
  const before = await readTree(pid);
  await sleep(spanMs);
  const use = await readTree(pid);
  return { name, use, cpuPercent: ((use.cpuMs - before.cpuMs) / spanMs) * 100 };
}

/** @param {string} command @param {string[]} args */
function start(command, args) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  if (child.pid === undefined) throw new Error(`${command} could not be started.`);
  return { child, pid: child.pid };
}

/** @param {ReturnType<typeof start>} program */
function closed({ child }) {
  return new Promise((resolve) => child.on('close', resolve));
}

/** @param {ReturnType<typeof start>} program */
async function end(program) {
  const ended = closed(program);
  program.child.kill('SIGTERM');
  await Promise.race([ended, sleep(10_000)]);
  program.child.kill('SIGKILL');
}

/** @param {ReturnType<typeof start>} program @returns {Promise<string>} its first line */
function readLine({ child }) {
  return new Promise((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk).trim())));
}

/** Runs inside of a desktop session. @param {number} spanMs how long each is watched */
export async function measureIdle(spanMs) {
  const { executablePath, version } = await resolveRuntime();
  const flags = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--password-store=basic'];
  /** @type {Finding[]} */
  const findings = [];

  const empty = start(executablePath, [...flags, join(projectRoot, 'bench/idle/empty-app')]);
  await sleep(SETTLE_MS);
  findings.push(await watch('an empty Electron app with a tray icon', empty.pid, spanMs));
  await end(empty);

  const home = start(process.execPath, [
    join(projectRoot, 'out/bench/idle/home.mjs'),
    String(EVENTS_PER_SECOND),
  ]);
  const folder = await prepareFolder(await readLine(home));
  const args = [...flags, projectRoot, `--user-data-dir=${folder}`];
  const app = start(executablePath, [...args, '--hidden']);
  try {
    const inTray = `Porchlight in the tray, ${String(EVENTS_PER_SECOND)} events a second, history on`;
    await sleep(SETTLE_MS);
    findings.push(await watch(`${inTray}, just started`, app.pid, spanMs));
    await sleep(WARM_UP_MS);
    findings.push(await watch(`${inTray}, after ten minutes`, app.pid, spanMs));
    // A second start shows the window of the first.
    const second = start(executablePath, args);
    await Promise.race([closed(second), sleep(10_000)]);
    await sleep(SETTLE_MS);
    findings.push(await watch('the same with its window open', app.pid, spanMs));
    const ids = await runCommand('xdotool', ['search', '--onlyvisible', '--name', '^Porchlight$'], {});
    const id = ids.output.trim().split('\n')[0] ?? '';
    if (id === '') throw new Error('The window did not open, so nothing can be said about closing it.');
    await runCommand('xdotool', ['windowactivate', '--sync', id, 'key', '--clearmodifiers', 'alt+F4'], {});
    await sleep(SETTLE_MS * 2);
    findings.push(await watch('and after the window was closed', app.pid, spanMs));
  } finally {
    await end(app);
    await end(home);
    await rm(folder, { recursive: true, force: true });
  }
  return { version, findings };
}
