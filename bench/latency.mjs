import { build } from 'esbuild';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { buildPorchlight } from '../scripts/build.mjs';
import { projectRoot } from '../scripts/project-root.mjs';
import { ensureSystemPackages } from '../scripts/system-packages/ensure.mjs';
import { runCommand } from '../scripts/terminal/run-command.mjs';
import { describeError, say } from '../scripts/terminal/say.mjs';
import { measureLatency } from './latency/run-latency.mjs';
import { describeMachine } from './stream/machine.mjs';
import { quantile } from './view/measure.mjs';

const HELP = `Measures how long an event takes from the server to the window of the real app, five a second. Linux only.

  npm run bench:latency -- [--events N] [--write]

  --events  how many, 150 unless told otherwise
  --write   writes docs/benchmarks/latency.md
`;

/** @param {string} name @param {number[]} delays */
function toRow(name, delays) {
  const [p50, p99] = [quantile(delays, 0.5), quantile(delays, 0.99)];
  return `| ${name} | ${p50.toFixed(1)} ms | ${p99.toFixed(1)} ms | ${(delays.at(-1) ?? 0).toFixed(1)} ms |`;
}

async function bench() {
  const { values } = parseArgs({
    options: {
      events: { type: 'string', default: '150' },
      write: { type: 'boolean', default: false },
      'in-session': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  if (values['in-session']) {
    process.stdout.write(JSON.stringify(await measureLatency(Number(values.events))));
    return;
  }
  await ensureSystemPackages(['electron', 'desktop']);
  await buildPorchlight({ release: true });
  await build({
    entryPoints: [join(projectRoot, 'bench/latency/home.ts')],
    outfile: join(projectRoot, 'out/bench/latency/home.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
  });
  const session = join(projectRoot, 'test/desktop/support/session.sh');
  const self = [
    process.execPath,
    join(projectRoot, 'bench/latency.mjs'),
    '--in-session',
    '--events',
    values.events,
  ];
  const { code, output } = await runCommand('bash', [session, ...self], { cwd: projectRoot });
  const line = output.split('\n').find((text) => text.startsWith('{"version"'));
  if (code !== 0 || line === undefined) throw new Error(`The session failed.\n${output}`);
  /** @type {Awaited<ReturnType<typeof measureLatency>>} */
  const { version, told, row, frame } = JSON.parse(line);
  const report = [
    '# From the server to the window',
    await describeMachine(),
    `Electron ${version} on a virtual display without a graphics card, history on, watched by way of Chromium's debugging protocol, after some thousand events. Then ${String(row.length)} events, five a second, from the moment at which the server writes one. The socket, the stream, the log, the port to the page and the list are in between, each of them asleep since the event before.`,
    [
      '| until | p50 | p99 | longest |',
      '| --- | ---: | ---: | ---: |',
      toRow('the page has been told of it', told),
      toRow('its row stands in the list, laid out', row),
      toRow('the page has drawn the frame with it', frame),
    ].join('\n'),
    'Goal: 2 ms in the middle until the page has it. What comes then is the browser at work: it lays the row out, and draws when the time of the next of sixty frames a second has come, 8 ms later in the mean whatever an app does.',
  ].join('\n\n');
  process.stdout.write(`${report}\n`);
  if (!values.write) return;
  await mkdir(join(projectRoot, 'docs/benchmarks'), { recursive: true });
  await writeFile(
    join(projectRoot, 'docs/benchmarks/latency.md'),
    await format(report, { parser: 'markdown' }),
  );
}

await bench().catch((/** @type {unknown} */ error) => {
  say(describeError(error));
  process.exitCode = 1;
});
