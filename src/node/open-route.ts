import { request as httpRequest } from 'node:http';
import { connect as connectTcp, type Socket } from 'node:net';
import { LIMITS } from '../core/limits.ts';
import { parseProxyUrl } from '../core/route/proxy-url.ts';
import {
  formatHop,
  type Hop,
  type ProxyChoice,
  type ProxyHop,
  type ProxyLogin,
} from '../core/route/route.ts';
import { TransportError, type TransportFacts } from '../core/stream/transport.ts';
import { whenOpen } from './opened.ts';
import { secure } from './secure-socket.ts';
import type { TlsContexts } from './tls-context.ts';

/**
 * Asks this computer through which proxies an address is reached, first choice first. Gets the origin only: a path or a
 * query may be private. `null` when the settings can't be parsed.
 */
export type SystemProxies = (origin: string) => Promise<readonly Hop[] | null>;

const DIRECT: readonly Hop[] = [{ kind: 'direct' }];

/** The hops to an address, in the order in which they are tried. Rejects with `proxy-failed`; never bypasses a proxy. */
export async function listHops(
  choice: ProxyChoice,
  url: URL,
  systemProxies: SystemProxies,
): Promise<readonly Hop[]> {
  switch (choice.kind) {
    case 'none':
      return DIRECT;
    case 'system': {
      const hops = await systemProxies(`${url.origin}/`).catch(() => null);
      if (hops === null) throw new TransportError('proxy-failed');
      return hops;
    }
    case 'url': {
      const parsed = parseProxyUrl(choice.url, 'refused');
      if (!parsed.ok) throw new TransportError('proxy-failed');
      return [choice.login === undefined ? parsed.hop : { ...parsed.hop, login: choice.login }];
    }
  }
}

/** Where a request goes. */
export interface Destination {
  /** Without the brackets of IPv6. */
  readonly host: string;
  readonly port: number;
  readonly isSecure: boolean;
}

/** An open socket, and how a request is written to it. */
export interface OpenRoute {
  readonly socket: Socket;
  /** The proxy itself reads the request and forwards it: the first line has the whole address, a header the proxy's login. */
  readonly forwardedBy: ProxyHop | null;
}

/**
 * Opens the first hop of the list that can be opened. A proxy that fails is a separate error. The next hop is tried
 * only if the list has one: a chosen proxy is never bypassed.
 */
export async function openRoute(
  hops: readonly Hop[],
  destination: Destination,
  contexts: TlsContexts,
  signal: AbortSignal,
): Promise<OpenRoute> {
  let failed: unknown = new TransportError('proxy-failed');
  for (const hop of hops) {
    if (hop.kind === 'direct') {
      return { socket: await openSocket(destination.host, destination.port, signal), forwardedBy: null };
    }
    try {
      return await openThrough(hop, destination, contexts, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      failed = error instanceof TransportError ? error : new TransportError('proxy-failed', factsOf(hop));
    }
  }
  throw failed;
}

/** `Proxy-Authorization` of a login (RFC 7617). */
export function toProxyHeaders({ login }: ProxyHop): Record<string, string> {
  return login === undefined ? {} : { 'proxy-authorization': `Basic ${toBasic(login)}` };
}

/** What an error may contain about a proxy. */
export function factsOf(hop: ProxyHop): TransportFacts {
  return { proxy: formatHop(hop), proxyLogin: hop.login !== undefined };
}

function openSocket(host: string, port: number, signal: AbortSignal): Promise<Socket> {
  return whenOpen(connectTcp({ host, port }), 'connect', signal);
}

/** A proxy gets `LIMITS.proxyDeadlineMs`, so that the error names a dead proxy and not a slow server. */
async function openThrough(
  hop: ProxyHop,
  destination: Destination,
  contexts: TlsContexts,
  signal: AbortSignal,
): Promise<OpenRoute> {
  const deadline = new AbortController();
  const giveUp = (): void => {
    deadline.abort();
  };
  const timer = setTimeout(giveUp, LIMITS.proxyDeadlineMs);
  signal.addEventListener('abort', giveUp);
  if (signal.aborted) giveUp();
  try {
    return await passProxy(hop, destination, contexts, deadline.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
  }
}

async function passProxy(
  hop: ProxyHop,
  destination: Destination,
  contexts: TlsContexts,
  signal: AbortSignal,
): Promise<OpenRoute> {
  if (hop.kind === 'socks4' || hop.kind === 'socks5') {
    return { socket: await passSocks(hop, destination, signal), forwardedBy: null };
  }
  const plain = await openSocket(hop.host, hop.port, signal);
  const socket = hop.kind === 'http' ? plain : await secureProxy(hop, plain, contexts, signal);
  if (!destination.isSecure) return { socket, forwardedBy: hop };
  return { socket: await openTunnel(hop, socket, destination, signal), forwardedBy: null };
}

/** Checks the certificate of a proxy, only against this computer's authorities. It is not the server's certificate. */
async function secureProxy(
  hop: ProxyHop,
  socket: Socket,
  contexts: TlsContexts,
  signal: AbortSignal,
): Promise<Socket> {
  const context = await contexts({});
  try {
    return await secure({ socket, host: hop.host, context, pin: null, signal });
  } catch {
    throw new TransportError('proxy-failed', factsOf(hop));
  }
}

/** `CONNECT` (RFC 9110 9.3.6), sent by node:http, which limits how much of the answer it reads. */
function openTunnel(
  hop: ProxyHop,
  socket: Socket,
  { host, port }: Destination,
  signal: AbortSignal,
): Promise<Socket> {
  const authority = `${host.includes(':') ? `[${host}]` : host}:${String(port)}`;
  return new Promise((resolve, reject) => {
    const asking = httpRequest({
      method: 'CONNECT',
      path: authority,
      headers: { host: authority, connection: 'keep-alive', ...toProxyHeaders(hop) },
      createConnection: () => socket,
      signal,
    });
    asking.on('connect', ({ statusCode: status = 0 }, tunnel: Socket, head) => {
      if (status >= 200 && status < 300) {
        if (head.length > 0) tunnel.unshift(head);
        resolve(tunnel);
        return;
      }
      tunnel.destroy();
      reject(new TransportError(status === 407 ? 'proxy-auth' : 'proxy-failed', { ...factsOf(hop), status }));
    });
    asking.on('error', reject);
    asking.end();
  });
}

/** SOCKS 4a, and 5 of RFC 1928. The proxy looks up the name. */
async function passSocks(hop: ProxyHop, destination: Destination, signal: AbortSignal): Promise<Socket> {
  const { host, port, login } = hop;
  // Loaded before the socket is opened, so that no event of the socket is missed.
  const { SocksClient } = await import('socks');
  const existing_socket = await openSocket(host, port, signal);
  const giveUp = (): void => void existing_socket.destroy();
  signal.addEventListener('abort', giveUp);
  const { socket } = await SocksClient.createConnection({
    proxy: {
      host,
      port,
      type: hop.kind === 'socks4' ? 4 : 5,
      ...(login === undefined ? {} : { userId: login.user, password: login.password }),
    },
    command: 'connect',
    destination: { host: destination.host, port: destination.port },
    timeout: LIMITS.proxyDeadlineMs,
    existing_socket,
  });
  signal.removeEventListener('abort', giveUp);
  return socket;
}

function toBasic({ user, password }: ProxyLogin): string {
  return Buffer.from(`${user}:${password}`, 'utf8').toString('base64');
}
