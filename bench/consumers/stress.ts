import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { createMonitor } from '../../src/core/monitor.ts';
import { createHttpTransport } from '../../src/node/http-transport.ts';
import { systemClock } from '../../src/node/system-clock.ts';
import { createRowFeed, type RowFeed } from '../../src/main/row-feed.ts';
import { toBenchProfile } from './bench-profile.ts';

/** The whole monitor with a window open, under attack: what becomes of its event loop and its memory. */
const [, , url = '', seconds = '5'] = process.argv;
const MEGABYTE = 1_048_576;
/** How closely the event loop is watched; every delay contains it. */
const RESOLUTION_MS = 1;

const monitor = createMonitor({
  clock: systemClock,
  random: Math.random,
  transport: createHttpTransport(),
  userAgent: 'Porchlight/0.0.0 (benchmark)',
  readCredential: () => Promise.resolve({ kind: 'none' }),
  saveRefusal: () => undefined,
  notify: () => Promise.resolve(true),
});

/** A page that acknowledges what it gets in its own time. */
let acknowledge: (message: unknown) => void = () => undefined;
const feed: RowFeed = createRowFeed({
  monitor,
  clock: systemClock,
  afterSeq: 0,
  port: {
    send({ rows }) {
      const seq = structuredClone(rows).at(-1)?.seq;
      if (seq !== undefined)
        setImmediate(() => {
          acknowledge({ ack: seq });
        });
    },
    onMessage(fn) {
      acknowledge = fn;
    },
    onClose: () => undefined,
    close: () => undefined,
  },
});
monitor.onEvent(() => {
  feed.poke();
});

await sleep(300);
const baseline = process.memoryUsage.rss();
let peak = baseline;
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage.rss());
}, 20);
const lag = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
lag.enable();
monitor.setServers([toBenchProfile(url)]);
await sleep(Number(seconds) * 1_000);
lag.disable();
clearInterval(watch);
const { received, unparsed, oversize } = monitor.counts();
const state = monitor.state('bench');
process.stdout.write(
  `${JSON.stringify({
    lagP99Ms: lag.percentile(99) / 1e6,
    lagMaxMs: lag.max / 1e6,
    grownMegabytes: (peak - baseline) / MEGABYTE,
    messagesPerSecond: received / Number(seconds),
    unparsed,
    oversize,
    state: 'reason' in state ? `${state.kind}, ${state.reason.code}` : state.kind,
  })}\n`,
);
process.exit(0);
