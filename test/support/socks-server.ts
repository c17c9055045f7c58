import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A SOCKS 5 proxy on loopback (RFC 1928, and RFC 1929 for a login). Every name leads to loopback. */
export interface SocksServer {
  readonly port: number;
  /** Names and ports that were asked for. */
  readonly requests: readonly string[];
}

const GRANTED = Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
const REFUSED = Buffer.from([5, 2, 0, 1, 0, 0, 0, 0, 0, 0]);

/** Gone with the test. @param login `user:password` that it wants; `null` for none; `'refuses'` lets nobody through. */
export async function createSocksServer(login: string | null): Promise<SocksServer> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();

  async function serve(socket: Socket): Promise<void> {
    const [, count = 0] = await take(socket, 2);
    await take(socket, count);
    const wantsLogin = login !== null && login !== 'refuses';
    socket.write(Buffer.from([5, wantsLogin ? 2 : 0]));
    if (wantsLogin) {
      const [, userLength = 0] = await take(socket, 2);
      const user = await take(socket, userLength);
      const [passwordLength = 0] = await take(socket, 1);
      const isRight = `${String(user)}:${String(await take(socket, passwordLength))}` === login;
      socket.write(Buffer.from([1, isRight ? 0 : 1]));
      if (!isRight) return;
    }
    const [, , , kind = 0] = await take(socket, 4);
    const [length = 0] = kind === 3 ? await take(socket, 1) : [4];
    const name = await take(socket, length);
    const port = (await take(socket, 2)).readUInt16BE();
    requests.push(`${kind === 3 ? String(name) : [...name].join('.')}:${String(port)}`);
    if (login === 'refuses') {
      socket.end(REFUSED);
      return;
    }
    const onward = connect(port, '127.0.0.1', () => {
      socket.write(GRANTED);
      onward.pipe(socket).pipe(onward);
    });
    onward.on('error', () => socket.destroy());
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    serve(socket).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { port: (server.address() as AddressInfo).port, requests };
}

async function take(socket: Socket, bytes: number): Promise<Buffer> {
  for (;;) {
    const chunk: unknown = bytes === 0 ? Buffer.alloc(0) : socket.read(bytes);
    if (Buffer.isBuffer(chunk)) return chunk;
    await new Promise((resolve, reject) => {
      socket.once('readable', resolve);
      socket.once('close', reject);
    });
  }
}
