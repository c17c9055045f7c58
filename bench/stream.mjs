import { build } from 'esbuild';
import { join } from 'node:path';
import { projectRoot } from '../scripts/project-root.mjs';
import { say } from '../scripts/terminal/say.mjs';
import { bundleDir, listContenders } from './stream/contenders.mjs';
import { runBench } from './run-bench.mjs';
import { describeMachine } from './stream/machine.mjs';
import { runContender } from './stream/run-contender.mjs';
import { startStreamServer } from './stream/start-stream-server.mjs';
import { runStress } from './stream/stress.mjs';
import { toSpeedTable } from './stream/tables.mjs';

const HELP = `Measures what reading the stream costs, beside others, and what attacks on it do.

  npm run bench:stream -- [--rounds N] [--laps N] [--only WORD] [--no-stress] [--write]

  --rounds     how often each reader reads, 5 unless told otherwise; readers take turns
  --laps       laps of 5,000 events that each reads, 40 unless told otherwise
  --only       only readers and attacks whose name contains the word; the yardsticks always run
  --no-stress  leaves the attacks out
  --write      writes docs/benchmarks/stream.md
`;
const WARM_UP_LAPS = 8;

/** Consumers and server are TypeScript; the oldest runtime among theirs is Electron 25 with Node 18. */
async function bundleAll() {
  const names = [
    'parse-alone',
    'http-sink',
    'installed',
    'plain-store',
    'fetch-parser',
    'porchlight',
    'monitor',
    'stress',
    'distant-window',
  ];
  await build({
    entryPoints: [
      ...names.map((name) => join(projectRoot, `bench/consumers/${name}.ts`)),
      join(projectRoot, 'bench/stream/stream-server.ts'),
      join(projectRoot, 'src/history/worker/history-worker.ts'),
    ],
    entryNames: '[name]',
    outdir: bundleDir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['@photostructure/sqlite'],
    target: 'node18',
    // A dependency of the transport is CommonJS and asks for Node's modules by `require`.
    banner: {
      js: "import { createRequire as createBundleRequire } from 'node:module'; const require = createBundleRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
}

/**
 * All readers, one after the other, so many times.
 *
 * @param {Awaited<ReturnType<typeof startStreamServer>>} server
 * @param {{ rounds: number, laps: number, only: string }} options
 */
async function raceReaders(server, { rounds, laps, only }) {
  const contenders = await listContenders();
  /** @type {Map<string, import('./stream/run-contender.mjs').Speed[]>} */
  const speeds = new Map();
  const skipped = [];
  for (const contender of contenders) {
    if ('reason' in contender) skipped.push(`Skipped: ${contender.name}, ${contender.reason}.`);
    else if (contender.name.includes(only) || contender.name.includes('same bytes'))
      speeds.set(contender.name, []);
  }
  for (let round = 1; round <= rounds; round += 1) {
    say(`Round ${String(round)} of ${String(rounds)}.`);
    for (const contender of contenders) {
      if ('reason' in contender) continue;
      speeds
        .get(contender.name)
        ?.push(await runContender(contender, server, { laps, warmUpLaps: WARM_UP_LAPS }));
    }
  }
  return [toSpeedTable(speeds), ...skipped].join('\n\n');
}

const OPTIONS = { rounds: '5', laps: '40', only: '', 'no-stress': false };

/** @param {typeof OPTIONS} values */
async function bench(values) {
  const laps = Math.max(WARM_UP_LAPS + 1, Number(values.laps));
  await bundleAll();
  const server = await startStreamServer(join(bundleDir, 'stream-server.mjs'));
  try {
    const { meanBytes, stateShare } = server;
    const report = [
      '# What reading the stream costs',
      await describeMachine(),
      `The stream: a seeded day of the demo home, ${String(Math.round(meanBytes))} bytes an event in the mean, ${String(Math.round(stateShare * 100))} % \`state_changed\`, one HTTP chunk an event, over loopback, as quickly as each reader takes it. Medians of ${values.rounds} rounds of ${String(laps * server.lapEvents)} events in which the readers take turns; processor time is of the whole process, all threads, user and system. The machine is shared: compare rows of one table, not tables.`,
      await raceReaders(server, { rounds: Number(values.rounds), laps, only: values.only }),
      ...(values['no-stress'] ? [] : ['## Under attack', await runStress(server, values.only)]),
    ].join('\n\n');
    return report;
  } finally {
    server.stop();
  }
}

await runBench({ name: 'stream', help: HELP, options: OPTIONS, run: bench });
