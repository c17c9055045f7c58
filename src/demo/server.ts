import { randomBytes, randomInt } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../core/clock.ts';
import type { HaEvent } from '../core/events/event.ts';
import { systemClock } from '../node/system-clock.ts';
import { dawnBefore, livePast } from './house/past.ts';
import { createSeededRandom } from './house/seeded-random.ts';
import { createHouse } from './house.ts';
import type { HouseFire } from './house.ts';
import { answerError, answerNotRunning, answerUnauthorized } from './server/answer.ts';
import type { Answer } from './server/answer.ts';
import { createGate } from './server/gate.ts';
import { listen, readBody, sendAnswer, stopListening } from './server/http.ts';
import { createPace } from './server/pace.ts';
import type { Rate } from './server/pace.ts';
import { createRequestLog, toRequestRecord } from './server/request-record.ts';
import type { RequestRecord } from './server/request-record.ts';
import { ROUTES } from './server/rest-api.ts';
import type { RestHome } from './server/rest-api.ts';
import { createStreamHub } from './server/stream-hub.ts';
import { ERAS, toEraEvents } from './wire/era.ts';
import type { Era } from './wire/era.ts';

export interface DemoServerOptions {
  /** How old the home is; today's unless told. */
  readonly era?: Era;
  /** 0, the default, for any free port. Always on 127.0.0.1. */
  readonly port?: number;
  /** An administrator's long-lived access token. A random one unless told. */
  readonly token?: string;
  /** The token of somebody who is not an administrator. None unless told. */
  readonly plainToken?: string;
  /** The API password of the eras that had one. Random unless told; `null` for a home without one. */
  readonly password?: string | null;
  /** Failed logins before 127.0.0.1 is banned. `null`, the default, for never. */
  readonly banThreshold?: number | null;
  /** Home Assistant is still starting: 503 (400 in 2016) until `startHome()`. */
  readonly isStarting?: boolean;
  /** Events a second, up to some 10,000; `null`, the default, for the house's own pace; 0 for none but fired ones. */
  readonly rate?: Rate;
  /** The same seed lives the same day. Random unless told. */
  readonly seed?: number;
  /** Silence before a ping. Home Assistant's 50 s unless told. */
  readonly pingAfterMs?: number;
  /** A stream whose unread bytes outgrow this is dropped. 16 MiB unless told; a real home has no limit. */
  readonly maxQueuedBytes?: number;
  readonly clock?: Clock;
  /** The house has lived through the day when the server starts; see `DemoServer.past`. Not unless told. */
  readonly hasPast?: boolean;
}

/** A pretend Home Assistant on loopback. */
export interface DemoServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly era: Era;
  readonly token: string;
  readonly password: string | null;
  /** What happened since dawn, oldest first, for a history. Never sent on a stream. */
  readonly past: readonly HaEvent[];
  /** The latest requests, oldest first. */
  readonly requests: readonly RequestRecord[];
  /** Streams open now, and streams dropped because their client was slow. */
  readonly streams: { readonly open: number; readonly dropped: number };
  /** Fires an event, with the automations that wait for it. */
  fire(event: HouseFire): void;
  /** Calls a service, as the home itself would. */
  call(domain: string, service: string, data: Readonly<Record<string, unknown>>): void;
  setRate(rate: Rate): void;
  /** Ends the streams as a stopping Home Assistant does, then refuses connections, or answers 503. */
  stopHome(then?: 'refuse' | 'unavailable'): Promise<void>;
  /** Comes back on the same port, or ends the starting phase. */
  startHome(): Promise<void>;
  /** Ends everything. Leaves no timer and no socket. */
  close(): Promise<void>;
}

/**
 * Starts the pretend home. It speaks `/api/stream` and the REST calls around it as a home of its era does. The house
 * lives only while somebody listens to a stream, so an unwatched demo costs nothing.
 */
export async function createDemoServer(options: DemoServerOptions = {}): Promise<DemoServer> {
  const {
    era = '2024',
    clock = systemClock,
    token = createToken(),
    plainToken = null,
    banThreshold = null,
  } = options;
  const facts = ERAS[era];
  const password = options.password === undefined ? randomBytes(12).toString('base64url') : options.password;
  let pastNow = options.hasPast === true ? dawnBefore(clock.now()) : null;
  const house = createHouse({
    random: createSeededRandom(options.seed ?? randomInt(0xffff_ffff)),
    now: () => pastNow ?? clock.now(),
    contextIds: facts.contextIds ?? 'hex',
    hasNotificationStates: facts.hasNotificationStates,
  });
  const past = options.hasPast === true ? liveUntilNow() : [];
  const gate = createGate(facts, { token, plainToken, password }, banThreshold);
  const log = createRequestLog();
  let isRunning = options.isStarting !== true;
  let callCount = 0;

  const hub = createStreamHub({
    clock,
    facts,
    pingAfterMs: options.pingAfterMs ?? 50_000,
    maxQueuedBytes: options.maxQueuedBytes ?? 16 * 1_048_576,
    onSize: (size) => {
      if (size > 0) pace.start();
      else pace.stop();
    },
  });
  const emit = (events: readonly HaEvent[]): void => {
    hub.send(
      events.flatMap((event) => toEraEvents(event, era, () => `140046993372048-${String(++callCount)}`)),
    );
  };
  const pace = createPace({ clock, rate: options.rate ?? null, next: house.next, emit });
  const home: RestHome = {
    era,
    facts,
    house,
    requiresPassword: password !== null,
    emit,
    listenerCounts: () => hub.listenerCounts(),
  };

  function liveUntilNow(): readonly HaEvent[] {
    const setNow = (at: number): void => {
      pastNow = at;
    };
    const events = livePast(house, { until: clock.now(), setNow });
    pastNow = null;
    house.greet();
    return events;
  }

  /** What to answer, or `null` for the stream. Records the request. */
  function decide(
    request: IncomingMessage,
    path: string,
    query: URLSearchParams,
    body: string,
  ): Answer | null {
    const record = (authorised: boolean | null): void => {
      log.add(toRequestRecord(request, authorised, clock.now()));
    };
    if (!isRunning || gate.isBanned()) {
      record(null);
      return isRunning ? answerError(facts, 403) : answerNotRunning(facts);
    }
    const route = ROUTES.find((candidate) => candidate.path.test(path));
    if (!route || route.method !== request.method) {
      record(null);
      return route ? answerError(facts, 405, { Allow: route.method }) : answerError(facts, 404);
    }
    const isAdmitted = route.access === 'anybody' || gate.admits(request, query, route.access);
    record(isAdmitted);
    if (!isAdmitted) return answerUnauthorized(facts, request.headers.accept);
    return route.answer === 'stream' ? null : route.answer(home, route.path.exec(path)?.slice(1) ?? [], body);
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    if (body === null) {
      sendAnswer(response, answerError(facts, 400));
      return;
    }
    const [path = '', search = ''] = (request.url ?? '').split('?', 2);
    const query = new URLSearchParams(search);
    const answer = decide(request, path, query, body);
    if (answer) {
      sendAnswer(response, answer);
      return;
    }
    hub.add(response, parseRestrict(query.get('restrict')));
  }

  const server = createServer((request, response) => {
    respond(request, response).catch(() => response.destroy());
  });
  const port = await listen(server, options.port ?? 0);

  return {
    url: `http://127.0.0.1:${String(port)}`,
    era,
    token,
    password,
    past,
    requests: log.records,
    get streams() {
      return { open: hub.size, dropped: hub.dropped };
    },
    fire: (event) => {
      emit(house.fire(event));
    },
    call: (domain, service, data) => {
      emit(house.call({ domain, service, data }));
    },
    setRate: pace.setRate,
    async stopHome(then = 'refuse') {
      isRunning = false;
      hub.end();
      if (then === 'refuse') await stopListening(server, 'gently');
    },
    async startHome() {
      isRunning = true;
      if (!server.listening) await listen(server, port);
    },
    async close() {
      isRunning = false;
      pace.stop();
      hub.end();
      await stopListening(server, 'at once');
    },
  };
}

/** Exact names with commas between them and no trimming, so that in `a, b` the second name is ` b` and never heard. */
function parseRestrict(restrict: string | null): readonly string[] {
  return restrict === null || restrict === '' ? [] : restrict.split(',');
}

/** Looks like a long-lived access token, and is worth nothing anywhere else. */
function createToken(): string {
  const header = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url');
  return `${header}.${randomBytes(72).toString('base64url')}.${randomBytes(32).toString('base64url')}`;
}
