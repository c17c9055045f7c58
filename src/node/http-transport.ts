import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import {
  TransportError,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from '../core/stream/transport.ts';
import {
  factsOf,
  listHops,
  openRoute,
  toProxyHeaders,
  type OpenRoute,
  type SystemProxies,
} from './open-route.ts';
import { secure } from './secure-socket.ts';
import { createTlsContexts, type TlsContexts } from './tls-context.ts';
import { toTransportError } from './transport-error.ts';
import { createTrustStore, type TrustStore } from './trust-store.ts';

/** Bytes passed on at once: more than a home sends in a moment, and a few milliseconds of work at the worst. */
const PORTION_BYTES = 16_384;
/** How long a flood may occupy one turn of the event loop. */
const TURN_MS = 8;

export interface HttpTransportPorts {
  /** What `{ kind: 'system' }` means; straight without it. */
  readonly systemProxies?: SystemProxies;
  /** Whom this computer trusts. */
  readonly trustStore?: TrustStore;
}

/**
 * HTTP over node:http(s): no redirects, no cookies, no decoding, no hidden time-outs, and each socket closed with its
 * request. Cheaper on an endless stream than `fetch` or Electron's `net` (8.6 against 11 us of CPU an event, measured
 * on Electron 25), and the same in the window and in the terminal.
 */
export function createHttpTransport(ports: HttpTransportPorts = {}): Transport {
  const systemProxies = ports.systemProxies ?? (() => Promise.resolve([{ kind: 'direct' } as const]));
  const contexts = createTlsContexts(ports.trustStore ?? createTrustStore());
  return async (request) => {
    const { signal } = request;
    try {
      if (signal.aborted) throw new TransportError('aborted');
      return await send(request, await open(request, systemProxies, contexts));
    } catch (error) {
      throw toTransportError(error, signal);
    }
  };
}

/** A socket to the server of a request, through its proxy, and secure where the address says so. */
async function open(
  { url, tls = {}, proxy = { kind: 'none' }, signal }: TransportRequest,
  systemProxies: SystemProxies,
  contexts: TlsContexts,
): Promise<OpenRoute> {
  const address = new URL(url);
  const isSecure = address.protocol === 'https:';
  const host = address.hostname.replace(/^\[|\]$/g, '');
  const port = address.port === '' ? (isSecure ? 443 : 80) : Number(address.port);
  // First, so that a file that is of no use costs no connection.
  const context = isSecure ? await contexts(tls) : null;
  const hops = await listHops(proxy, address, systemProxies);
  const route = await openRoute(hops, { host, port, isSecure }, contexts, signal);
  if (context === null) return route;
  const socket = await secure({ socket: route.socket, host, context, pin: tls.pin ?? null, signal });
  return { socket, forwardedBy: null };
}

/** Writes the request and waits for the head of the answer. One connection per request: a stream never gives it back. */
function send(
  { method, url, headers, body, signal }: TransportRequest,
  { socket, forwardedBy }: OpenRoute,
): Promise<TransportResponse> {
  const options = { method, signal, createConnection: () => socket };
  return new Promise((resolve, reject) => {
    const outgoing =
      forwardedBy === null
        ? (url.startsWith('https:') ? httpsRequest : httpRequest)(url, { ...options, headers })
        : httpRequest(url, {
            ...options,
            path: url,
            headers: { ...headers, ...toProxyHeaders(forwardedBy) },
          });
    outgoing.on('response', (incoming) => {
      const response = toResponse(outgoing, incoming, signal);
      if (forwardedBy === null || response.status !== 407) {
        resolve(response);
        return;
      }
      response.cancel();
      reject(new TransportError('proxy-auth', { ...factsOf(forwardedBy), status: 407 }));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/**
 * Reads all that has come in one piece, when somebody asks for it. What nobody asks for stays with the system beyond node's own
 * high-water mark, so a sender that is faster than us waits. A flood is passed on in portions, and in each turn of the
 * event loop only for so long: then all timers and windows get theirs.
 */
function toResponse(
  outgoing: ClientRequest,
  incoming: IncomingMessage,
  signal: AbortSignal,
): TransportResponse {
  let end: 'clean' | TransportError | null = null;
  let waiting: { resolve(chunk: Uint8Array | null): void; reject(error: TransportError): void } | null = null;
  /** What was read and not passed on yet. */
  let rest: Uint8Array | null = null;
  let turnEndsMs: number | null = null;

  function takePortion(): Uint8Array | null {
    rest ??= incoming.read() as Uint8Array | null;
    const portion = rest?.subarray(0, PORTION_BYTES) ?? null;
    rest = rest !== null && rest.length > PORTION_BYTES ? rest.subarray(PORTION_BYTES) : null;
    return portion;
  }

  function settle(): void {
    if (waiting === null || isTurnOver()) return;
    const portion = takePortion();
    if (portion === null && end === null) return;
    if (hasMore()) watchTurn();
    const { resolve, reject } = waiting;
    waiting = null;
    if (portion !== null) resolve(portion);
    else if (end === 'clean') resolve(null);
    else if (end !== null) reject(end);
  }

  function hasMore(): boolean {
    return rest !== null || incoming.readableLength > 0;
  }

  /** A flood has had its time in this turn. What waits is passed on in the next. */
  function isTurnOver(): boolean {
    return turnEndsMs !== null && performance.now() >= turnEndsMs;
  }

  /** Begins with the first portion that leaves something behind. */
  function watchTurn(): void {
    if (turnEndsMs !== null) return;
    turnEndsMs = performance.now() + TURN_MS;
    setImmediate(() => {
      turnEndsMs = null;
      settle();
    });
  }

  /** Whatever comes behind a complete body is no part of it. */
  function finish(how: 'clean' | TransportError): void {
    end ??= incoming.complete ? 'clean' : how;
    settle();
  }

  incoming.on('readable', settle);
  incoming.on('end', () => {
    finish('clean');
  });
  // What is wrong with a body, or with its socket, node:http tells the request first, and the answer that it was cut off.
  for (const source of [outgoing, incoming]) {
    source.on('error', (error) => {
      finish(toTransportError(error, signal));
    });
  }
  incoming.on('close', () => {
    finish(new TransportError(signal.aborted ? 'aborted' : 'reset'));
  });

  return {
    status: incoming.statusCode ?? 0,
    header(name) {
      const value = incoming.headers[name];
      return Array.isArray(value) ? value.join(', ') : value;
    },
    read: () =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        settle();
      }),
    cancel() {
      incoming.destroy();
    },
  };
}
