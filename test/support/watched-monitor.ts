import type { Clock } from '../../src/core/clock.ts';
import { createMonitor, type Monitor, type MonitorEvent } from '../../src/core/monitor/monitor.ts';
import type { Route } from '../../src/core/route/route.ts';
import { ROUTE_DEFAULTS } from '../../src/core/route/route-settings.ts';
import type { Credential } from '../../src/core/servers/credential.ts';
import type { Refusal, ServerProfile } from '../../src/core/servers/profile.ts';
import type { NotificationRequest } from '../../src/core/history/alert.ts';
import type { Rule } from '../../src/core/rules/rule.ts';
import { DEFAULT_SETTINGS } from '../../src/core/settings/settings.ts';
import type { ConnectionState } from '../../src/core/stream/failure.ts';
import { createHttpTransport } from '../../src/node/http-transport.ts';
import { systemClock } from '../../src/node/system-clock.ts';

export interface WatchOptions {
  readonly baseUrl: string;
  readonly credential: Credential;
  readonly restrict?: readonly string[];
  readonly rules?: readonly Rule[];
  /** The real one without it. */
  readonly clock?: Clock;
  /** Straight, and whom this computer trusts, without it. */
  readonly route?: Route;
  /** What an earlier run has kept with the profile. */
  readonly refusal?: Refusal | null;
}

/** The real monitor with real sockets, and everything that it said and asked. */
export interface WatchedMonitor {
  readonly monitor: Monitor;
  readonly events: readonly MonitorEvent[];
  /** Paths of the requests that left, in order, without query. */
  readonly requests: readonly string[];
  /** A request waits for the head of its answer. */
  isAsking(): boolean;
  /** Everything the server sent as body, as text, in the order of arrival. */
  readonly received: readonly string[];
  readonly refusals: readonly (Refusal | null)[];
  readonly toasts: readonly NotificationRequest[];
  /** The first event, past or to come, for which `isIt` gives something. Rejects after `limitMs`. */
  until<T>(what: string, isIt: (event: MonitorEvent) => T | undefined, limitMs?: number): Promise<T>;
  untilState<K extends ConnectionState['kind']>(
    kind: K,
    limitMs?: number,
  ): Promise<Extract<ConnectionState, { kind: K }>>;
  /** Forgets what was seen, so that `until` waits for something new. */
  forget(): void;
  stop(): Promise<void>;
}

const SERVER_ID = 'home';

export function watch(options: WatchOptions): WatchedMonitor {
  const events: MonitorEvent[] = [];
  const requests: string[] = [];
  const received: string[] = [];
  const refusals: (Refusal | null)[] = [];
  const toasts: NotificationRequest[] = [];
  const transport = createHttpTransport();
  let asking = 0;
  const monitor = createMonitor({
    clock: options.clock ?? systemClock,
    random: Math.random,
    userAgent: 'Porchlight/test',
    transport: async (request) => {
      requests.push(new URL(request.url).pathname);
      asking += 1;
      const response = await transport(request).finally(() => {
        asking -= 1;
      });
      return {
        ...response,
        async read() {
          const chunk = await response.read();
          if (chunk !== null) received.push(new TextDecoder().decode(chunk));
          return chunk;
        },
      };
    },
    readCredential: () => Promise.resolve(options.credential),
    readRoute: () => Promise.resolve({ ok: true, route: options.route ?? {} }),
    saveRefusal: (_serverId, refusal) => refusals.push(refusal),
    notify: (toast) => {
      toasts.push(toast);
      return Promise.resolve(true);
    },
  });
  monitor.onEvent((event) => events.push(event));
  monitor.setNotifications({ ...DEFAULT_SETTINGS.notifications, rules: [...(options.rules ?? [])] });
  monitor.setServers([toProfile(options)]);

  function until<T>(
    what: string,
    isIt: (event: MonitorEvent) => T | undefined,
    limitMs = 15_000,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const found = events.map(isIt).find((value) => value !== undefined);
      if (found !== undefined) {
        resolve(found);
        return;
      }
      const timer = setTimeout(() => {
        off();
        reject(new Error(`${what} did not come within ${String(limitMs)} ms; saw ${summary(events)}`));
      }, limitMs);
      const off = monitor.onEvent((event) => {
        const value = isIt(event);
        if (value === undefined) return;
        clearTimeout(timer);
        off();
        resolve(value);
      });
    });
  }

  return {
    monitor,
    events,
    requests,
    isAsking: () => asking > 0,
    received,
    refusals,
    toasts,
    until,
    untilState: <K extends ConnectionState['kind']>(kind: K, limitMs?: number) =>
      until(
        `state ${kind}`,
        (event) => (event.kind === 'state' ? ofKind(event.state, kind) : undefined),
        limitMs,
      ),
    forget() {
      events.length = 0;
    },
    stop: () => monitor.stop(),
  };
}

function ofKind<K extends ConnectionState['kind']>(
  state: ConnectionState,
  kind: K,
): Extract<ConnectionState, { kind: K }> | undefined {
  return state.kind === kind ? (state as Extract<ConnectionState, { kind: K }>) : undefined;
}

function toProfile({ baseUrl, credential, restrict = [], refusal = null }: WatchOptions): ServerProfile {
  return {
    id: SERVER_ID,
    name: 'Home',
    colour: 'amber',
    baseUrl,
    credentialKind: credential.kind,
    restrict: [...restrict],
    enabled: true,
    refusal,
    ...ROUTE_DEFAULTS,
  };
}

function summary(events: readonly MonitorEvent[]): string {
  return events
    .slice(-8)
    .map((event) => (event.kind === 'state' ? `state ${JSON.stringify(event.state)}` : event.kind))
    .join(', ');
}

/** The event of a type, for `until`. */
export function eventOfType(
  type: string,
): (event: MonitorEvent) => Extract<MonitorEvent, { kind: 'event' }> | undefined {
  return (event) => (event.kind === 'event' && event.event.event_type === type ? event : undefined);
}
