import { build } from 'esbuild';
import { join } from 'node:path';
import { projectRoot } from '../scripts/project-root.mjs';
import { say } from '../scripts/terminal/say.mjs';
import { runBench } from './run-bench.mjs';
import { growthOf, soak } from './soak/run-soak.mjs';
import { describeMachine } from './stream/machine.mjs';
import { startStreamServer } from './stream/start-stream-server.mjs';
import { toMarkdown } from './stream/tables.mjs';

const HELP = `Lets a long stream through the terminal program and through the app without a window, with many reconnects. Says by how
much their memory grows, and whether each event is accounted for. Takes some ten minutes: a server is asked twelve times a minute.

  npm run bench:soak -- [--events N] [--reconnects N] [--write]

  --events      600,000 unless told otherwise
  --reconnects  25 unless told otherwise
  --write       writes docs/benchmarks/soak.md
`;
const GOAL_MB = 1;
const outDir = join(projectRoot, 'out/bench/soak');

/** @typedef {import('./soak/run-soak.mjs').Soaked} Soaked */

async function bundleAll() {
  await build({
    entryPoints: {
      'soak-app': join(projectRoot, 'bench/soak/soak-app.ts'),
      terminal: join(projectRoot, 'src/cli/porchlight.ts'),
      'history-worker': join(projectRoot, 'src/history/worker/history-worker.ts'),
      'stream-server': join(projectRoot, 'bench/stream/stream-server.ts'),
    },
    outdir: outDir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['@photostructure/sqlite'],
    banner: {
      js: "import { createRequire as createBundleRequire } from 'node:module'; const require = createBundleRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
}

/** @param {Soaked} soaked @param {number} total */
function toAccount({ events, account: { unparsed, gaps, dropped, stored, lost } }, total) {
  const printed =
    dropped === undefined ? '' : `, ${String(dropped)} of them counted in lines that say so, not printed`;
  const kept =
    stored === undefined ? '' : `, ${String(stored)} of them stored, ${String(lost)} counted as lost`;
  const words = `${String(events)} of ${String(total)} received${printed}${kept}, ${String(unparsed)} unparsed, ${String(gaps)} gaps`;
  const isWhole = events === total && (stored === undefined || stored + (lost ?? 0) >= total);
  return isWhole ? words : `${words}: NOT ALL`;
}

/** @param {string} name @param {Soaked} soaked @param {number} total */
function toRow(name, soaked, total) {
  const { looks } = soaked;
  const megabytes = (/** @type {'rss' | 'held'} */ what) => {
    const growth = growthOf(looks, what);
    return `${growth.toFixed(2)} MB${growth < GOAL_MB ? '' : ', over the goal'}`;
  };
  const at = (/** @type {number} */ events) => {
    const look = looks.find((each) => each.events >= events) ?? looks.at(-1);
    return `${((look?.rss ?? Number.NaN) / 1_048_576).toFixed(0)} MB`;
  };
  return [name, at(100_000), at(total), megabytes('rss'), megabytes('held'), toAccount(soaked, total)];
}

const OPTIONS = { events: '600000', reconnects: '25' };

/** @param {typeof OPTIONS} values */
async function bench(values) {
  await bundleAll();
  const server = await startStreamServer(join(outDir, 'stream-server.mjs'));
  try {
    const connections = Number(values.reconnects) + 1;
    const each = Math.ceil(Number(values.events) / connections);
    const total = each * connections;
    const url = `http://127.0.0.1:${String(server.port)}/soak/${String(each)}`;
    say('The terminal and the app read at the same time.');
    const [terminal, app] = await Promise.all([
      soak(
        join(outDir, 'terminal.mjs'),
        ['tail', '--server', url, '--auth', 'none', '--json', '--max-events', String(total)],
        total,
      ),
      soak(join(outDir, 'soak-app.mjs'), [url, String(total), join(outDir, 'history-worker.mjs')], total),
    ]);
    const head = ['what reads', 'at 100,000', 'at the end', 'grows by', 'of that held', 'account'];
    const report = [
      '# A long stream',
      await describeMachine(),
      `${total.toLocaleString('en-GB')} events of the demo home over ${String(connections)} connections, each ended by the server. Memory is that of the whole process after a collection, looked at whenever the stream rests: after each 10,000 events of a connection, and while the next connection waits. It grows by the slope of the best straight line from the first 100,000 events on, for 100,000 events. "Held" is what the main thread's heap and buffers hold; the rest is the store's, the worker's and what the allocator keeps.`,
      toMarkdown([
        head,
        toRow('the terminal program, `--json`', terminal, total),
        toRow('the app as installed, no window', app, total),
      ]),
      `Goal: less than ${String(GOAL_MB)} MB for 100,000 events, and none uncounted.`,
    ].join('\n\n');
    return report;
  } finally {
    server.stop();
  }
}

await runBench({ name: 'soak', help: HELP, options: OPTIONS, run: bench });
