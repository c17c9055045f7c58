import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createTcpServer, type AddressInfo, type Server } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { TransportError, type TransportResponse } from '../../src/core/stream/transport.ts';
import { createHttpTransport } from '../../src/node/http-transport.ts';

const transport = createHttpTransport();

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

function serve(listener: RequestListener): Promise<string> {
  const server = createHttpServer(listener);
  onTestFinished(() => {
    server.closeAllConnections();
  });
  return listen(server);
}

function get(url: string, signal = new AbortController().signal): Promise<TransportResponse> {
  return transport({ method: 'GET', url, headers: {}, signal });
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'no error',
    (error: unknown) =>
      error instanceof TransportError ? error.code : `not a TransportError: ${String(error)}`,
  );
}

async function readAll(response: TransportResponse): Promise<string> {
  let text = '';
  for (let chunk = await response.read(); chunk !== null; chunk = await response.read()) {
    text += new TextDecoder().decode(chunk);
  }
  return text;
}

describe('createHttpTransport', () => {
  it('brings the head first and then the body, to its clean end', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'x-one': 'a' });
      response.write('one ');
      setImmediate(() => response.end('two'));
    });
    const response = await get(url);
    expect(response.status).toBe(200);
    expect(response.header('x-one')).toBe('a');
    expect(response.header('x-two')).toBeUndefined();
    expect(await readAll(response)).toBe('one two');
  });

  it('hands a flood out whole, in portions, and gives others their turn in between', async () => {
    const chunk = 'x'.repeat(1_000);
    const url = await serve((_request, response) => {
      for (let i = 0; i < 500; i += 1) response.write(chunk);
      response.end();
    });
    let turns = 0;
    const counting = setInterval(() => (turns += 1), 0);
    onTestFinished(() => {
      clearInterval(counting);
    });
    const response = await get(url);
    const portions: number[] = [];
    for (let part = await response.read(); part !== null; part = await response.read()) {
      portions.push(part.length);
      // Work that takes longer than a flood may.
      for (const until = performance.now() + 10; performance.now() < until;);
    }
    expect(portions.reduce((sum, bytes) => sum + bytes, 0)).toBe(500_000);
    expect(Math.max(...portions)).toBeLessThanOrEqual(32_768);
    expect(turns).toBeGreaterThan(portions.length / 2);
  });

  it('leaves with the system what nobody asks for, so that a faster server waits', async () => {
    const chunk = Buffer.alloc(65_536, 'x');
    const total = 1_000 * chunk.length;
    let written = (): number => 0;
    const url = await serve((request, response) => {
      let left = 1_000;
      function write(): void {
        while (left > 0) {
          left -= 1;
          if (!response.write(chunk)) break;
        }
        if (left === 0) response.end();
      }
      written = () => request.socket.bytesWritten;
      response.on('drain', write);
      write();
    });
    const response = await get(url);
    let read = 0;
    let mostAhead = 0;
    for (let part = await response.read(); part !== null; part = await response.read()) {
      read += part.length;
      mostAhead = Math.max(mostAhead, written() - read);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(read).toBe(total);
    // What the system itself holds for two sockets is some megabytes.
    expect(mostAhead).toBeLessThan(total / 2);
  });

  /** A server that writes these bytes in these pieces, whatever it is asked, and closes when `ends`. */
  function speak(pieces: readonly string[], ends = true): Promise<string> {
    return listen(
      createTcpServer((socket) => {
        socket.setNoDelay(true);
        socket.on('error', () => undefined);
        const left = [...pieces];
        const next = (): void => {
          const piece = left.shift();
          if (piece !== undefined) socket.write(piece, 'latin1', () => setImmediate(next));
          else if (ends) socket.end();
        };
        socket.once('data', next);
      }),
    );
  }

  const CHUNKED = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';

  it.each([
    ['in one piece', [`${CHUNKED}3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n`]],
    ['a byte at a time', `${CHUNKED}3\r\nabc\r\n2\r\nde\r\n0\r\nA: b\r\n\r\n`.split('')],
    [
      'after an interim answer',
      [`HTTP/1.1 103 Early Hints\r\nA: b\r\n\r\n${CHUNKED}`, '5\r\nabcde\r\n0\r\n\r\n'],
    ],
    ['with a length, and more behind it', ['HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc', 'de and more']],
    ['up to the close', ['HTTP/1.1 200 OK\r\n\r\nab', 'cde']],
    ['of HTTP/1.0', ['HTTP/1.0 200 OK\r\nA: b\r\n\r\nabcde']],
  ])('reads a body %s', async (_, pieces) => {
    expect(await readAll(await get(await speak(pieces)))).toBe('abcde');
  });

  it('closes the socket of a body that is complete, though the server would keep it', async () => {
    const response = await get(await speak([`${CHUNKED}5\r\nabcde\r\n0\r\n\r\n`], false));
    expect(await readAll(response)).toBe('abcde');
    expect(await response.read()).toBeNull();
  });

  it.each([
    ['a size that is none', `${CHUNKED}3\r\nabc\r\nzz\r\n`, 'abc', 'not-http'],
    ['an end within a chunk', `${CHUNKED}5\r\nabc`, 'abc', 'reset'],
    ['an end before the last chunk', `${CHUNKED}3\r\nabc\r\n`, 'abc', 'reset'],
    ['fewer bytes than their length', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc', 'abc', 'reset'],
  ])('tells of %s after what came before', async (_, sent, body, code) => {
    const response = await get(await speak([sent]));
    let text = '';
    const reading = (async () => {
      for (let part = await response.read(); part !== null; part = await response.read())
        text += new TextDecoder().decode(part);
    })();
    expect(await codeOf(reading)).toBe(code);
    expect(text).toBe(body);
  });

  it.each([
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde'],
    ['a length and chunks', `HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n`],
    ['a head without end', `HTTP/1.1 200 OK\r\nA: ${'a'.repeat(100_000)}`],
  ])('refuses %s', async (_, sent) => {
    expect(await codeOf(get(await speak([sent], false)))).toBe('not-http');
  });

  it('hands a redirect back instead of following it', async () => {
    const paths: string[] = [];
    const url = await serve((request, response) => {
      paths.push(request.url ?? '');
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect((await get(`${url}/here`)).status).toBe(302);
    expect(paths).toEqual(['/here']);
  });

  it('does not decode a compressed body', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('not really gzip');
    });
    expect(await readAll(await get(url))).toBe('not really gzip');
  });

  it('tells a cut connection from a clean end', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, {});
      response.write('half');
      setTimeout(() => response.destroy(), 20);
    });
    const response = await get(url);
    expect(new TextDecoder().decode((await response.read()) ?? undefined)).toBe('half');
    expect(await codeOf(response.read())).toBe('reset');
  });

  it.each([
    ['a refused port', 'http://127.0.0.1:1', 'refused'],
    ['a name that does not exist', 'http://no-such-host.invalid', 'dns'],
  ])('names %s', async (_name, url, code) => {
    expect(await codeOf(get(url))).toBe(code);
  });

  it('names a server that does not speak HTTP', async () => {
    const url = await listen(createTcpServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n')));
    expect(await codeOf(get(url))).toBe('not-http');
  });

  it('names a plain server behind an https address', async () => {
    const url = await serve((_request, response) => response.end());
    expect(await codeOf(get(url.replace('http:', 'https:')))).toBe('tls');
  });

  it('ends with its signal, before the head, within the body, and before it began', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/body') response.writeHead(200).write('first');
    });
    const early = new AbortController();
    const waiting = codeOf(get(`${url}/never`, early.signal));
    setTimeout(() => {
      early.abort();
    }, 20);
    expect(await waiting).toBe('aborted');

    const late = new AbortController();
    const response = await get(`${url}/body`, late.signal);
    await response.read();
    const reading = codeOf(response.read());
    late.abort();
    expect(await reading).toBe('aborted');

    expect(await codeOf(get(url, late.signal))).toBe('aborted');
  });

  it('frees the socket when the body is given up', async () => {
    const closed = new Promise<void>((resolve) => {
      void serve((request, response) => {
        request.socket.on('close', () => {
          resolve();
        });
        response.writeHead(200).write('endless');
      }).then(async (url) => {
        (await get(url)).cancel();
      });
    });
    await closed;
  });

  it('never says more than a code', async () => {
    const error: unknown = await get('http://no-such-host.invalid/?api_password=hunter2').catch(
      (e: unknown) => e,
    );
    expect(String(error)).not.toContain('hunter2');
    expect(String(error)).not.toContain('no-such-host');
  });
});
