import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import {
  TransportError,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from '../core/stream/transport.ts';
import { factsOf, openWay, toProxyHeaders, type Way } from './open-way.ts';
import { listHops, type SystemProxies } from './proxy-hops.ts';
import { secure } from './secure-socket.ts';
import { createTlsContexts, type TlsContexts } from './tls-context.ts';
import { toTransportError } from './transport-error.ts';
import { createTrustStore, type TrustStore } from './trust-store.ts';

/** Bytes handed out at once: more than a house sends in a moment, and some milliseconds of work at the worst. */
const PORTION_BYTES = 8_192;
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
): Promise<Way> {
  const address = new URL(url);
  const isSecure = address.protocol === 'https:';
  const host = address.hostname.replace(/^\[|\]$/g, '');
  const port = address.port === '' ? (isSecure ? 443 : 80) : Number(address.port);
  // First, so that a file that is of no use costs no connection.
  const context = isSecure ? await contexts(tls) : null;
  const hops = await listHops(proxy, address, systemProxies);
  const way = await openWay(hops, { host, port, isSecure }, contexts, signal);
  if (context === null) return way;
  const socket = await secure({ socket: way.socket, host, context, pin: tls.pin ?? null, signal });
  return { socket, forwardedBy: null };
}

/** Writes the request and waits for the head of the answer. One connection per request: a stream never gives it back. */
function send({ method, url, headers, signal }: TransportRequest, way: Way): Promise<TransportResponse> {
  const { socket, forwardedBy } = way;
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
      const response = toResponse(incoming, signal);
      if (forwardedBy === null || response.status !== 407) {
        resolve(response);
        return;
      }
      response.cancel();
      reject(new TransportError('proxy-auth', { ...factsOf(forwardedBy), status: 407 }));
    });
    // Also after the head: the body's own error follows, and an unheard one would end the process.
    outgoing.on('error', reject);
    outgoing.end();
  });
}

/**
 * Reads what has come in one piece: Home Assistant writes an HTTP chunk an event, and a promise for each would cost more
 * than the rest. What nobody has read yet stays with the system beyond node's own high-water mark, so a sender that is
 * faster than us waits. A flood is handed out in portions, and in each turn of the event loop only for so long: then all
 * timers and windows get theirs.
 */
function toResponse(incoming: IncomingMessage, signal: AbortSignal): TransportResponse {
  let end: 'clean' | TransportError | null = null;
  let waiting: { resolve(chunk: Uint8Array | null): void; reject(error: TransportError): void } | null = null;
  /** What has been read and not been handed out. */
  let rest: Uint8Array | null = null;
  let turnEndsMs: number | null = null;

  function settle(): void {
    if (waiting === null) return;
    const hasBytes = rest !== null || incoming.readableLength > 0;
    if (hasBytes && isTurnOver()) return;
    const chunk = rest ?? (incoming.read() as Uint8Array | null);
    if (chunk === null && end === null) return;
    const { resolve, reject } = waiting;
    waiting = null;
    if (chunk !== null) {
      rest = chunk.length > PORTION_BYTES ? chunk.subarray(PORTION_BYTES) : null;
      resolve(rest === null ? chunk : chunk.subarray(0, PORTION_BYTES));
    } else if (end === 'clean') resolve(null);
    else if (end !== null) reject(end);
  }

  /** False at most `TURN_MS` long in one turn. What waits then is handed out in the next. */
  function isTurnOver(): boolean {
    if (turnEndsMs !== null) return performance.now() >= turnEndsMs;
    turnEndsMs = performance.now() + TURN_MS;
    setImmediate(() => {
      turnEndsMs = null;
      settle();
    });
    return false;
  }

  function finish(how: 'clean' | TransportError): void {
    end ??= how;
    settle();
  }

  incoming.on('readable', settle);
  incoming.on('end', () => {
    finish('clean');
  });
  incoming.on('error', (error) => {
    finish(toTransportError(error, signal));
  });
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
