import { createServer as createHttpServer, request } from 'node:http';
import { connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { onTestFinished } from 'vitest';

/** Listens on loopback until the test is over, then breaks what is still open. Gives the port. */
async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

/**
 * A reverse proxy that collects a body until it has `bufferBytes`, as nginx does without `proxy_buffering off`. Heads
 * go through at once. Gives its base address; gone with the test.
 */
export async function createBufferingProxy(serverUrl: string, bufferBytes: number): Promise<string> {
  const proxy = createHttpServer((incoming, outgoing) => {
    const onward = request(`${serverUrl}${incoming.url ?? ''}`, { headers: incoming.headers, agent: false });
    onward.on('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      outgoing.flushHeaders();
      let held = Buffer.alloc(0);
      answer.on('data', (part: Buffer) => {
        held = Buffer.concat([held, part]);
        if (held.length < bufferBytes) return;
        outgoing.write(held);
        held = Buffer.alloc(0);
      });
      answer.on('end', () => outgoing.end(held));
      answer.on('error', () => outgoing.destroy());
    });
    onward.on('error', () => outgoing.destroy());
    outgoing.on('close', () => onward.destroy());
    onward.end();
  });
  return `http://127.0.0.1:${await listen(proxy)}`;
}

export interface TlsWay {
  /** `https://127.0.0.1:PORT` */
  readonly url: string;
  /** Shows another certificate from now on, and breaks what is open. */
  renew(options: TlsOptions): void;
}

/** Speaks TLS to the client and plain HTTP to the server, as a reverse proxy at home does. Gone with the test. */
export async function createTlsWay(serverUrl: string, options: TlsOptions): Promise<TlsWay> {
  const { hostname, port: serverPort } = new URL(serverUrl);
  const open = new Set<Socket>();
  const terminator = createTlsServer(options, (client) => {
    const onward = connect(Number(serverPort), hostname);
    open.add(client);
    for (const [from, to] of [
      [client, onward],
      [onward, client],
    ] as const) {
      from.on('error', () => undefined);
      from.on('close', () => {
        open.delete(client);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  terminator.on('tlsClientError', () => undefined);
  return {
    url: `https://127.0.0.1:${await listen(terminator)}`,
    renew(next) {
      terminator.setSecureContext(next);
      for (const socket of open) socket.destroy();
    },
  };
}
