import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A road between a client and a server on this machine that can be cut: the server itself goes on as if nothing was. */
export interface CuttableWay {
  /** Base address to give to the client. */
  readonly url: string;
  /** Breaks every connection, and each new one at once. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function createCuttableWay(serverUrl: string): Promise<CuttableWay> {
  const { hostname, port: serverPort } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let isCut = false;

  const entrance = createServer((client) => {
    if (isCut) {
      client.resetAndDestroy();
      return;
    }
    const onward = connect(Number(serverPort), hostname);
    for (const [from, to] of [
      [client, onward],
      [onward, client],
    ] as const) {
      sockets.add(from);
      from.on('error', () => undefined);
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve) => entrance.listen(0, '127.0.0.1', resolve));
  const { port } = entrance.address() as AddressInfo;

  function breakAll(): void {
    for (const socket of sockets) socket.resetAndDestroy();
  }
  return {
    url: `http://127.0.0.1:${port}`,
    cut() {
      isCut = true;
      breakAll();
    },
    mend() {
      isCut = false;
    },
    async close() {
      const closed = new Promise<void>((resolve) => entrance.close(() => resolve()));
      breakAll();
      await closed;
    },
  };
}
