import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import {
  TransportError,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from '../core/stream/transport.ts';
import { toBodyFraming } from './body-framing.ts';
import { HeadSocket } from './head-socket.ts';
import { factsOf, openWay, toProxyHeaders, type Way } from './open-way.ts';
import { listHops, type SystemProxies } from './proxy-hops.ts';
import { secure } from './secure-socket.ts';
import { streamBytes } from './socket-bytes.ts';
import { createTlsContexts, type TlsContexts } from './tls-context.ts';
import { toTransportError } from './transport-error.ts';
import { createTrustStore, type TrustStore } from './trust-store.ts';

/** Bytes handed out at once: more than a house sends in a moment, and a few milliseconds of work at the worst. */
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
  return { socket, bytes: streamBytes(socket), forwardedBy: null };
}

/** Writes the request and waits for the head of the answer. One connection per request: a stream never gives it back. */
function send(
  { method, url, headers, body, signal }: TransportRequest,
  way: Way,
): Promise<TransportResponse> {
  const { socket, bytes, forwardedBy } = way;
  const head = new HeadSocket(socket, bytes);
  const options = { method, signal, createConnection: () => head };
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
      const response = toResponse(incoming, head.handOver(), way, signal);
      if (forwardedBy === null || response.status !== 407) {
        resolve(response);
        return;
      }
      response.cancel();
      reject(new TransportError('proxy-auth', { ...factsOf(forwardedBy), status: 407 }));
    });
    // Also after the head: the body's own error follows, and an unheard one would end the process.
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/**
 * Reads what has come in one piece. What nobody has read yet stays with the system beyond node's own high-water mark, so a
 * sender that is faster than us waits. A flood is handed out in portions, and in each turn of the event loop only for so
 * long: then all timers and windows get theirs.
 */
function toResponse(
  incoming: IncomingMessage,
  first: Uint8Array,
  { socket, bytes }: Way,
  signal: AbortSignal,
): TransportResponse {
  const status = incoming.statusCode ?? 0;
  const framing = toBodyFraming(status, incoming.headers);
  let end: 'clean' | TransportError | null = framing.isComplete() ? 'clean' : null;
  /** How the socket ended, which is how the body ends when nothing of it is left and it said nothing itself. */
  let socketEnd: 'clean' | TransportError | null = null;
  let waiting: { resolve(chunk: Uint8Array | null): void; reject(error: TransportError): void } | null = null;
  /** What came with the head. */
  let unframed: Uint8Array | null = first.length === 0 ? null : first;
  /** What is of the body and has not been handed out. */
  let rest: Uint8Array | null = null;
  let turnEndsMs: number | null = null;

  /** The next bytes of the body that there are, also of a socket that is closed by now. */
  function takeBody(): Uint8Array | null {
    while (!framing.isComplete() && !framing.isMalformed()) {
      const raw = unframed ?? bytes.take();
      unframed = null;
      if (raw === null) return null;
      const body = framing.push(raw);
      if (framing.isComplete()) leave('clean');
      if (framing.isMalformed()) leave(new TransportError('not-http'));
      if (body.length > 0) return body;
    }
    return null;
  }

  /** Nothing that comes from now on is of interest. */
  function leave(how: 'clean' | TransportError): void {
    end ??= how;
    socket.destroy();
  }

  function takePortion(): Uint8Array | null {
    rest ??= takeBody();
    const portion = rest?.subarray(0, PORTION_BYTES) ?? null;
    rest = rest !== null && rest.length > PORTION_BYTES ? rest.subarray(PORTION_BYTES) : null;
    return portion;
  }

  function settle(): void {
    if (waiting === null) return;
    if (hasBytes() && isTurnOver()) return;
    const portion = takePortion();
    const over = end ?? socketEnd;
    if (portion === null && over === null) return;
    if (hasBytes()) watchTurn();
    const { resolve, reject } = waiting;
    waiting = null;
    if (portion !== null) resolve(portion);
    else if (over === 'clean') resolve(null);
    else if (over !== null) reject(over);
  }

  function hasBytes(): boolean {
    return rest !== null || unframed !== null || bytes.hasAny();
  }

  /** A flood has had its time in this turn. What waits is handed out in the next. */
  function isTurnOver(): boolean {
    return turnEndsMs !== null && performance.now() >= turnEndsMs;
  }

  /** From the first portion that leaves something behind: at the pace of a house none does, and no event costs a turn more. */
  function watchTurn(): void {
    if (turnEndsMs !== null) return;
    turnEndsMs = performance.now() + TURN_MS;
    setImmediate(() => {
      turnEndsMs = null;
      settle();
    });
  }

  function finish(how: 'clean' | TransportError): void {
    socketEnd ??= how;
    settle();
  }

  function onClose(): void {
    finish(new TransportError(signal.aborted ? 'aborted' : 'reset'));
  }

  // node:http never hears of the body, and would say so when the socket goes.
  incoming.on('error', () => undefined);
  bytes.onBytes(settle);
  socket.on('end', () => {
    finish(framing.endsWithConnection ? 'clean' : new TransportError('reset'));
  });
  socket.on('error', (error) => {
    finish(toTransportError(error, signal));
  });
  socket.on('close', onClose);
  if (socket.destroyed) onClose();

  return {
    status,
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
      socket.destroy();
    },
  };
}
