import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { rowOf } from '../../src/core/log/log-entry.ts';
import { WINDOW_ROWS, type WindowReport } from './distant-window.ts';
import { createInstalledServices } from './installed-services.ts';
import { watchOwnLag } from './own-lag.ts';

/**
 * The app as it is installed under attack, read along by a window in another thread: what becomes of its event loop, of its
 * memory, and of what the window asks. The last argument prints where the memory is.
 */
const [, , url = '', seconds = '5', workerPath = '', wantsMemory] = process.argv;
const MEGABYTE = 1_048_576;
/** How closely the event loop is watched; every delay contains it. */
const RESOLUTION_MS = 1;

const { services, end } = await createInstalledServices(url, workerPath);
const { monitor, history } = services;
let heard = 0;
monitor.onEvent(({ kind }) => {
  if (kind === 'event' || kind === 'unparsed') heard += 1;
});

/** In the app it is a process of its own, so its own garbage shall not count. */
const view = new Worker(new URL('./distant-window.mjs', import.meta.url), {
  resourceLimits: { maxYoungGenerationSizeMb: 1 },
});
let tellReport: (report: WindowReport) => void;
const reported = new Promise<WindowReport>((resolve) => (tellReport = resolve));
view.on('message', (message: WindowReport | 'ask') => {
  if (message !== 'ask') {
    tellReport(message);
    return;
  }
  const { lastSeq } = monitor.log;
  const rows = monitor.log.before(lastSeq + 1, WINDOW_ROWS).map(rowOf);
  view.postMessage({ rows, detail: monitor.readEvent(lastSeq) });
});

await sleep(500);
const baseline = process.memoryUsage.rss();
let peak = process.memoryUsage();
const watch = setInterval(() => {
  const now = process.memoryUsage();
  if (now.rss > peak.rss) peak = now;
}, 20);
const lag = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
lag.enable();
const stopOwnLag = watchOwnLag();
services.start();
view.postMessage('begin');
await sleep(Number(seconds) * 1_000);
lag.disable();
const ownLag = stopOwnLag();
clearInterval(watch);
const { received, unparsed, oversize } = monitor.counts();
const state = monitor.state('bench');
view.postMessage('end');
const { answerP50Ms, answerP99Ms, answerMaxMs } = await reported;
process.stdout.write(
  `${JSON.stringify({
    lagP99Ms: lag.percentile(99) / 1e6,
    lagMaxMs: lag.max / 1e6,
    ownLagP99Ms: ownLag.percentile(99) / 1e3,
    ownLagMaxMs: ownLag.max / 1e3,
    grownMegabytes: (peak.rss - baseline) / MEGABYTE,
    messagesPerSecond: received / Number(seconds),
    answerP50Ms,
    answerP99Ms,
    answerMaxMs,
    heard,
    lost: history.status().lost,
    unparsed,
    oversize,
    state: 'reason' in state ? `${state.kind}, ${state.reason.code}` : state.kind,
    ...(wantsMemory === undefined
      ? {}
      : Object.fromEntries(
          Object.entries({ baseline, ...peak }).map(([what, bytes]) => [what, Math.round(bytes / MEGABYTE)]),
        )),
  })}\n`,
);
await end();
process.exit(0);
