import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { toServerEnd, type Traffic } from './traffic.ts';

/** What a proxy does with those who come. */
export type ProxyMood =
  | 'good'
  /** 407 to everybody who does not show the login. */
  | 'wants-login'
  /** 503 to everybody. */
  | 'refuses'
  /** Takes the request and says nothing. */
  | 'silent';

/** A proxy on loopback that knows one home: for `CONNECT` and for absolute addresses. */
export interface FaultProxy {
  readonly port: number;
  mood: ProxyMood;
  /** Request lines, oldest first. */
  readonly requests: readonly string[];
  /** Cuts all connections. */
  cut(): void;
  close(): Promise<void>;
}

/** `login` in base64, as `Proxy-Authorization` carries it. */
export async function createFaultProxy(
  homePort: number,
  traffic: Traffic,
  login: string,
): Promise<FaultProxy> {
  const sockets = new Set<Socket>();
  const held = new Set<Socket>();
  const requests: string[] = [];

  function answer(socket: Socket, head: string): void {
    const [requestLine = ''] = head.split('\r\n');
    requests.push(requestLine);
    if (proxy.mood === 'silent') {
      held.add(socket);
      return;
    }
    const isWelcome = proxy.mood !== 'wants-login' || head.includes(`Basic ${login}`);
    if (proxy.mood === 'refuses' || !isWelcome) {
      const status = proxy.mood === 'refuses' ? 503 : 407;
      socket.end(`HTTP/1.1 ${String(status)} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
      return;
    }
    const home = connect(homePort, '127.0.0.1');
    home.on('error', () => undefined);
    join(socket, home);
    join(home, socket);
    if (requestLine.startsWith('CONNECT')) socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    else home.write(head.replace(/^GET http:\/\/[^/]+/, 'GET '));
  }

  const server = createServer((socket) => {
    sockets.add(socket);
    let head: string | null = '';
    socket.on('error', () => undefined);
    socket.on('close', () => {
      traffic.note();
      sockets.delete(socket);
      held.delete(socket);
    });
    socket.on('data', (data) => {
      traffic.note();
      if (head === null) return;
      head += data.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      const whole = head;
      head = null;
      answer(socket, whole);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  traffic.addServer(port, () => [...sockets].map((socket) => toServerEnd(socket, false)));
  traffic.addHolder(() => held.size);

  const proxy: FaultProxy = {
    port,
    mood: 'good',
    requests,
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      proxy.cut();
      await new Promise<void>((resolve) =>
        server.close(() => {
          resolve();
        }),
      );
    },
  };
  return proxy;

  function join(from: Socket, to: Socket): void {
    from.on('data', (data) => to.write(data));
    from.on('end', () => to.end());
    from.on('close', () => to.destroy());
  }
}
