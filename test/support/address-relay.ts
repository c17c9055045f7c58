import { connect, createServer as createPlain, type AddressInfo, type Socket } from 'node:net';
import { createServer as createSecure } from 'node:tls';
import { onTestFinished } from 'vitest';
import type { TestCertificate } from './test-certificates.ts';

/** An address on loopback that leads to a port: what stands there can be another computer on another network. */
export interface AddressRelay {
  /** `http://127.0.0.1:PORT`, or `https:` with a certificate. */
  readonly url: string;
  /** From now on it leads elsewhere, or nowhere. Connections that are open break off. */
  leadTo(port: number | null): void;
}

/** Closed with the test. */
export async function createAddressRelay(
  port: number,
  certificate: TestCertificate | null = null,
): Promise<AddressRelay> {
  let target: number | null = port;
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  };
  const relay = (inside: Socket): void => {
    keep(inside);
    if (target === null) {
      inside.destroy();
      return;
    }
    const onward = connect(target, '127.0.0.1');
    keep(onward);
    inside.pipe(onward).pipe(inside);
    inside.on('close', () => onward.destroy());
    onward.on('close', () => inside.destroy());
  };
  const server = certificate === null ? createPlain(relay) : createSecure({ ...certificate }, relay);
  server.on('tlsClientError', () => undefined);
  const breakOff = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    breakOff();
  });
  const scheme = certificate === null ? 'http' : 'https';
  return {
    url: `${scheme}://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    leadTo(next) {
      target = next;
      breakOff();
    },
  };
}
