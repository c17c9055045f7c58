import { measureInSession, tellFinding } from './desktop/measure-in-session.mjs';
import { SETTINGS_BUNDLE } from './desktop/prepare-folder.mjs';
import { measureLatency } from './latency/run-latency.mjs';
import { runBench } from './run-bench.mjs';
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

const OPTIONS = { events: '150', 'in-session': false };

/** @param {typeof OPTIONS} values */
async function bench(values) {
  if (values['in-session']) {
    tellFinding(await measureLatency(Number(values.events)));
    return null;
  }
  /** @type {Awaited<ReturnType<typeof measureLatency>>} */
  const { version, told, row, frame } = await measureInSession(
    'bench/latency.mjs',
    ['--in-session', '--events', values.events],
    ['bench/latency/home.ts', SETTINGS_BUNDLE],
  );
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
  return report;
}

await runBench({ name: 'latency', help: HELP, options: OPTIONS, run: bench });
