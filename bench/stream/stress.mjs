import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../scripts/terminal/run-command.mjs';
import { say } from '../../scripts/terminal/say.mjs';
import { bundleDir } from './contenders.mjs';
import { toMarkdown } from './tables.mjs';

const SECONDS = 8;
const MAX_LAG_MS = 50;
const MAX_GROWN_MEGABYTES = 128;
const MAX_ANSWER_MS = 100;

/** Attacks by the name that the server knows them by. */
const ATTACKS = [
  { path: 'flood/tiny-events', name: '1,000,000 tiny events a second' },
  { path: 'flood/endless-line', name: 'a line that never ends' },
  { path: 'flood/cr-storm', name: 'nothing but CR' },
  { path: 'flood/endless-data-lines', name: 'a message whose lines never end' },
  { path: 'flood/empty-messages', name: 'empty messages without end' },
  { path: 'flood/nested-lists', name: 'events of 1 MB of nested lists' },
  { path: 'flood/many-objects', name: 'events of as many objects as may be parsed' },
  { path: 'flood/gzip-bomb', name: 'a gzip bomb' },
  { path: 'events/100000', name: 'the recorded stream, unpaced' },
];

/**
 * @param {{ port: number }} server
 * @param {string} only
 */
export async function runStress({ port }, only) {
  const rows = [];
  for (const { path, name } of ATTACKS.filter((attack) => attack.path.includes(only) || only === '')) {
    say(`Under attack: ${name}.`);
    const url = `http://127.0.0.1:${String(port)}/${path}`;
    const { code, output } = await runCommand(process.execPath, [
      join(bundleDir, 'stress.mjs'),
      url,
      String(SECONDS),
      join(bundleDir, 'history-worker.mjs'),
    ]);
    if (code !== 0)
      throw new Error(`${name}: the monitor ended with code ${String(code)}. ${output.trim().slice(-500)}`);
    const found = JSON.parse(output);
    rows.push([
      name,
      judge(found.lagP99Ms, MAX_LAG_MS, 'ms'),
      `${found.lagMaxMs.toFixed(0)} ms`,
      `${judge(found.ownLagP99Ms, MAX_LAG_MS, 'ms')}, ${found.ownLagMaxMs.toFixed(0)} ms`,
      judge(found.grownMegabytes, MAX_GROWN_MEGABYTES, 'MB'),
      `${found.answerP50Ms.toFixed(0)}, ${found.answerP99Ms.toFixed(0)}, ${judge(found.answerMaxMs, MAX_ANSWER_MS, 'ms')}`,
      `${String(Math.round(found.messagesPerSecond / 1e3))} k/s`,
      String(found.unparsed),
      String(found.oversize),
      String(found.lost),
      found.state,
    ]);
  }
  const goals = `The app as it is installed (default rules, history on disk), for ${String(SECONDS)} s each, with a window in another thread that asks four times a second for the newest 50 rows and the newest event. Goals: the event loop is late by less than ${String(MAX_LAG_MS)} ms in 99 of 100 cases, memory stays below the baseline (idle, before connecting) + ${String(MAX_GROWN_MEGABYTES)} MB, the window has its answer within ${String(MAX_ANSWER_MS)} ms. Memory is that of the whole process with its two threads, at its highest of a look each 20 ms. Where others use the processors too (${String(availableParallelism())} of them, load ${(loadavg()[0] ?? 0).toFixed(1)} at the end), being late by the clock is theirs as well, and what is the process's own is the processor time that all its threads use between two looks of its event loop; the gzip bomb is turned away at its head, so its row is what the machine does to a process at rest.`;
  const head = [
    'attack',
    'lag p99',
    'lag max',
    'own p99, max',
    'memory grown by',
    'answer p50, p99, max',
    'messages',
    'unparsed',
    'oversize',
    'counted as not kept',
    'state',
  ];
  return `${goals}\n\n${toMarkdown([head, ...rows])}`;
}

/** @param {number} value @param {number} goal @param {string} unit */
function judge(value, goal, unit) {
  return `${value.toFixed(0)} ${unit}${value < goal ? '' : ', over the goal'}`;
}
