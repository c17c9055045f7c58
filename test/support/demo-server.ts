import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { HouseFire } from '../../src/demo/house.ts';
import * as demo from '../../src/demo/server.ts';
import { answerJson } from '../../src/demo/server/answer.ts';
import { listen, stopListening } from '../../src/demo/server/http.ts';

export interface DemoServerOptions extends Omit<demo.DemoServerOptions, 'admits' | 'onRequest'> {
  /** Accepts requests without a secret, as for trusted networks. */
  readonly isOpen?: boolean;
  /** Long-lived access token of a user who is not an administrator. */
  readonly plainToken?: string;
  /** API password of an administrator, which homes had until 0.100. */
  readonly password?: string;
}

const PROVIDERS = {
  providers: [{ name: 'Home Assistant Local', id: null, type: 'homeassistant' }],
  preselect_remember_me: true,
};
const MAX_RECORDS = 1_000;
/** How long a clean stop waits for clients to close their side. */
const GRACE_MS = 500;

/** The demo home, with what a test does to it and wants to know of it. */
export type DemoServer = Awaited<ReturnType<typeof createDemoServer>>;

export async function createDemoServer(options: DemoServerOptions = {}) {
  const { isOpen = false, plainToken, password, ...rest } = options;
  const requests: ReturnType<typeof toRecord>[] = [];
  let token = rest.token ?? '';
  const home = await demo.createDemoServer({
    // As every home does since 0.77, so that it is known as one before a login.
    answerBeside: ({ method }, path) =>
      password === undefined && method === 'GET' && path === '/auth/providers' ? answerJson(PROVIDERS) : null,
    ...rest,
    admits: (request, query, needs) =>
      isOpen ||
      demo.hasToken(request, token) ||
      hasPassword(request, query, password) ||
      (needs === 'user' && plainToken !== undefined && demo.hasToken(request, plainToken)),
    onRequest(request, authorised) {
      if (requests.push(toRecord(request, authorised)) > MAX_RECORDS) requests.shift();
    },
  });
  ({ token } = home);
  const { house, hub, pace, server } = home.parts;

  return {
    ...home,
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
      await stopListening(server, GRACE_MS);
    },
    /** Starts again on the same port. */
    startHome: () => listen(server, Number(new URL(home.url).port)),
  };
}

function hasPassword(
  { headers }: IncomingMessage,
  query: URLSearchParams,
  password: string | undefined,
): boolean {
  if (password === undefined) return false;
  const right = Buffer.from(password);
  return [headers['x-ha-access'], query.get('api_password')].some((presented) => {
    if (typeof presented !== 'string') return false;
    const left = Buffer.from(presented);
    return left.length === right.length && timingSafeEqual(left, right);
  });
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
