import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../core/clock.ts';
import type { HaEvent } from '../core/events/event.ts';
import { systemClock } from '../node/system-clock.ts';
import { eveningBefore, livePast } from './house/past.ts';
import { createSeededRandom } from './house/seeded-random.ts';
import { createHouse } from './house.ts';
import { answerError, type Answer } from './server/answer.ts';
import { listen, readBody, sendAnswer, stopListening } from './server/http.ts';
import { createPace, type Rate } from './server/pace.ts';
import { ROUTES, type Route } from './server/rest-api.ts';
import { createStreamHub } from './server/stream-hub.ts';

export interface DemoServerOptions {
  /** Long-lived access token of an administrator. Random by default. */
  readonly token?: string;
  /** Whether a request has the right that it needs. By default the token has every right, and nothing else has one. */
  readonly admits?: (request: IncomingMessage, query: URLSearchParams, needs: Route['access']) => boolean;
  /** Told of each request. `authorised` is `null` when no credential was required, as for an unknown path. */
  readonly onRequest?: (request: IncomingMessage, authorised: boolean | null) => void;
  /** Answers what is outside the API, such as a login page; `null` for the rest. */
  readonly answerBeside?: (request: IncomingMessage, path: string, body: string) => Answer | null;
  /** 0, the default, for any free port. Always on 127.0.0.1. */
  readonly port?: number;
  /** Events a second, up to some 10,000; `null`, the default, for the house's own pace; 0 for none but fired ones. */
  readonly rate?: Rate;
  /** The same seed gives the same day. Random by default. */
  readonly seed?: number;
  /** A stream whose unread bytes outgrow this is dropped. 16 MiB by default; a real home has no limit. */
  readonly maxQueuedBytes?: number;
  readonly clock?: Clock;
  /** The house has a past when the server starts; see `DemoServer.past`. False by default. */
  readonly hasPast?: boolean;
  /** 1 by default. */
  readonly pastDays?: number;
}

/** An embedded Home Assistant on loopback. */
export type DemoServer = Awaited<ReturnType<typeof createDemoServer>>;

/**
 * Starts the demo home. It serves `/api/stream` and the REST calls around it like a Home Assistant of 2024. The house
 * runs only while a stream is open, so an unused demo costs nothing.
 */
export async function createDemoServer(options: DemoServerOptions = {}) {
  const { clock = systemClock, token = createToken(), pastDays = 1, onRequest } = options;
  const admits = options.admits ?? ((request: IncomingMessage) => hasToken(request, token));
  let pastNow = options.hasPast === true ? eveningBefore(clock.now(), pastDays) : null;
  const house = createHouse({
    random: createSeededRandom(options.seed ?? randomInt(0xffff_ffff)),
    now: () => pastNow ?? clock.now(),
    isPast: () => pastNow !== null,
  });
  const past = options.hasPast === true ? liveUntilNow() : [];
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
    const setNow = (at: number): void => {
      pastNow = at;
    };
    const events = livePast(house, { until: clock.now(), days: pastDays, setNow });
    pastNow = null;
    house.greet();
    return events;
  }

  /** The answer, or `null` for the stream. */
  function decide(
    request: IncomingMessage,
    path: string,
    query: URLSearchParams,
    body: string,
  ): Answer | null {
    const route = ROUTES.find((candidate) => candidate.path.test(path));
    if (!route || route.method !== request.method) {
      onRequest?.(request, null);
      return route ? answerError(405, { Allow: route.method }) : answerError(404);
    }
    const authorised = admits(request, query, route.access);
    onRequest?.(request, authorised);
    if (!authorised) return answerError(401);
    return route.answer === 'stream' ? null : route.answer(home, route.path.exec(path)?.slice(1) ?? [], body);
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const [path = '', search = ''] = (request.url ?? '').split('?', 2);
    const query = new URLSearchParams(search);
    const beside = body === null ? null : (options.answerBeside?.(request, path, body) ?? null);
    const answer = body === null ? answerError(400) : (beside ?? decide(request, path, query, body));
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
    /** The events since the evening before, oldest first, for a history. Never sent on a stream. */
    past,
    /** Its parts, for who runs it in another way than a day at its own pace. */
    parts: { house, hub, pace, server },
    /** Ends everything. Leaves no timer and no socket. */
    async close() {
      pace.stop();
      hub.end();
      await stopListening(server, 0);
    },
  };
}

/** The scheme is case-sensitive: `bearer` is not `Bearer`. */
export function hasToken({ headers }: IncomingMessage, token: string): boolean {
  const presented = Buffer.from(/^Bearer (.*)$/.exec(headers.authorization ?? '')?.[1] ?? '');
  const expected = Buffer.from(token);
  return presented.length === expected.length && timingSafeEqual(presented, expected);
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
