import { createMonitor } from '../../src/core/monitor.ts';
import { createHttpTransport } from '../../src/node/http-transport.ts';
import { systemClock } from '../../src/node/system-clock.ts';
import { createMeter, readArguments } from './meter.ts';
import { toBenchProfile } from './bench-profile.ts';

/** The whole monitor as it runs in the tray with no window: decoded, counted, matched against alerts, in the log. */
const { url, total, warmUp } = readArguments();
const meter = createMeter(warmUp);
const monitor = createMonitor({
  clock: systemClock,
  random: Math.random,
  transport: createHttpTransport(),
  userAgent: 'Porchlight/0.0.0 (benchmark)',
  readCredential: () => Promise.resolve({ kind: 'none' }),
  saveRefusal: () => undefined,
  notify: () => Promise.resolve(true),
});
let events = 0;
monitor.onEvent(({ kind }) => {
  if (kind !== 'event') return;
  meter.count();
  events += 1;
  if (events !== total) return;
  meter.stop();
  process.exit(0);
});
monitor.setServers([toBenchProfile(url)]);
