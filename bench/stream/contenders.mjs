import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../scripts/project-root.mjs';
import { resolveRuntime } from '../../scripts/runtime/resolve.mjs';
import { runCommand } from '../../scripts/terminal/run-command.mjs';
import { describeError, say } from '../../scripts/terminal/say.mjs';

/**
 * Something that reads the stream. `args` come before the address; `share` is the part of the events that it gets, for
 * those that would take minutes. A contender that can't run here has a reason and no command.
 *
 * @typedef {{
 *   name: string,
 *   command: string,
 *   args: readonly string[],
 *   lastArgs?: readonly string[],
 *   env?: Record<string, string>,
 *   share?: number,
 *   isCurl?: boolean,
 * }} Contender
 * @typedef {{ name: string, reason: string }} Absent
 */

export const bundleDir = join(projectRoot, 'out/bench');
const ELECTRON_AS_NODE = { ELECTRON_RUN_AS_NODE: '1' };
const CHROMIUMS = [process.env['CHROMIUM_PATH'] ?? '', '/usr/bin/chromium', '/usr/bin/google-chrome'];

/** The yardstick of everything that runs in Node, and of everything that runs in Electron. */
export const YARDSTICK = 'JSON.parse of the same bytes';
export const ELECTRON_YARDSTICK = `${YARDSTICK}, Electron`;

/** @param {string} name */
function bundle(name) {
  return join(bundleDir, `${name}.mjs`);
}

/** @returns {Promise<(Contender | Absent)[]>} */
export async function listContenders() {
  const node = process.execPath;
  return [
    { name: YARDSTICK, command: node, args: [bundle('parse-alone')] },
    {
      name: 'JSON.parse, text decoded before',
      command: node,
      args: [bundle('parse-alone')],
      lastArgs: ['texts'],
    },
    { name: 'node:http, nothing read', command: node, args: [bundle('http-sink')] },
    { name: 'Porchlight, socket to row', command: node, args: [bundle('porchlight')] },
    {
      name: 'Porchlight, socket to row with its sentence',
      command: node,
      args: [bundle('porchlight')],
      lastArgs: ['sentence'],
    },
    { name: 'Porchlight, the monitor with the default rules', command: node, args: [bundle('monitor')] },
    {
      name: 'fetch + eventsource-parser + JSON.parse + a bare SQLite insert, main thread only',
      command: node,
      args: [bundle('plain-store')],
    },
    {
      name: 'Porchlight as installed, with its history, main thread only',
      command: node,
      args: [bundle('installed')],
      lastArgs: [bundle('history-worker')],
    },
    ...(await listElectron()),
    { name: 'curl, nothing read', command: 'sh', args: [], isCurl: true },
    { name: 'fetch + eventsource-parser + JSON.parse', command: node, args: [bundle('fetch-parser')] },
    await findPython(),
    findChromium(),
  ];
}

/** @returns {Promise<(Contender | Absent)[]>} */
async function listElectron() {
  const name = 'Porchlight, socket to row, Electron';
  try {
    const { executablePath, version } = await resolveRuntime({ say: () => undefined });
    const runtime = { command: executablePath, env: ELECTRON_AS_NODE };
    say(`Electron is ${version}.`);
    return [
      { name: ELECTRON_YARDSTICK, args: [bundle('parse-alone')], ...runtime },
      { name, args: [bundle('porchlight')], ...runtime },
      {
        name: 'Porchlight, the monitor with the default rules, Electron',
        args: [bundle('monitor')],
        ...runtime,
      },
    ];
  } catch (error) {
    return [{ name, reason: describeError(error) }];
  }
}

/** `sseclient` in an environment of its own, made once. @returns {Promise<Contender | Absent>} */
async function findPython() {
  const name = 'Python requests + sseclient + json';
  const folder = join(projectRoot, '.venvs/bench');
  const python = join(folder, 'bin/python');
  if (!existsSync(python)) {
    const { code } = await runCommand('python3', ['-m', 'venv', folder]);
    if (code !== 0) return { name, reason: 'there is no Python 3 with venv' };
  }
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', 'sseclient==0.0.27'];
  const { code } = await runCommand(python, install);
  if (code !== 0) return { name, reason: 'pip could not install sseclient' };
  return {
    name,
    command: python,
    args: [join(projectRoot, 'bench/consumers/sseclient_json.py')],
    share: 0.05,
  };
}

/** @returns {Contender | Absent} */
function findChromium() {
  const name = "Chromium's EventSource + JSON.parse";
  const path = CHROMIUMS.find((candidate) => candidate !== '' && existsSync(candidate));
  if (path === undefined) return { name, reason: 'no Chromium was found, set CHROMIUM_PATH' };
  if (process.platform !== 'linux') return { name, reason: 'its processor time is read from /proc' };
  const script = join(projectRoot, 'bench/consumers/chromium.mjs');
  return { name, command: process.execPath, args: [script], lastArgs: [path] };
}
