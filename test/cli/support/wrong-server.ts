import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type Server } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { SELF_SIGNED } from './self-signed.ts';

/** Something on loopback that is not quite a Home Assistant, and what it was asked. */
export interface WrongServer {
  readonly url: string;
  readonly port: number;
  /** Method and path of each request, in order. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** An HTTP server that answers every request alike. */
export function startWrongServer(
  answer: Answer,
  tls: 'plain' | 'self-signed' = 'plain',
): Promise<WrongServer> {
  const requests: string[] = [];
  const listener: Answer = (request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    answer(request, response);
  };
  const server = tls === 'plain' ? createHttpServer(listener) : createHttpsServer(SELF_SIGNED, listener);
  return listen(server, tls === 'plain' ? 'http' : 'https', requests);
}

/** A server of another protocol, such as SSH or MQTT, that speaks first. */
export function startOtherProtocol(greeting: string): Promise<WrongServer> {
  const requests: string[] = [];
  const server = createTcpServer((socket) => {
    requests.push('connection');
    socket.on('error', () => undefined);
    socket.end(greeting);
  });
  return listen(server, 'http', requests);
}

/** A port at which nothing listens: one that was free a moment ago. */
export async function findClosedPort(): Promise<number> {
  const server = await startOtherProtocol('');
  await server.close();
  return server.port;
}

async function listen(server: Server, scheme: string, requests: string[]): Promise<WrongServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${scheme}://127.0.0.1:${String(port)}`,
    port,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}
