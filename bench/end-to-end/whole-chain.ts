import { statSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { MessageChannel, Worker } from 'node:worker_threads';
import { createInstalledServices } from '../consumers/installed-services.ts';
import { createLogFeed } from '../../src/main/ipc/log-feed.ts';
import { systemClock as clock } from '../../src/node/system-clock.ts';

// Everything between the socket and the list, as it is installed: stream, decode, log, rules, history on disk, a session for a
// window that draws.
const [, , url = '', total, workerPath = '', windowPath = ''] = process.argv;
const expected = Number(total);
/** What a window that has fallen behind gets to catch up. */
const WINDOW_DEADLINE_MS = 3_000;
const LOOK_EVERY_MS = 50;
const { services, file, end } = await createInstalledServices(url, workerPath, () => {
  feed.sendNews();
});
const { monitor, history } = services;

const { port1, port2 } = new MessageChannel();
const window = new Worker(windowPath, { workerData: { port: port2 }, transferList: [port2] });
const feed = createLogFeed({
  monitor,
  clock,
  port: {
    send: (tell) => {
      port1.postMessage(tell);
    },
    onMessage: (fn) => port1.on('message', fn),
    onClose: (fn) => port1.on('close', fn),
    close: () => {
      port1.close();
    },
  },
  sources: () => ({ history, live: true }),
  queryContext: () => ({ serverNames: new Map() }),
});

const lag = monitorEventLoopDelay({ resolution: 1 });
let startedMs = 0;
let cpu = process.cpuUsage();
let events = 0;
let receivedMs = 0;
let rssBytes = 0;
monitor.onEvent(({ kind }) => {
  if (kind !== 'event' && kind !== 'unparsed') return;
  if (events === 0) {
    startedMs = performance.now();
    cpu = process.cpuUsage();
    rssBytes = process.memoryUsage.rss();
    lag.enable();
  }
  events += 1;
  if (events !== expected) return;
  receivedMs = performance.now();
  lag.disable();
  // The stream ends here, and a monitor would come back for more.
  monitor.setServers([]);
  void finish();
});
services.start();

/** Rows the window knows of, once they are all there, or at the end of its time. */
async function countInWindow(): Promise<number> {
  let shown = 0;
  window.on('message', (rows: number) => {
    shown = rows;
  });
  for (let waitedMs = 0; shown < expected && waitedMs < WINDOW_DEADLINE_MS; waitedMs += LOOK_EVERY_MS) {
    window.postMessage('how many?');
    await wait(LOOK_EVERY_MS);
  }
  return shown;
}

async function finish(): Promise<void> {
  await history.flush();
  const storedMs = performance.now();
  const { user, system } = process.cpuUsage(cpu);
  const { events: stored, lost } = history.status();
  const kept = history.search(
    { kind: 'facet', facet: 'kind', test: { kind: 'is', value: 'event' } },
    Number.MAX_SAFE_INTEGER,
  );
  await kept.rows(0, 1);
  while (!kept.progress().complete) await wait(10);
  const reading = {
    events,
    receivedSeconds: (receivedMs - startedMs) / 1e3,
    storedSeconds: (storedMs - startedMs) / 1e3,
    cpuMicros: (user + system) / events,
    stored,
    found: kept.progress().count,
    lost,
    shown: await countInWindow(),
    // Linux counts it in KiB (getrusage(2)).
    grownBytes: process.resourceUsage().maxRSS * 1_024 - rssBytes,
    lagP99Ms: lag.percentile(99) / 1e6,
    diskBytes: statSync(file).size,
  };
  process.stdout.write(`${JSON.stringify(reading)}\n`);
  await end();
  process.exit(0);
}
