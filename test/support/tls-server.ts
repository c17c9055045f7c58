import type { AddressInfo, Socket } from 'node:net';
import { createServer, type TlsOptions } from 'node:tls';
import { onTestFinished } from 'vitest';

/** A TLS server on loopback that answers every request with a short text, and counts what it was sent. */
export interface TlsServer {
  readonly port: number;
  /** `https://127.0.0.1:PORT` */
  readonly origin: string;
  /** Bytes that came out of the encryption: what a client has said, down to the last header. */
  readonly applicationBytes: number;
  readonly connections: number;
  /** Subject of the client's certificate at the last connection; `null` without one. */
  readonly clientName: string | null;
  /** Changes its certificate for the connections to come. */
  renew(options: TlsOptions): void;
}

/** Closed with the test. */
export async function createTlsServer(options: TlsOptions): Promise<TlsServer> {
  const sockets = new Set<Socket>();
  let applicationBytes = 0;
  let connections = 0;
  let clientName: string | null = null;
  const server = createServer(options, (socket) => {
    const peer: { subject?: { CN?: string | string[] } } = socket.getPeerCertificate();
    clientName = peer.subject?.CN === undefined ? null : String(peer.subject.CN);
    socket.on('error', () => undefined);
    socket.on('data', (data: Buffer) => {
      applicationBytes += data.length;
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello');
    });
  });
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `https://127.0.0.1:${String(port)}`,
    get applicationBytes() {
      return applicationBytes;
    },
    get connections() {
      return connections;
    },
    get clientName() {
      return clientName;
    },
    renew(next) {
      server.setSecureContext(next);
    },
  };
}
