import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/**
 * A loopback port that nobody listens on. Below the range that the system gives to outgoing connections (from 32768 on
 * Linux), so that it is still free when a server is stopped and started again.
 */
export async function findFreePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = randomInt(20_000, 32_000);
    if (await canListen(port)) return port;
  }
  throw new Error('No free port between 20000 and 32000 on 127.0.0.1 was found in 100 attempts.');
}
