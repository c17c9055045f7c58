import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { onTestFinished } from 'vitest';

/** What a proxy does with those who come. */
export interface ProxyBehaviour {
  /** Base64 of the login that it wants; none without it. */
  readonly login?: string;
  /** Status with which it refuses everybody. */
  readonly refuses?: number;
  /** Takes the connection and says nothing. */
  readonly isSilent?: boolean;
  /** Answers `CONNECT` with a head that has no end. */
  readonly isEndless?: boolean;
}

/** A proxy on loopback for `CONNECT` and for absolute addresses. Every name leads to loopback: it is the one to look up. */
export interface ProxyServer {
  readonly port: number;
  /** First lines of the requests, in order. */
  readonly requests: readonly string[];
  /** Values of `Authorization` and `x-ha-access` that a proxy could read. */
  readonly readableSecrets: readonly string[];
  behave(behaviour: ProxyBehaviour): void;
  /** Cuts every connection and listens no more. */
  die(): Promise<void>;
  /** Listens again at the same port. */
  revive(): Promise<void>;
}

/** Gone with the test. With `tls` it is an `https://` proxy. */
export async function createProxyServer(first: ProxyBehaviour = {}, tls?: TlsOptions): Promise<ProxyServer> {
  const requests: string[] = [];
  const readableSecrets: string[] = [];
  const sockets = new Set<Socket>();
  let behaviour = first;

  function note({ method, url, headers }: IncomingMessage): void {
    requests.push(`${method ?? ''} ${url ?? ''}`);
    for (const name of ['authorization', 'x-ha-access']) {
      const value = headers[name];
      if (value !== undefined) readableSecrets.push(String(value));
    }
  }
  function refusalOf({ headers }: IncomingMessage): number | null {
    if (behaviour.refuses !== undefined) return behaviour.refuses;
    const isKnown = headers['proxy-authorization'] === `Basic ${behaviour.login ?? ''}`;
    return behaviour.login === undefined || isKnown ? null : 407;
  }
  function forward(incoming: IncomingMessage, answer: ServerResponse): void {
    note(incoming);
    if (behaviour.isSilent === true) return;
    const refusal = refusalOf(incoming);
    if (refusal !== null) {
      answer.writeHead(refusal).end();
      return;
    }
    const { port, pathname, search } = new URL(incoming.url ?? '');
    const headers = { ...incoming.headers };
    delete headers['proxy-authorization'];
    const onward = request({ host: '127.0.0.1', port, path: pathname + search, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    onward.on('error', () => answer.destroy());
    onward.end();
  }
  function tunnel(incoming: IncomingMessage, socket: Socket): void {
    note(incoming);
    socket.on('error', () => undefined);
    if (behaviour.isSilent === true) return;
    if (behaviour.isEndless === true) {
      flood(socket);
      return;
    }
    const refusal = refusalOf(incoming);
    if (refusal !== null) {
      socket.end(`HTTP/1.1 ${String(refusal)} No\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const port = Number(/:(\d+)$/.exec(incoming.url ?? '')?.[1]);
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
    socket.on('close', () => onward.destroy());
  }

  const server = tls === undefined ? createServer(forward) : createHttpsServer(tls, forward);
  server.on('connect', tunnel);
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const listen = (at: number): Promise<void> =>
    new Promise((resolve) => server.listen(at, '127.0.0.1', resolve));
  const die = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      for (const socket of sockets) socket.destroy();
    });
  await listen(0);
  onTestFinished(die);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    requests,
    readableSecrets,
    behave(next) {
      behaviour = next;
    },
    die,
    revive: () => listen(port),
  };
}

function flood(socket: Socket): void {
  socket.write('HTTP/1.1 200 OK\r\n');
  const more = (): void => {
    while (!socket.destroyed && socket.write(`X-More: ${'a'.repeat(8_000)}\r\n`));
  };
  socket.on('drain', more);
  more();
}
