import { createBenchMonitor } from './bench-monitor.ts';
import { createMeter, readArguments } from './meter.ts';
import { toBenchProfile } from './bench-profile.ts';

/** The whole monitor as it runs in the tray with no window: decoded, counted, matched against alerts, in the log. */
const { url, total, warmUp } = readArguments();
const meter = createMeter(warmUp);
const monitor = createBenchMonitor();
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
