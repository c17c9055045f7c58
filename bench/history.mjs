import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from '../scripts/project-root.mjs';
import { runCommand } from '../scripts/terminal/run-command.mjs';
import { say } from '../scripts/terminal/say.mjs';
import { toAnswerTables, toFillTable, toMemoryTable, toTrialTable } from './history/tables.mjs';
import { runBench } from './run-bench.mjs';
import { describeMachine } from './stream/machine.mjs';

const HELP = `Measures what keeping events costs and how quickly they are found, beside the plain way.

  npm run bench:history -- [--events N] [--fills N] [--rounds N] [--write]

  --events  events that are kept, 1,000,000 unless told otherwise
  --fills   how often each store is filled, in turns, 3 unless told otherwise
  --rounds  how often each question is asked, 7 unless told otherwise
  --write   writes docs/benchmarks/history.md
`;
const folder = join(projectRoot, 'out/bench/history');
const workerPath = join(folder, 'history-worker.mjs');
const recording = join(folder, 'events.ndjson');
const plainFile = join(folder, 'plain.db');
const historyFile = join(folder, 'history.db');
const fewRecording = join(folder, 'few.ndjson');
const fewFile = join(folder, 'few.db');
/** A history that is as good as empty: what it weighs is the store and not what is kept. */
const FEW = 1_000;

async function bundleAll() {
  const parts = ['make-recording', 'fill-history', 'fill-plain', 'ask-history', 'ask-plain', 'try-rules'];
  await build({
    entryPoints: [
      ...parts.map((name) => join(projectRoot, `bench/history/${name}.ts`)),
      join(projectRoot, 'src/history/worker/history-worker.ts'),
    ],
    entryNames: '[name]',
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node18',
    logLevel: 'warning',
  });
}

/** Runs one part in a process of its own and returns what it printed. @param {string} name @param {string[]} args */
async function runPart(name, ...args) {
  const script = join(folder, `${name}.mjs`);
  const { code, output } = await runCommand(process.execPath, ['--expose-gc', script, ...args]);
  const line = output.split('\n').findLast((each) => each.startsWith('{'));
  if (code !== 0 || line === undefined) throw new Error(`${name} failed: ${output.trim().slice(-800)}`);
  return JSON.parse(line);
}

/** @param {string} file */
async function removeDatabase(file) {
  for (const suffix of ['', '-wal', '-shm']) await rm(`${file}${suffix}`, { force: true });
}

/** Milliseconds of one search through the texts by ripgrep; `null` where it is not installed. @param {string} pattern */
async function grep(pattern) {
  const startedMs = performance.now();
  const { code } = await runCommand('rg', ['-c', '-F', pattern, recording]);
  return code > 1 ? null : performance.now() - startedMs;
}

/** The same questions to a history that has next to nothing. @param {string} rounds */
async function askFew(rounds) {
  await runPart('make-recording', fewRecording, String(FEW));
  await runPart('fill-history', workerPath, fewFile, fewRecording);
  return await runPart('ask-history', workerPath, fewFile, rounds);
}

const OPTIONS = { events: '1000000', fills: '3', rounds: '7' };

/** @param {typeof OPTIONS} values */
async function bench(values) {
  await mkdir(folder, { recursive: true });
  await bundleAll();
  const machine = await describeMachine();
  say(`Writing ${values.events} events to a file.`);
  const { bytes } = await runPart('make-recording', recording, values.events);
  const fills = { history: /** @type {any[]} */ ([]), plain: /** @type {any[]} */ ([]) };
  for (let fill = 1; fill <= Number(values.fills); fill += 1) {
    say(`Filling, ${String(fill)} of ${values.fills}.`);
    await removeDatabase(plainFile);
    fills.plain.push(await runPart('fill-plain', pathToFileURL(workerPath).href, plainFile, recording));
    await removeDatabase(historyFile);
    fills.history.push(await runPart('fill-history', workerPath, historyFile, recording));
  }
  say('Asking.');
  const answers = await runPart('ask-history', workerPath, historyFile, values.rounds);
  const plainMs = await runPart('ask-plain', pathToFileURL(workerPath).href, historyFile, values.rounds);
  const { tried } = await runPart('try-rules', workerPath, historyFile);
  const few = await askFew(values.rounds);
  const greps = { 'entity:light.hall': 'light.hall', snowman: 'snowman', temperatur: 'temperatur' };
  /** @type {Record<string, number[]>} */
  const grepMs = {};
  for (const [query, pattern] of Object.entries(greps)) {
    grepMs[query] = [];
    for (let round = 0; round < 3; round += 1) {
      const ms = await grep(pattern);
      if (ms !== null) grepMs[query].push(ms);
    }
  }
  const meanBytes = bytes / Number(values.events);
  const report = [
    '# What keeping and finding events costs',
    machine,
    `${Number(values.events).toLocaleString('en')} events of a seeded demo home, ${meanBytes.toFixed(0)} bytes of text each in the mean. Medians, least and most; the machine is shared, so compare rows of one table.`,
    '## Writing',
    `Each store filled ${values.fills} times, in turns. Processor time is of all threads, user and system; appending is what the main thread spends on it. Reading the events from their file is not counted.`,
    toFillTable(fills, meanBytes),
    '## Finding',
    `${values.rounds} rounds over the line to the worker thread. A page is the newest 100 rows; all is the count of all matches. Plain SQL is the page's keys by SQL alone, on the same file, in one thread. ripgrep counts lines in a file of the same texts, in the page cache.`,
    ...toAnswerTables(answers, plainMs, grepMs),
    '## Trying rules',
    'Rules tried on seven days, as their form does it: until something is shown, and until all is checked. Candidates are events that the store finds for a rule; the goal is 50,000 a second, and something shown within 500 ms. The longest turn is that of the main thread meanwhile.',
    toTrialTable(tried),
    '## Memory',
    `Of the process with the main thread and the worker, in MB: all, and of that what is its own and not pages of files, which are nearly all of Node's own program. Each history was asked the same questions in a process of its own.`,
    toMemoryTable({ few: FEW, all: Number(values.events) }, few.memory, answers.memory),
  ].join('\n\n');
  return report;
}

await runBench({ name: 'history', help: HELP, options: OPTIONS, run: bench });
for (const file of [plainFile, historyFile, fewFile]) await removeDatabase(file);
for (const file of [recording, fewRecording]) if (existsSync(file)) await rm(file);
