import { createMonitor, type Monitor, type MonitorPorts } from '../../src/core/monitor/monitor.ts';
import { DEFAULT_SETTINGS } from '../../src/core/settings/settings.ts';
import { createHttpTransport } from '../../src/node/http-transport.ts';
import { systemClock } from '../../src/node/system-clock.ts';

/** A monitor as the shells make it, with the default rules, for servers that let everybody in. */
export function createBenchMonitor(ports: Partial<MonitorPorts> = {}): Monitor {
  const monitor = createMonitor({
    clock: systemClock,
    random: Math.random,
    transport: createHttpTransport(),
    userAgent: 'Porchlight/0.0.0 (benchmark)',
    readCredential: () => Promise.resolve({ kind: 'none' }),
    saveRefusal: () => undefined,
    notify: () => Promise.resolve(true),
    ...ports,
  });
  monitor.setNotifications(DEFAULT_SETTINGS.notifications);
  return monitor;
}
