import { onTestFinished } from 'vitest';
import { createMonitor, type Monitor, type MonitorEvent } from '../../src/core/monitor/monitor.ts';
import type { ServerProfile } from '../../src/core/servers/profile.ts';
import type { Rule } from '../../src/core/rules/rule.ts';
import { DEFAULT_SETTINGS } from '../../src/core/settings/settings.ts';
import { HOME_PROFILE } from './sample-profile.ts';
import { ruleOf } from './rule-builders.ts';
import { createScriptedTransport, type ScriptedTransport } from './scripted-transport.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

/** A monitor with a server that the test plays, on a clock that the test moves. */
export interface MonitorBench {
  readonly clock: VirtualClock;
  readonly server: ScriptedTransport;
  readonly monitor: Monitor;
  readonly events: MonitorEvent[];
  readonly toasts: { title: string; body: string; seq: number | null }[];
  /** Opens the stream that was asked for last and sends the first ping. */
  live(): Promise<void>;
  send(...events: object[]): Promise<void>;
  /** Ends that stream. */
  end(): void;
}

/** The one rule that the monitor has. */
export const TAG: Rule = ruleOf('type:tag_scanned', { name: 'Tags', cooldownMs: 10_000 });

/** @param profiles the servers that it follows */
export async function startMonitor(
  profiles: readonly ServerProfile[] = [HOME_PROFILE],
): Promise<MonitorBench> {
  const clock = createVirtualClock();
  const server = createScriptedTransport();
  const events: MonitorEvent[] = [];
  const toasts: MonitorBench['toasts'] = [];
  const monitor = createMonitor({
    clock,
    random: () => 0.5,
    transport: server.transport,
    userAgent: 'Porchlight/test',
    readCredential: () => Promise.resolve({ kind: 'none' }),
    saveRefusal: () => undefined,
    notify: (toast) => {
      toasts.push(toast);
      return Promise.resolve(true);
    },
  });
  onTestFinished(() => monitor.stop());
  monitor.onEvent((event) => events.push(event));
  monitor.setNotifications({ ...DEFAULT_SETTINGS.notifications, rules: [TAG] });
  monitor.setServers(profiles);
  await clock.advance(0);
  const stream = (): ReturnType<ScriptedTransport['last']> => {
    const opened = server.requests.filter(({ request }) => request.url.includes('/api/stream')).at(-1);
    if (opened === undefined) throw new Error('no stream was asked for');
    return opened;
  };
  return {
    clock,
    server,
    monitor,
    events,
    toasts,
    async live() {
      stream().open();
      stream().send('data: ping\n\n');
      await clock.advance(0);
    },
    end() {
      stream().end();
    },
    async send(...sent) {
      stream().send(sent.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''));
      await clock.advance(0);
    },
  };
}

/** A scan of a tag: an event of the chosen type. */
export const tag = (id: string): object => ({
  event_type: 'tag_scanned',
  data: { tag_id: id },
  origin: 'LOCAL',
  time_fired: '',
});
