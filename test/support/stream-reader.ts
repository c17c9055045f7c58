import { connect } from 'node:net';
import { splitChunks } from './chunked-body.ts';

/** A stream as its bytes came, for tests that compare bytes. */
export interface StreamReader {
  /** Status line and headers, without the empty line. */
  readonly head: string;
  /** What follows `data: ` in each message so far. */
  readonly messages: readonly string[];
  /** Sizes of the chunks so far, in bytes. */
  readonly chunks: readonly number[];
  /** Resolves when that many messages have come; rejects after five seconds. */
  waitFor(messages: number): Promise<void>;
  /** `clean` when the last chunk came before the end. */
  readonly ended: Promise<'clean' | 'cut'>;
  close(): Promise<void>;
}

/** Opens a stream over a bare socket. Resolves when the first chunk is there. */
export async function openStream(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<StreamReader> {
  const { hostname, port, pathname, search } = new URL(url);
  const socket = connect(Number(port), hostname);
  const received: Buffer[] = [];
  const listeners = new Set<() => void>();
  const bytes = (): Buffer => {
    const all = Buffer.concat(received);
    received.splice(0, received.length, all);
    return all;
  };
  const ended = new Promise<'clean' | 'cut'>((resolve) => {
    socket.on('close', () => {
      resolve(bytes().subarray(-5).toString('latin1') === '0\r\n\r\n' ? 'clean' : 'cut');
    });
  });
  socket.on('error', () => undefined);
  socket.on('data', (data) => {
    received.push(data);
    for (const listener of [...listeners]) listener();
  });
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`GET ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n${lines.join('')}\r\n`);

  const readHead = (): string => bytes().toString('latin1').split('\r\n\r\n', 1)[0] ?? '';
  const readChunks = (): Buffer[] =>
    splitChunks(bytes().subarray(Buffer.byteLength(readHead(), 'latin1') + 4));
  const readMessages = (): string[] =>
    Buffer.concat(readChunks())
      .toString('utf8')
      .split('\n\n')
      .slice(0, -1)
      .map((text) => text.slice('data: '.length));

  function waitFor(count: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const check = (): void => {
        if (readMessages().length < count) return;
        clearTimeout(timer);
        listeners.delete(check);
        resolve();
      };
      const timer = setTimeout(() => {
        listeners.delete(check);
        reject(new Error(`${String(readMessages().length)} of ${String(count)} messages came within 5 s`));
      }, 5_000);
      listeners.add(check);
      check();
    });
  }

  await waitFor(1);
  return {
    head: readHead(),
    get messages() {
      return readMessages();
    },
    get chunks() {
      return readChunks().map((chunk) => chunk.length);
    },
    waitFor,
    ended,
    async close() {
      socket.destroy();
      await ended;
    },
  };
}
