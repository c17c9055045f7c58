import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { say } from '../scripts/terminal/say.mjs';
import { runBench } from './run-bench.mjs';
import { describeMachine } from './stream/machine.mjs';
import { startPageSite } from './view/page-site.mjs';
import { measurePlain, measureWindow } from './view/scenes.mjs';

const HELP = `Measures the log window in a Chromium without a graphics card: 10,000 events a second over a million stored ones.

  npm run bench:view -- [--seconds N] [--rounds N] [--size WxH] [--write]

  --seconds  how long each thing is watched, 6 unless told otherwise
  --rounds   how often all of it is done, 3 unless told otherwise; medians are printed
  --size     of the window in pixels, 1280x800 unless told otherwise
  --write    writes docs/benchmarks/view.md
`;

/** @param {readonly number[]} values */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** @param {readonly number[]} values */
function spread(values) {
  return `${Math.min(...values).toFixed(0)} to ${Math.max(...values).toFixed(0)}`;
}

/**
 * @param {string} name
 * @param {readonly import('./view/scenes.mjs').Frames[]} rounds
 */
function toRow(name, rounds) {
  const fps = rounds.map(({ framesPerSecond }) => framesPerSecond);
  const cells = [
    name,
    `${median(fps).toFixed(0)} (${spread(fps)})`,
    median(rounds.map(({ p99Ms }) => p99Ms)).toFixed(0),
    median(rounds.map(({ longestMs }) => longestMs)).toFixed(0),
    ...toShares(rounds),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** @param {readonly Pick<import('./view/scenes.mjs').Frames, 'pageShare' | 'chromiumShare'>[]} rounds */
function toShares(rounds) {
  return [
    `${(median(rounds.map(({ pageShare }) => pageShare)) * 100).toFixed(0)} %`,
    `${(median(rounds.map(({ chromiumShare }) => chromiumShare)) * 100).toFixed(0)} %`,
  ];
}

/** @param {number} bytes */
function toMegabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** @param {readonly Awaited<ReturnType<typeof measureWindow>>['delay'][]} rounds */
function toDelay(rounds) {
  const p50Ms = median(rounds.map((round) => round.p50Ms)).toFixed(1);
  const p99Ms = median(rounds.map((round) => round.p99Ms)).toFixed(1);
  return `p50 ${p50Ms} ms, p99 ${p99Ms} ms of ${String(rounds[0]?.count ?? 0)}`;
}

/**
 * @param {readonly Awaited<ReturnType<typeof measureWindow>>[]} windows
 * @param {readonly Awaited<ReturnType<typeof measurePlain>>[]} plain
 */
function describeResults(windows, plain) {
  const frames = windows.map((round) => round.frames);
  const [first] = windows;
  const [naive] = plain;
  if (first === undefined || naive === undefined) return 'Nothing was measured.';
  const opened = windows.map(({ firstRowsMs }) => firstRowsMs);
  return [
    [
      '| 10,000 events/s | frames/s (spread) | p99 ms | longest ms | main thread of the page | all of Chromium |',
      '| --- | --- | --- | --- | --- | --- |',
      toRow(
        'nothing arrives, for comparison',
        frames.map(({ idle }) => idle),
      ),
      toRow(
        'following',
        frames.map(({ following }) => following),
      ),
      `| following, no frame timed | | | | ${toShares(windows.map(({ untimed }) => untimed)).join(' | ')} |`,
      toRow(
        'held',
        frames.map(({ held }) => held),
      ),
      toRow(
        'scrolling',
        frames.map(({ scrolling }) => scrolling),
      ),
      toRow(
        'a plain list: every row an element',
        plain.map(({ following }) => following),
      ),
    ].join('\n'),
    [
      '| | Porchlight | plain list |',
      '| --- | --- | --- |',
      `| first rows after the page is ready, a million stored | ${median(opened).toFixed(0)} ms (${spread(opened)}) | |`,
      `| written down until its row stands in the list, 5 events/s | ${toDelay(windows.map(({ delay }) => delay))} | |`,
      `| and until the page has drawn the frame with it | ${toDelay(windows.map(({ frameDelay }) => frameDelay))} | |`,
      `| elements | ${String(first.light.nodes)}, ${String(first.whole.nodes)} after a way through a million rows | ${String(naive.weight.nodes)} |`,
      `| objects of the page | ${toMegabytes(first.light.heapBytes)}, ${toMegabytes(first.whole.heapBytes)} after that way | ${toMegabytes(naive.weight.heapBytes)} |`,
    ].join('\n'),
  ].join('\n\n');
}

/** @returns {string} */
function findChromium() {
  const candidates = [process.env['CHROMIUM_PATH'] ?? '', '/usr/bin/chromium', '/usr/bin/google-chrome'];
  const found = candidates.find((path) => path !== '' && existsSync(path));
  if (found === undefined) throw new Error('No Chromium was found. Set CHROMIUM_PATH to one.');
  return found;
}

const OPTIONS = { seconds: '6', rounds: '3', size: '1280x800' };

/** @param {typeof OPTIONS} values */
async function bench(values) {
  const seconds = Math.max(1, Number(values.seconds));
  const [width = 1280, height = 800] = values.size.split('x').map(Number);
  const size = { width, height };
  const executablePath = findChromium();
  const machine = await describeMachine();
  const site = await startPageSite();
  const windows = [];
  const plain = [];
  let version = '';
  try {
    for (let round = 1; round <= Number(values.rounds); round += 1) {
      say(`Round ${String(round)} of ${values.rounds}.`);
      const browser = await chromium.launch({
        executablePath,
        args: ['--headless=new', '--no-sandbox', '--disable-gpu'],
      });
      version = browser.version();
      try {
        windows.push(await measureWindow(browser, site.url, seconds, size));
        plain.push(await measurePlain(browser, site.url, seconds, size));
      } finally {
        await browser.close();
      }
    }
  } finally {
    site.close();
  }
  const report = [
    '# What the log window costs',
    machine,
    `Chromium ${version} without a window and without a graphics card, ${String(width)} x ${String(height)}. The page is the app's own. Its log and the feed of the log are main's own code in a thread of their own; the store below it makes its million events by arithmetic. The processor time of that thread is left out, and so is everything else of main. Medians of ${values.rounds} rounds of ${String(seconds)} s each; a share is of one core, user and system. To have its frames timed Chromium draws sixty a second, which costs what the first row says. The machine is shared: compare rows, not tables.`,
    describeResults(windows, plain),
  ].join('\n\n');
  return report;
}

await runBench({ name: 'view', help: HELP, options: OPTIONS, run: bench });
