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

/** Bytes passed on at once: more than a calm home sends at a time, and at most a few milliseconds of work. */
const PORTION_BYTES = 16_384;
/** How long a flood may occupy one turn of the event loop. */
const TURN_MS = 8;

export interface HttpTransportPorts {
  /** What `{ kind: 'system' }` means. Without it the connection is direct. */
  readonly systemProxies?: SystemProxies;
  /** The authorities that this computer trusts. */
  readonly trustStore?: TrustStore;
}

/**
 * HTTP over node:http(s): no redirects, no cookies, no decoding, no hidden time-outs. Each socket is closed with its
 * request. It costs less CPU on an endless stream than `fetch` or Electron's `net`, and the terminal can use it too.
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

/** A socket to the server of a request, through its proxy, and with TLS if the address is https. */
async function open(
  { url, tls = {}, proxy = { kind: 'none' }, signal }: TransportRequest,
  systemProxies: SystemProxies,
  contexts: TlsContexts,
): Promise<OpenRoute> {
  const address = new URL(url);
  const isSecure = address.protocol === 'https:';
  const host = address.hostname.replace(/^\[|\]$/g, '');
  const port = address.port === '' ? (isSecure ? 443 : 80) : Number(address.port);
  // First, so that an unusable file costs no connection.
  const context = isSecure ? await contexts(tls) : null;
  const hops = await listHops(proxy, address, systemProxies);
  const route = await openRoute(hops, { host, port, isSecure }, contexts, signal);
  if (context === null) return route;
  const socket = await secure({ socket: route.socket, host, context, pin: tls.pin ?? null, signal });
  return { socket, forwardedBy: null };
}

/** Writes the request and waits for the head of the answer. One connection per request: a stream never returns its connection. */
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
 * Reads everything that has arrived at once, when the caller asks for it. What nobody asks for stays in the system, beyond Node's
 * own high-water mark, so a sender that is faster than we are waits. A flood is passed on in portions, and in each turn of the
 * event loop only for `TURN_MS`. Then timers and windows get a turn.
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

  /** A flood has used its time in this turn. The rest is passed on in the next. */
  function isTurnOver(): boolean {
    return turnEndsMs !== null && performance.now() >= turnEndsMs;
  }

  /** The turn begins with the first portion after which more is waiting. */
  function watchTurn(): void {
    if (turnEndsMs !== null) return;
    turnEndsMs = performance.now() + TURN_MS;
    setImmediate(() => {
      turnEndsMs = null;
      settle();
    });
  }

  /** Bytes after a complete body are not part of it. */
  function finish(how: 'clean' | TransportError): void {
    end ??= incoming.complete ? 'clean' : how;
    settle();
  }

  incoming.on('readable', settle);
  incoming.on('end', () => {
    finish('clean');
  });
  // node:http reports an error of a body or of its socket to the request first, and only an abort to the response.
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
