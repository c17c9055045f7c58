import { randomBytes, randomInt } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../core/clock.ts';
import type { HaEvent } from '../core/events/event.ts';
import { systemClock } from '../node/system-clock.ts';
import { dawnBefore, livePast } from './house/past.ts';
import { createSeededRandom } from './house/seeded-random.ts';
import { createHouse, type HouseFire } from './house.ts';
import { answerError, type Answer } from './server/answer.ts';
import { isAdmitted, type Secrets } from './server/gate.ts';
import { listen, readBody, sendAnswer, stopListening } from './server/http.ts';
import { createPace, type Rate } from './server/pace.ts';
import { ROUTES } from './server/rest-api.ts';
import { createStreamHub } from './server/stream-hub.ts';

/** By default the token is random and there are no other secrets. */
export interface DemoServerOptions extends Partial<Secrets> {
  /** Accepts requests without a secret, as for trusted networks. */
  readonly isOpen?: boolean;
  /** 0, the default, for any free port. Always on 127.0.0.1. */
  readonly port?: number;
  /** Events a second, up to some 10,000; `null`, the default, for the house's own pace; 0 for none but fired ones. */
  readonly rate?: Rate;
  /** The same seed gives the same day. Random by default. */
  readonly seed?: number;
  /** A stream whose unread bytes outgrow this is dropped. 16 MiB by default; a real home has no limit. */
  readonly maxQueuedBytes?: number;
  readonly clock?: Clock;
  /** The house has a past of its day when the server starts; see `DemoServer.past`. False by default. */
  readonly hasPast?: boolean;
}

const MAX_RECORDS = 1_000;

/** An embedded Home Assistant on loopback. */
export type DemoServer = Awaited<ReturnType<typeof createDemoServer>>;

/**
 * Starts the demo home. It serves `/api/stream` and the REST calls around it like a Home Assistant of 2024. The house
 * runs only while a stream is open, so an unused demo costs nothing.
 */
export async function createDemoServer(options: DemoServerOptions = {}) {
  const { clock = systemClock, token = createToken(), plainToken = null, password = null } = options;
  const secrets = { token, plainToken, password };
  let pastNow = options.hasPast === true ? dawnBefore(clock.now()) : null;
  const house = createHouse({
    random: createSeededRandom(options.seed ?? randomInt(0xffff_ffff)),
    now: () => pastNow ?? clock.now(),
  });
  const past = options.hasPast === true ? liveUntilNow() : [];
  const requests: ReturnType<typeof toRecord>[] = [];
  const hub = createStreamHub({
    clock,
    maxQueuedBytes: options.maxQueuedBytes ?? 16 * 1_048_576,
    onSize: (size) => {
      if (size > 0) pace.start();
      else pace.stop();
    },
  });
  const pace = createPace({ clock, rate: options.rate ?? null, next: house.next, emit: hub.send });
  const home = { house, emit: hub.send };

  function liveUntilNow(): readonly HaEvent[] {
    const events = livePast(house, clock.now(), (at) => {
      pastNow = at;
    });
    pastNow = null;
    house.greet();
    return events;
  }

  function record(request: IncomingMessage, authorised: boolean | null): void {
    if (requests.push(toRecord(request, authorised)) > MAX_RECORDS) requests.shift();
  }

  /** The answer, or `null` for the stream. Records the request. */
  function decide(
    request: IncomingMessage,
    path: string,
    query: URLSearchParams,
    body: string,
  ): Answer | null {
    const route = ROUTES.find((candidate) => candidate.path.test(path));
    if (!route || route.method !== request.method) {
      record(request, null);
      return route ? answerError(405, { Allow: route.method }) : answerError(404);
    }
    const authorised = options.isOpen === true || isAdmitted(secrets, request, query, route.access);
    record(request, authorised);
    if (!authorised) return answerError(401);
    return route.answer === 'stream' ? null : route.answer(home, route.path.exec(path)?.slice(1) ?? [], body);
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const [path = '', search = ''] = (request.url ?? '').split('?', 2);
    const query = new URLSearchParams(search);
    const answer = body === null ? answerError(400) : decide(request, path, query, body);
    if (answer) sendAnswer(response, answer);
    else hub.add(response, parseRestrict(query.get('restrict')));
  }

  const server = createServer((request, response) => {
    respond(request, response).catch(() => response.destroy());
  });
  const port = await listen(server, options.port ?? 0);

  return {
    /** `http://127.0.0.1:PORT` */
    url: `http://127.0.0.1:${String(port)}`,
    token,
    /** The events since dawn, oldest first, for a history. Never sent on a stream. */
    past,
    /** The latest requests, oldest first; at most a thousand. */
    requests: requests as readonly (typeof requests)[number][],
    /** Streams open now, and streams dropped because their client was slow. */
    get streams() {
      return { open: hub.size, dropped: hub.dropped };
    },
    /** Fires an event and runs the automations that it triggers. */
    fire(event: HouseFire) {
      hub.send(house.fire(event));
    },
    /** Calls a service, as the home itself would. */
    call(domain: string, service: string, data: Readonly<Record<string, unknown>>) {
      hub.send(house.call({ domain, service, data }));
    },
    setRate: pace.setRate,
    /** Ends the streams as a stopping Home Assistant does, then refuses connections. */
    async stopHome() {
      hub.end();
      await stopListening(server, 'gently');
    },
    /** Starts again on the same port. */
    startHome: () => listen(server, port),
    /** Ends everything. Leaves no timer and no socket. */
    async close() {
      pace.stop();
      hub.end();
      await stopListening(server, 'at once');
    },
  };
}

/**
 * A request that came in, without its secrets: names of headers in the order sent but no values, no password in the query.
 *
 * @param authorised `null` when no credential was required, as for an unknown path
 */
function toRecord({ method = '', url = '', rawHeaders }: IncomingMessage, authorised: boolean | null) {
  return {
    method,
    path: url.replace(/(password=)[^&]*/gi, '$1***'),
    headerNames: rawHeaders.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase()),
    authorised,
  };
}

/** Exact names separated by commas, untrimmed: in `a, b` the second name is ` b` and matches no event. */
function parseRestrict(restrict: string | null): readonly string[] {
  return restrict === null || restrict === '' ? [] : restrict.split(',');
}

/** Looks like a long-lived access token, but is valid only here. */
function createToken(): string {
  const header = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url');
  return `${header}.${randomBytes(72).toString('base64url')}.${randomBytes(32).toString('base64url')}`;
}
