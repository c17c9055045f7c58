import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { MessageChannel, Worker } from 'node:worker_threads';
import { createHistoryPace } from '../../src/core/history/history-pace.ts';
import { recordHistory } from '../../src/core/history/record-history.ts';
import { createBenchMonitor } from '../consumers/bench-monitor.ts';
import { openHistory } from '../../src/history/history-client.ts';
import { createLogFeed } from '../../src/main/log-feed.ts';
import { systemClock as clock } from '../../src/node/system-clock.ts';
import { toBenchProfile } from '../consumers/bench-profile.ts';

// Everything between the socket and the list: stream, decode, log, history on disk, a session for a window that draws.
const [, , url = '', total, workerPath = '', windowPath = ''] = process.argv;
const expected = Number(total);
const folder = mkdtempSync(join(tmpdir(), 'porchlight-end-to-end-'));
const file = join(folder, 'history.db');
const settings = { keep: true, maxBytes: 1e10, maxAgeMs: 1e12, redaction: { keys: ['code'], patterns: [] } };
const { history, nextSeq } = await openHistory({ workerPath, file, settings, clock });
const monitor = createBenchMonitor({ firstSeq: nextSeq, readyToRead: createHistoryPace(history, clock) });
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
monitor.onEvent(({ kind }) => {
  feed.poke();
  if (kind !== 'event' && kind !== 'unparsed') return;
  if (events === 0) {
    startedMs = performance.now();
    cpu = process.cpuUsage();
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

async function finish(): Promise<void> {
  await history.flush();
  const storedMs = performance.now();
  const { user, system } = process.cpuUsage(cpu);
  const seen = new Promise<number>((resolve) => {
    window.on('message', resolve);
  });
  const { events: stored, lost } = history.status();
  const kept = history.search(
    { kind: 'facet', facet: 'kind', test: { kind: 'is', value: 'event' } },
    Number.MAX_SAFE_INTEGER,
  );
  await kept.rows(0, 1);
  while (!kept.progress().complete) await new Promise((resolve) => setTimeout(resolve, 10));
  feed.poke();
  window.postMessage('how many?');
  const reading = {
    events,
    receivedSeconds: (receivedMs - startedMs) / 1e3,
    storedSeconds: (storedMs - startedMs) / 1e3,
    cpuMicros: (user + system) / events,
    stored,
    found: kept.progress().count,
    lost,
    shown: await seen,
    lagP99Ms: lag.percentile(99) / 1e6,
    diskBytes: statSync(file).size,
  };
  process.stdout.write(`${JSON.stringify(reading)}\n`);
  await history.close();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
}
