import { build } from 'esbuild';
import { join } from 'node:path';
import { projectRoot } from '../scripts/project-root.mjs';
import { resolveRuntime } from '../scripts/runtime/resolve.mjs';
import { runCommand } from '../scripts/terminal/run-command.mjs';
import { say } from '../scripts/terminal/say.mjs';
import { runBench } from './run-bench.mjs';
import { describeMachine } from './stream/machine.mjs';
import { startStreamServer } from './stream/start-stream-server.mjs';

const HELP = `Lets a burst through everything at once: stream, decode, history on disk, log session, a window that draws.

  npm run bench:end-to-end -- [--rounds N] [--events N] [--write]

  --rounds  how often, 3 unless told otherwise
  --events  events of the burst, 70,000 unless told otherwise; whole laps of 5,000
  --write   writes docs/benchmarks/end-to-end.md
`;
const outDir = join(projectRoot, 'out/bench/end-to-end');

/**
 * @typedef {{
 *   events: number, receivedSeconds: number, storedSeconds: number, cpuMicros: number,
 *   stored?: number, found?: number, lost?: number, shown?: number, lagP99Ms?: number, grownBytes?: number, diskBytes?: number,
 * }} Reading
 */

async function bundleAll() {
  await build({
    entryPoints: {
      'whole-chain': join(projectRoot, 'bench/end-to-end/whole-chain.ts'),
      window: join(projectRoot, 'bench/end-to-end/window.ts'),
      'plain-probe': join(projectRoot, 'bench/end-to-end/plain-probe.ts'),
      'history-worker': join(projectRoot, 'src/history/worker/history-worker.ts'),
      'stream-server': join(projectRoot, 'bench/stream/stream-server.ts'),
    },
    outdir: outDir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node18',
    external: ['@photostructure/sqlite'],
    banner: {
      js: "import { createRequire as createBundleRequire } from 'node:module'; const require = createBundleRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
}

/** @param {number[]} values */
function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** @param {string} name @param {Reading[]} readings */
function toRow(name, readings) {
  const [first] = readings;
  /** @param {(reading: Reading) => number} read @param {number} digits */
  const show = (read, digits = 0) => median(readings.map(read)).toFixed(digits);
  const account =
    first?.stored === undefined
      ? 'not counted'
      : readings
          .map(({ events, found = 0, lost = 0, shown = 0 }) =>
            found + lost === events && shown >= events
              ? 'all'
              : `${String(found)} stored, ${String(lost)} counted as lost, ${String(shown)} in the window`,
          )
          .filter((each, i, all) => all.indexOf(each) === i)
          .join(', ');
  return [
    name,
    `${show(({ events, receivedSeconds }) => events / receivedSeconds / 1e3)} k/s`,
    `${show(({ events, storedSeconds }) => events / storedSeconds / 1e3)} k/s`,
    `${show(({ cpuMicros }) => cpuMicros, 1)} us`,
    first?.lagP99Ms === undefined ? '' : `${show(({ lagP99Ms = 0 }) => lagP99Ms)} ms`,
    first?.grownBytes === undefined ? '' : `${show(({ grownBytes = 0 }) => grownBytes / 1_048_576)} MB`,
    first?.diskBytes === undefined ? '' : show(({ diskBytes = 0, events }) => diskBytes / events),
    account,
  ];
}

/** @param {string} command @param {string[]} args @param {Record<string, string>} env @returns {Promise<Reading>} */
async function run(command, args, env) {
  const { code, output } = await runCommand(command, args, { env: { ...process.env, ...env } });
  const line = output.split('\n').findLast((text) => text.startsWith('{'));
  if (code !== 0 || line === undefined) throw new Error(`The run failed: ${output.trim().slice(-800)}`);
  return JSON.parse(line);
}

/** @returns {Promise<{ name: string, command: string, env: Record<string, string>, isProbe: boolean }[]>} */
async function listChains() {
  const { executablePath, version } = await resolveRuntime({ say: () => undefined });
  const electron = { command: executablePath, env: { ELECTRON_RUN_AS_NODE: '1' } };
  const node = { command: process.execPath, env: {} };
  return [
    { name: 'node:http, JSON.parse and a file', ...node, isProbe: true },
    { name: 'Porchlight, Node', ...node, isProbe: false },
    { name: `Porchlight, Electron ${version}`, ...electron, isProbe: false },
  ];
}

const OPTIONS = { rounds: '3', events: '70000' };

/** @param {typeof OPTIONS} values */
async function bench(values) {
  await bundleAll();
  const server = await startStreamServer(join(outDir, 'stream-server.mjs'));
  try {
    const laps = Math.max(1, Math.round(Number(values.events) / server.lapEvents));
    const events = String(laps * server.lapEvents);
    const url = `http://127.0.0.1:${String(server.port)}/events/${String(laps)}`;
    const chains = await listChains();
    /** @type {Map<string, Reading[]>} */
    const readings = new Map(chains.map(({ name }) => [name, []]));
    for (let round = 1; round <= Number(values.rounds); round += 1) {
      say(`Round ${String(round)} of ${values.rounds}.`);
      for (const { name, command, env, isProbe } of chains) {
        const script = join(outDir, isProbe ? 'plain-probe.mjs' : 'whole-chain.mjs');
        const rest = isProbe ? [] : [join(outDir, 'history-worker.mjs'), join(outDir, 'window.mjs')];
        readings.get(name)?.push(await run(command, [script, url, events, ...rest], env));
      }
    }
    const rows = chains.map(({ name }) => toRow(name, readings.get(name) ?? []));
    const report = [
      '# Everything at once',
      await describeMachine(),
      `A burst of ${Number(events).toLocaleString('en-GB')} events, ${String(Math.round(server.meanBytes))} bytes each in the mean, sent as quickly as it is taken, by a server on the same processors. Medians of ${values.rounds} rounds that take turns. "Received" is until the last event was in the log and offered to the window, "stored" until it was on disk and searchable. The account holds when each event was stored or counted as lost, and the window knows of each.`,
      [
        '| chain | received | stored | CPU an event, all threads | lag p99 | memory grown by | bytes an event on disk | account |',
        '| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |',
        ...rows.map((row) => `| ${row.join(' | ')} |`),
      ].join('\n'),
      'Goals: at least 40 k/s received, none uncounted, lag p99 below 50 ms.',
    ].join('\n\n');
    return report;
  } finally {
    server.stop();
  }
}

await runBench({ name: 'end-to-end', help: HELP, options: OPTIONS, run: bench });
