import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** Servers that do not speak HTTP, or speak it wrong. Each gets the socket when somebody connects. */
export const RAW_ANSWERS = {
  /** An SSH server talks first. */
  ssh: (socket: Socket) => void socket.write('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n'),
  smtp: (socket: Socket) => void socket.write('220 mail.example ESMTP\r\n'),
  /** A TLS server's alert to a client that came without TLS. */
  'tls-alert': (socket: Socket) => void socket.end(Buffer.from([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x46])),
  noise: (socket: Socket) =>
    void socket.write(Buffer.from(Array.from({ length: 512 }, (_, at) => (at * 73 + 11) % 256))),
  'bad-status-line': (socket: Socket) => void socket.write('HTTP/1.1 OK 200\r\n\r\n'),
  'http-0.9': (socket: Socket) => void socket.end('<html>hello</html>'),
  'two-lengths': (socket: Socket) =>
    void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'),
  'huge-headers': (socket: Socket) =>
    void socket.write(`HTTP/1.1 200 OK\r\n${'X-Pad: '.padEnd(1_000, 'a')}\r\n`.repeat(1_000)),
  'bad-chunk-size': (socket: Socket) =>
    void socket.write(
      'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\ndata: ping\n\n\r\n',
    ),
  'close-at-once': (socket: Socket) => void socket.end(),
  'reset-at-once': (socket: Socket) => void socket.resetAndDestroy(),
  silent: () => undefined,
} as const satisfies Readonly<Record<string, (socket: Socket) => void>>;

export type RawAnswer = keyof typeof RAW_ANSWERS;

export interface RawServer {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  readonly connections: number;
  close(): Promise<void>;
}

/** Answers once the client has said something, but for those protocols whose server talks first. */
export async function createRawServer(kind: RawAnswer): Promise<RawServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const talksFirst = ['ssh', 'smtp', 'close-at-once', 'reset-at-once'].includes(kind);
  const server = createServer((socket) => {
    connections++;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    if (talksFirst) RAW_ANSWERS[kind](socket);
    else
      socket.once('data', () => {
        RAW_ANSWERS[kind](socket);
      });
    socket.resume();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    get connections() {
      return connections;
    },
    close() {
      const closed = new Promise<void>((resolve) =>
        server.close(() => {
          resolve();
        }),
      );
      for (const socket of sockets) socket.destroy();
      return closed;
    },
  };
}

/** An origin where nobody listens: a port that was free a moment ago. */
export async function findRefusingOrigin(): Promise<string> {
  const server = await createRawServer('silent');
  await server.close();
  return server.origin;
}
