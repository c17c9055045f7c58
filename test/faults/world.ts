import type { Random } from '../../src/core/clock.ts';
import { createMonitor, type Monitor, type MonitorEvent } from '../../src/core/monitor/monitor.ts';
import type { Hop } from '../../src/core/route/route.ts';
import { DEFAULT_SETTINGS } from '../../src/core/settings/settings.ts';
import type { ConnectionState, FailureCode } from '../../src/core/stream/failure.ts';
import { createSeededRandom } from '../../src/demo/house/seeded-random.ts';
import { createHttpTransport } from '../../src/node/http-transport.ts';
import { createBurstClock, type CountedClock } from './burst-clock.ts';
import { createKept } from './kept.ts';
import { createPlace, type Place, type PlaceOptions } from './place.ts';
import { checkStreams } from './politeness.ts';
import { reckon, type Life } from './reckoning.ts';
import { createResolver, type Resolver, type Route } from './resolver.ts';
import { createTraffic, type Traffic } from './traffic.ts';

/** A monitor with its history, its homes and the network between, in virtual time and over real sockets. */
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
  /** Texts of the notifications that were raised, oldest first. */
  readonly toasts: readonly string[];
  /** What this computer's settings say about proxies. */
  systemProxies: readonly Hop[];
  addPlace(name: string, options?: PlaceOptions): Promise<Place>;
  /** Lets the name of a place lead elsewhere. */
  move(to: Route, place?: Place): void;
  /** Follows all places that were added. */
  follow(): Promise<void>;
  /** Stops the monitor and starts another one with the profiles as they were saved. */
  restart(): Promise<void>;
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

export type Spoil = (event: MonitorEvent) => readonly MonitorEvent[];

const USER_AGENT = 'Porchlight/0.1.0';
const AS_IT_IS: Spoil = (event) => [event];

/** `spoil` stands between the monitor and those who listen to it, so that the checks themselves can be checked. */
export async function createWorld(seed: number, spoil = AS_IT_IS): Promise<World> {
  const random = createSeededRandom(seed * 7_919 + 1);
  const monitorRandom = createSeededRandom(seed);
  const burst = createBurstClock();
  const clock = burst.view();
  const monitorClock = burst.view();
  const historyClock = burst.view();
  const kept = await createKept(historyClock);
  const traffic = createTraffic();
  const resolver = createResolver(clock, random, traffic);
  const transport = traffic.watch(
    createHttpTransport({ systemProxies: () => Promise.resolve(world.systemProxies) }),
  );
  const places: Place[] = [];
  const said: MonitorEvent[] = [];
  const problems: string[] = [];
  const askedByPerson: number[] = [];
  const lives: Life[] = [];
  let current: { monitor: Monitor; startedAt: number; from: number } = startMonitor();
  const toasts: string[] = [];

  function startMonitor(): typeof current {
    const monitor = createMonitor({
      clock: monitorClock,
      random: monitorRandom,
      transport,
      userAgent: USER_AGENT,
      readCredential: ({ id }) => Promise.resolve(find(id).credential),
      readRoute: ({ id }) => Promise.resolve({ ok: true, route: find(id).route }),
      saveRefusal: (id, refusal) => {
        const place = find(id);
        place.refusals.push(refusal);
        place.profile = { ...place.profile, refusal };
      },
      readyToRead: kept.readyToRead,
      store: kept.store,
      lastSeq: kept.lastSeq(),
      notify: ({ title, body }) => {
        toasts.push(`${title}: ${body}`);
        return Promise.resolve(true);
      },
    });
    kept.follow(monitor);
    monitor.onEvent((event) => said.push(...spoil(event)));
    monitor.setNotifications(DEFAULT_SETTINGS.notifications);
    return { monitor, startedAt: clock.now(), from: said.length };
  }

  /** Resolves when the monitor has let everything go. */
  async function stopMonitor(): Promise<void> {
    const { monitor, startedAt, from } = current;
    await settle();
    const stoppedAt = clock.now();
    const stopped = monitor.stop();
    await settle();
    await stopped;
    await settle();
    lives.push({ startedAt, stoppedAt, said: said.slice(from) });
  }

  function find(name: string): Place {
    const place = places.find((candidate) => candidate.name === name);
    if (place === undefined) throw new Error(`There is no place called "${name}".`);
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

  function hasFailed(code: FailureCode, place: Place): boolean {
    const state = world.state(place);
    return (state.kind === 'waiting' || state.kind === 'stopped') && state.reason.code === code;
  }

  const world: World = {
    random,
    clock,
    monitorClock,
    resolver,
    traffic,
    said,
    problems,
    systemProxies: [{ kind: 'direct' }],
    get monitor() {
      return current.monitor;
    },
    get home() {
      return first();
    },
    toasts,
    async addPlace(name, options = {}) {
      const place = await createPlace(name, options, { clock, random, traffic, resolver });
      places.push(place);
      return place;
    },
    move(to, place = first()) {
      resolver.route(place.host, to);
    },
    async follow() {
      current.monitor.setServers(places.map(({ profile }) => profile));
      await settle();
    },
    async restart() {
      await stopMonitor();
      current = startMonitor();
      await world.follow();
    },
    ask() {
      askedByPerson.push(clock.monotonic());
      current.monitor.reconnect(null);
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
      const state = JSON.stringify(world.state());
      if (!held) problems.push(`not within ${String(Math.round(withinMs / 100) / 10)} s: ${what} (${state})`);
      return held;
    },
    state: (place = first()) => current.monitor.state(place.name),
    untilLive: (withinMs, place = first()) =>
      world.until('live', () => world.state(place).kind === 'live', withinMs),
    untilFailed: (code, withinMs, place = first()) =>
      world.until(`a failure ${code}`, () => hasFailed(code, place), withinMs),
    expect(holds, problem) {
      if (!holds) problems.push(problem);
    },
    async finish() {
      try {
        await stopMonitor();
        for (const place of places) {
          problems.push(...reckon(place, { lives, lookups: resolver.lookups, askedByPerson }));
        }
        problems.push(...(await kept.finish()));
        world.expect(monitorClock.timers === 0, `${String(monitorClock.timers)} timers are left`);
        const sockets = traffic.openClientSockets();
        world.expect(sockets === 0, `${String(sockets)} sockets are left`);
      } finally {
        await Promise.all(places.map(({ home }) => home.close()));
        resolver.close();
        traffic.close();
      }
      return problems;
    },
  };
  return world;
}
