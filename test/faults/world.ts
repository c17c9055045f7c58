import type { Random } from '../../src/core/clock.ts';
import { createMonitor, type Monitor, type MonitorEvent } from '../../src/core/monitor.ts';
import { ROUTE_DEFAULTS } from '../../src/core/route/route-settings.ts';
import type { Credential } from '../../src/core/servers/credential.ts';
import type { Refusal, ServerProfile } from '../../src/core/servers/profile.ts';
import type { ConnectionState, FailureCode } from '../../src/core/stream/failure.ts';
import { describeFailure } from '../../src/core/stream/describe-failure.ts';
import { DEFAULT_SETTINGS } from '../../src/core/settings/settings.ts';
import { createSeededRandom } from '../../src/demo/house/seeded-random.ts';
import { createHttpTransport } from '../../src/node/http-transport.ts';
import { checkAccount } from './accounting.ts';
import { createBurstClock, type CountedClock } from './burst-clock.ts';
import { createHome, type Home, type HomeOptions } from './home.ts';
import { checkPoliteness, checkStreams } from './politeness.ts';
import { createResolver, type Resolver, type Route } from './resolver.ts';
import { createTraffic, type Traffic } from './traffic.ts';

/** One home as the monitor knows it. */
export interface Place {
  readonly name: string;
  readonly host: string;
  readonly home: Home;
  profile: ServerProfile;
  credential: Credential | null;
  readonly refusals: (Refusal | null)[];
  /** Secrets that nobody may ever see. */
  readonly secrets: string[];
}

/** A monitor, its homes and the network between, in virtual time and over real sockets. */
export interface World {
  readonly random: Random;
  /** For the story's own timers. */
  readonly clock: CountedClock;
  /** The monitor's, for a story that misuses it. */
  readonly monitorClock: CountedClock;
  readonly resolver: Resolver;
  readonly traffic: Traffic;
  /** The one that runs now. */
  readonly monitor: Monitor;
  /** The place that was added first. */
  readonly home: Place;
  /** What the monitor said, oldest first. */
  readonly said: readonly MonitorEvent[];
  /** Sentences about what went wrong so far. */
  readonly problems: string[];
  readonly toasts: number;
  addPlace(name: string, options?: { credential?: Credential; tls?: HomeOptions['tls'] }): Promise<Place>;
  /** Lets the name of a place lead elsewhere. */
  move(to: Route, place?: Place): void;
  /** Stops the monitor and starts another one with the profiles as they were saved. */
  restart(): Promise<void>;
  /** Follows all places that were added. */
  follow(): Promise<void>;
  /** A person asks for a connection now. */
  ask(): void;
  /** The machine sleeps: time goes on, and nothing runs. */
  sleep(ms: number): Promise<void>;
  pass(ms: number): Promise<void>;
  /** Lets time pass until it holds, or at most that long; then it is a problem. Whether it came to hold. */
  until(what: string, holds: () => boolean, withinMs: number): Promise<boolean>;
  state(place?: Place): ConnectionState;
  /** Lets time pass until the place is live. */
  untilLive(withinMs: number, place?: Place): Promise<boolean>;
  /** Lets time pass until the place waits or stopped for that reason. */
  untilFailed(code: FailureCode, withinMs: number, place?: Place): Promise<boolean>;
  expect(holds: boolean, problem: string): void;
  /** Stops the monitor, looks at everything, and says what does not add up. */
  finish(): Promise<readonly string[]>;
}

/** One monitor's time: epoch ms, and its part of what was said. */
interface Life {
  readonly startedAt: number;
  readonly from: number;
  stoppedAt?: number;
  to?: number;
}

const USER_AGENT = 'Porchlight/0.1.0';

/** `spoil` stands between the monitor and those who listen to it, so that the checks themselves can be checked. */
export function createWorld(
  seed: number,
  spoil: (event: MonitorEvent) => readonly MonitorEvent[] = (event) => [event],
): World {
  const random = createSeededRandom(seed * 7_919 + 1);
  const burst = createBurstClock();
  const clock = burst.view();
  const monitorClock = burst.view();
  const traffic = createTraffic();
  const resolver = createResolver(clock, random, traffic);
  const places: Place[] = [];
  const said: MonitorEvent[] = [];
  const problems: string[] = [];
  const asked: number[] = [];
  let toasts = 0;

  const transport = traffic.watch(createHttpTransport());
  const monitorRandom = createSeededRandom(seed);
  const lives: Life[] = [];
  let monitor = startMonitor();

  function startMonitor(): Monitor {
    lives.push({ startedAt: clock.now(), from: said.length });
    const started = createMonitor({
      clock: monitorClock,
      random: monitorRandom,
      transport,
      userAgent: USER_AGENT,
      readCredential: ({ id }) => Promise.resolve(find(id).credential),
      saveRefusal: (id, refusal) => {
        const place = find(id);
        place.refusals.push(refusal);
        place.profile = { ...place.profile, refusal };
      },
      notify: () => {
        toasts++;
        return Promise.resolve(true);
      },
    });
    started.onEvent((event) => said.push(...spoil(event)));
    started.setNotifications({ ...DEFAULT_SETTINGS.notifications, choices: [] });
    return started;
  }

  /** Resolves when the monitor has let everything go. */
  async function stopMonitor(): Promise<void> {
    await settle();
    const life = lives.at(-1);
    if (life !== undefined) life.stoppedAt = clock.now();
    const stopped = monitor.stop();
    await settle();
    await stopped;
    await settle();
    if (life !== undefined) life.to = said.length;
  }

  function find(id: string): Place {
    const place = places.find(({ name }) => name === id);
    if (place === undefined) throw new Error(`There is no place called "${id}".`);
    return place;
  }

  function first(): Place {
    return places[0] ?? find('home');
  }

  async function settle(): Promise<void> {
    await traffic.calm();
    for (const { home } of places) problems.push(...checkStreams(home.connections));
  }

  async function runUntil(untilMs: number, isEnough: () => boolean): Promise<boolean> {
    await settle();
    while (!isEnough()) {
      if (!burst.runNext(untilMs)) return isEnough();
      await settle();
    }
    return true;
  }

  const world: World = {
    random,
    clock,
    monitorClock,
    resolver,
    traffic,
    get monitor() {
      return monitor;
    },
    get home() {
      return first();
    },
    said,
    problems,
    get toasts() {
      return toasts;
    },
    async addPlace(name, { credential = { kind: 'none' }, tls } = {}) {
      const home = await createHome({ clock, random, traffic, ...(tls === undefined ? {} : { tls }) });
      home.secret = credential.kind === 'none' ? null : credential.secret;
      const host = `${name}.local`;
      resolver.route(host, 'home');
      const place: Place = {
        name,
        host,
        home,
        credential,
        refusals: [],
        secrets: credential.kind === 'none' ? [] : [credential.secret],
        profile: {
          id: name,
          name,
          colour: 'amber',
          baseUrl: `${tls === undefined ? 'http' : 'https'}://${host}:${String(home.port)}`,
          credentialKind: credential.kind,
          restrict: [],
          enabled: true,
          refusal: null,
          ...ROUTE_DEFAULTS,
        },
      };
      places.push(place);
      return place;
    },
    move(to, place = first()) {
      resolver.route(place.host, to);
    },
    async restart() {
      await stopMonitor();
      monitor = startMonitor();
      await world.follow();
    },
    async follow() {
      monitor.setServers(places.map(({ profile }) => profile));
      await settle();
    },
    ask() {
      asked.push(clock.monotonic());
      monitor.reconnect(null);
    },
    async sleep(ms) {
      await settle();
      burst.jumpWallClock(ms);
    },
    async pass(ms) {
      await runUntil(burst.monotonic() + ms, () => false);
    },
    async until(what, holds, withinMs) {
      const held = await runUntil(burst.monotonic() + withinMs, holds);
      if (!held) problems.push(`not within ${String(Math.round(withinMs / 100) / 10)} s: ${what}`);
      return held;
    },
    state: (place = first()) => monitor.state(place.name),
    untilLive: (withinMs, place = first()) =>
      world.until('live', () => world.state(place).kind === 'live', withinMs),
    untilFailed: (code, withinMs, place = first()) =>
      world.until(
        `a failure ${code} (state: ${JSON.stringify(world.state(place))})`,
        () => {
          const state = world.state(place);
          return (state.kind === 'waiting' || state.kind === 'stopped') && state.reason.code === code;
        },
        withinMs,
      ),
    expect(holds, problem) {
      if (!holds) problems.push(problem);
    },
    async finish() {
      await stopMonitor();
      for (const place of places) checkPlace(place);
      if (monitorClock.timers > 0) problems.push(`${String(monitorClock.timers)} timers are left`);
      const sockets = traffic.openClientSockets();
      if (sockets > 0) problems.push(`${String(sockets)} sockets are left`);
      await Promise.all(places.map(({ home }) => home.close()));
      resolver.close();
      traffic.close();
      return problems;
    },
  };

  function checkPlace({ name, host, home, profile, secrets }: Place): void {
    for (const [at, { startedAt, stoppedAt = 0, from, to = 0 }] of lives.entries()) {
      const own = said.slice(from, to).filter((event) => 'serverId' in event && event.serverId === name);
      const endsAt = lives[at + 1]?.startedAt ?? Number.POSITIVE_INFINITY;
      const fired = home.fired.filter(({ firedAt }) => firedAt >= startedAt && firedAt < endsAt);
      problems.push(...checkAccount(fired, own, stoppedAt));
      problems.push(...checkSecrecy(own, profile, secrets));
    }
    problems.push(
      ...checkPoliteness({
        attempts: resolver.lookups.filter((lookup) => lookup.name === host).map(({ at }) => at),
        connections: home.connections,
        refused: home.refused,
        askedByPerson: asked,
      }),
    );
  }

  return world;
}

/** A secret in anything that people or files get to see of a connection. */
function checkSecrecy(
  said: readonly MonitorEvent[],
  profile: ServerProfile,
  secrets: readonly string[],
): readonly string[] {
  const shown = said.flatMap((event) => {
    if (event.kind === 'event' || event.kind === 'unparsed') return [];
    if (event.kind !== 'state' || !('reason' in event.state)) return [JSON.stringify(event)];
    return [JSON.stringify([event, describeFailure(event.state.reason, profile)])];
  });
  return shown.some((text) => secrets.some((secret) => text.includes(secret))) ? ['a secret was shown'] : [];
}
