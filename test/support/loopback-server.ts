import { createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { TlsOptions } from 'node:tls';
import { playAnswer } from './scripted-answer.ts';
import type { ScriptedAnswer } from './scripted-answer.ts';

/** A request as it came, without the worth of its credential. */
export interface LoopbackRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** Lower case, in the order sent. */
  readonly headerNames: readonly string[];
  readonly hasCredential: boolean;
  /** A request line and header lines as RFC 9112 has them. */
  readonly isWellFormed: boolean;
  /** Any header but a credential; `undefined` where absent. */
  header(name: string): string | undefined;
  /** Epoch ms. */
  readonly at: number;
  /** Bytes of the answer that were handed to the system so far. */
  readonly bytesSent: number;
  /** Whether the connection still stands. */
  readonly isOpen: boolean;
}

/** A server on 127.0.0.1 that reads requests and plays scripted answers, one a connection. */
export interface LoopbackServer {
  /** `http://127.0.0.1:PORT`, or `https:`. */
  readonly origin: string;
  readonly requests: readonly LoopbackRequest[];
  /** Connections that stand now, with or without a request. */
  readonly openSockets: number;
  close(): Promise<void>;
}

const CREDENTIAL_HEADERS = ['authorization', 'x-ha-access', 'cookie', 'proxy-authorization'];
const MAX_HEAD_BYTES = 1_048_576;

export async function createLoopbackServer(
  answer: (request: LoopbackRequest) => ScriptedAnswer,
  tls?: TlsOptions,
): Promise<LoopbackServer> {
  const requests: LoopbackRequest[] = [];
  const sockets = new Set<Socket>();

  function accept(socket: Socket): void {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    readHead(socket, (head) => {
      const request = toRequest(head, socket);
      requests.push(request);
      playAnswer(socket, answer(request)).catch(() => socket.destroy());
    });
  }

  const server = tls ? createTlsServer(tls, accept) : createTcpServer(accept);
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    origin: `${tls ? 'https' : 'http'}://127.0.0.1:${String(port)}`,
    requests,
    get openSockets() {
      return sockets.size;
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

/** Calls `fn` once with everything up to the empty line. What follows is read and thrown away. */
function readHead(socket: Socket, fn: (head: string) => void): void {
  let text = '';
  let isDone = false;
  socket.on('data', (data) => {
    if (isDone) return;
    text += data.toString('latin1');
    const end = text.indexOf('\r\n\r\n');
    if (end === -1 && text.length < MAX_HEAD_BYTES) return;
    isDone = true;
    fn(text.slice(0, end));
  });
}

function toRequest(head: string, socket: Socket): LoopbackRequest {
  const [requestLine = '', ...lines] = head.split('\r\n');
  const [method = '', path = ''] = requestLine.split(' ');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  const hasCredential =
    headers.some(([name]) => CREDENTIAL_HEADERS.includes(name)) || /[?&]api_password=/.test(path);
  const shown = new Map(headers.filter(([name]) => !CREDENTIAL_HEADERS.includes(name)));
  return {
    method,
    path: path.replace(/(password=)[^&]*/gi, '$1***'),
    headerNames: headers.map(([name]) => name),
    hasCredential,
    isWellFormed: isWellFormed(requestLine, lines),
    header: (name) => shown.get(name.toLowerCase()),
    at: Date.now(),
    get bytesSent() {
      return socket.bytesWritten;
    },
    get isOpen() {
      return !socket.destroyed;
    },
  };
}

/** RFC 9112 sections 3 and 5: a token, a target without spaces, and field values of visible characters and blanks. */
function isWellFormed(requestLine: string, lines: readonly string[]): boolean {
  const fieldLine = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+:[\t\u0020-\u007e\u0080-\u00ff]*$/;
  return (
    /^[A-Z]+ [\u0021-\u007e]+ HTTP\/1\.[01]$/.test(requestLine) && lines.every((line) => fieldLine.test(line))
  );
}
