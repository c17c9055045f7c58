import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { MessageChannel, Worker } from 'node:worker_threads';
import { createLogStore } from '../../src/core/log/log-store.ts';
import { createHistoryPace } from '../../src/core/history/history-pace.ts';
import { recordHistory } from '../../src/core/monitor/record-history.ts';
import { createBenchMonitor } from '../consumers/bench-monitor.ts';
import { openHistory } from '../../src/history/worker/history-client.ts';
import { createLogFeed } from '../../src/main/ipc/log-feed.ts';
import { systemClock as clock } from '../../src/node/system-clock.ts';
import { toBenchProfile } from '../consumers/bench-profile.ts';

// Everything between the socket and the list: stream, decode, log, history on disk, a session for a window that draws.
const [, , url = '', total, workerPath = '', windowPath = ''] = process.argv;
const expected = Number(total);
/** What a window that has fallen behind gets to catch up. */
const WINDOW_DEADLINE_MS = 3_000;
const LOOK_EVERY_MS = 50;
const folder = mkdtempSync(join(tmpdir(), 'porchlight-end-to-end-'));
const file = join(folder, 'history.db');
const settings = { keep: true, maxBytes: 1e10, maxAgeMs: 1e12, redaction: { keys: ['code'], patterns: [] } };
const { history, lastSeq } = await openHistory({ workerPath, file, settings, clock });
const monitor = createBenchMonitor({
  lastSeq,
  store: createLogStore(history),
  readyToRead: createHistoryPace(history, clock),
});
recordHistory((fn) => monitor.onEvent(fn), { history, now: () => clock.now(), mayKeep: () => true });

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
  serverNames: () => new Map(),
});

const lag = monitorEventLoopDelay({ resolution: 1 });
let startedMs = 0;
let cpu = process.cpuUsage();
let events = 0;
let receivedMs = 0;
let rssBytes = 0;
monitor.onEvent(({ kind }) => {
  feed.poke();
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
monitor.setServers([toBenchProfile(url)]);

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
  await history.close();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}
