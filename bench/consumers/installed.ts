import { createInstalledServices } from './installed-services.ts';
import { createMeter, readArguments } from './meter.ts';

/** The whole app as it is installed, without a window. Its main thread is what is measured; the history has its own. */
const { url, total, warmUp } = readArguments();
const meter = createMeter(warmUp, 'main');
const { services, end } = await createInstalledServices(url, process.argv[5] ?? '');
let events = 0;
const undo = services.monitor.onEvent(({ kind }) => {
  if (kind !== 'event') return;
  meter.count();
  events += 1;
  if (events !== total) return;
  meter.stop();
  undo();
  void end().then(() => process.exit(0));
});
services.start();
