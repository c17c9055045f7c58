import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LIMITS } from '../../src/core/limits.ts';
import type { Hop, ProxyChoice } from '../../src/core/route/route.ts';
import { createHttpTransport } from '../../src/node/http-transport.ts';
import { createProxyServer, type ProxyServer } from '../support/proxy-server.ts';
import { createSocksServer } from '../support/socks-server.ts';
import { readTestCertificates } from '../support/test-certificates.ts';
import { createTlsServer } from '../support/tls-server.ts';
import { ask, SECRET } from './support/ask.ts';

const made = readTestCertificates();
const transport = createHttpTransport({ trustStore: () => Promise.resolve([made.ca]) });
const LOGIN = { user: 'ann', password: 'p:ä' };
const BASIC = Buffer.from('ann:p:ä').toString('base64');

function through({ port }: ProxyServer, scheme = 'http', login?: typeof LOGIN): { proxy: ProxyChoice } {
  const url = `${scheme}://127.0.0.1:${String(port)}`;
  return { proxy: { kind: 'url', url, ...(login === undefined ? {} : { login }) } };
}

async function serve(): Promise<{ port: number; seen: string[] }> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(`${request.url ?? ''} ${request.headers.host ?? ''} ${request.headers.authorization ?? ''}`);
    response.end('hello');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, seen };
}

describe('a proxy', () => {
  it('is given the whole address of a plain server, and looks up its name', async () => {
    const [server, proxy] = await Promise.all([serve(), createProxyServer()]);
    const address = `http://home.invalid:${String(server.port)}/api/?a=1`;
    expect(await ask(transport, address, through(proxy))).toMatchObject({ status: 200, text: 'hello' });
    expect(proxy.requests).toEqual([`GET ${address}`]);
    expect(server.seen).toEqual([`/api/?a=1 home.invalid:${String(server.port)} ${SECRET}`]);
  });

  it('opens a tunnel to a secure server and can read nothing of it', async () => {
    const [server, proxy] = await Promise.all([createTlsServer(made.trusted), createProxyServer()]);
    expect(await ask(transport, `${server.origin}/api/`, through(proxy))).toMatchObject({ status: 200 });
    expect(proxy.requests).toEqual([`CONNECT 127.0.0.1:${String(server.port)}`]);
    expect(proxy.readableSecrets).toEqual([]);
  });

  it('does not weaken the judgement of the certificate behind it', async () => {
    const [server, proxy] = await Promise.all([createTlsServer(made.selfSigned), createProxyServer()]);
    expect((await ask(transport, server.origin, through(proxy))).code).toBe('tls-untrusted');
    expect(server.applicationBytes).toBe(0);
  });

  it('may itself be secure, and is judged too', async () => {
    const [plain, server] = await Promise.all([serve(), createTlsServer(made.trusted)]);
    const proxy = await createProxyServer({}, made.trusted);
    expect((await ask(transport, server.origin, through(proxy, 'https'))).code).toBe('ok');
    const address = `http://home.invalid:${String(plain.port)}/`;
    expect((await ask(transport, address, through(proxy, 'https'))).code).toBe('ok');
    const stranger = await createProxyServer({}, made.selfSigned);
    expect((await ask(transport, server.origin, through(stranger, 'https'))).code).toBe('proxy-failed');
    expect(stranger.requests).toEqual([]);
  });
});

describe.each(['http', 'https'] as const)('a proxy before an %s server', (scheme) => {
  async function open(): Promise<{ address: string; served: () => number; proxy: ProxyServer }> {
    const proxy = await createProxyServer();
    if (scheme === 'https') {
      const server = await createTlsServer(made.trusted);
      return { address: server.origin, served: () => server.connections, proxy };
    }
    const server = await serve();
    return { address: `http://127.0.0.1:${String(server.port)}`, served: () => server.seen.length, proxy };
  }
  const proxyName = ({ port }: ProxyServer): string => `127.0.0.1:${String(port)}`;

  it('that wants a login is named, and gets the one it should', async () => {
    const { address, served, proxy } = await open();
    proxy.behave({ login: BASIC });
    expect(await ask(transport, address, through(proxy))).toEqual({
      code: 'proxy-auth',
      facts: { proxy: proxyName(proxy), proxyLogin: false, status: 407 },
    });
    const wrong = { ...LOGIN, password: 'guess' };
    expect(await ask(transport, address, through(proxy, 'http', wrong))).toMatchObject({
      code: 'proxy-auth',
      facts: { proxyLogin: true },
    });
    expect(served()).toBe(0);
    expect((await ask(transport, address, through(proxy, 'http', LOGIN))).code).toBe('ok');
    expect(served()).toBe(1);
  });

  it('that is dead is named, is not gone round, and serves again when it is back', async () => {
    const { address, served, proxy } = await open();
    await proxy.die();
    expect(await ask(transport, address, through(proxy))).toEqual({
      code: 'proxy-failed',
      facts: { proxy: proxyName(proxy), proxyLogin: false },
    });
    expect(served()).toBe(0);
    await proxy.revive();
    expect((await ask(transport, address, through(proxy))).code).toBe('ok');
  });
});

describe('a proxy that opens no tunnel', () => {
  it.each([403, 502, 503, 504])('says %s', async (refuses) => {
    const [server, proxy] = await Promise.all([
      createTlsServer(made.trusted),
      createProxyServer({ refuses }),
    ]);
    expect(await ask(transport, server.origin, through(proxy))).toMatchObject({
      code: 'proxy-failed',
      facts: { status: refuses },
    });
    expect(server.connections).toBe(0);
  });

  it('can answer without end and fills no memory', async () => {
    const proxy = await createProxyServer({ isEndless: true });
    expect((await ask(transport, 'https://home.invalid', through(proxy))).code).toBe('proxy-failed');
  });

  it('and says nothing is named before the server could be blamed', async () => {
    const proxy = await createProxyServer({ isSilent: true });
    const before = performance.now();
    expect((await ask(transport, 'https://home.invalid', through(proxy))).code).toBe('proxy-failed');
    expect(performance.now() - before).toBeLessThan(LIMITS.headersDeadlineMs);
  });

  it('has a name that nobody knows', async () => {
    const proxy: ProxyChoice = { kind: 'url', url: 'http://no-such-proxy.invalid:3128' };
    expect((await ask(transport, 'https://home.invalid', { proxy })).code).toBe('proxy-failed');
  });
});

describe('a SOCKS proxy', () => {
  const by = (port: number, login?: typeof LOGIN): { proxy: ProxyChoice } => ({
    proxy: {
      kind: 'url',
      url: `socks5://127.0.0.1:${String(port)}`,
      ...(login === undefined ? {} : { login }),
    },
  });

  it('leads to plain and to secure servers, and looks up their names', async () => {
    const [plain, server, proxy] = await Promise.all([
      serve(),
      createTlsServer(made.trusted),
      createSocksServer(null),
    ]);
    const address = `http://home.invalid:${String(plain.port)}/`;
    expect(await ask(transport, address, by(proxy.port))).toMatchObject({ status: 200, text: 'hello' });
    expect((await ask(transport, server.origin, by(proxy.port))).code).toBe('ok');
    expect(proxy.requests).toEqual([
      `home.invalid:${String(plain.port)}`,
      `127.0.0.1:${String(server.port)}`,
    ]);
  });

  it('gets its login, and is named when it refuses', async () => {
    const [plain, proxy, closed] = await Promise.all([
      serve(),
      createSocksServer('ann:p:ä'),
      createSocksServer('refuses'),
    ]);
    const address = `http://home.invalid:${String(plain.port)}/`;
    expect((await ask(transport, address, by(proxy.port, LOGIN))).code).toBe('ok');
    const wrong = { ...LOGIN, password: 'guess' };
    expect((await ask(transport, address, by(proxy.port, wrong))).code).toBe('proxy-failed');
    expect((await ask(transport, address, by(closed.port))).code).toBe('proxy-failed');
    expect(plain.seen).toHaveLength(1);
  });
});

describe("this computer's proxies", () => {
  it('are tried in order, and straight only where that is said', async () => {
    const [server, alive, dead] = await Promise.all([serve(), createProxyServer(), createProxyServer()]);
    await dead.die();
    const address = `http://127.0.0.1:${String(server.port)}/api/?api_password=x`;
    const hop = ({ port }: ProxyServer): Hop => ({ kind: 'http', host: '127.0.0.1', port });
    const asked: string[] = [];
    const withHops = async (hops: readonly Hop[] | null): Promise<string> => {
      const systemProxies = (origin: string): Promise<readonly Hop[] | null> => {
        asked.push(origin);
        return Promise.resolve(hops);
      };
      return (await ask(createHttpTransport({ systemProxies }), address, { proxy: { kind: 'system' } })).code;
    };
    expect(await withHops([hop(dead), hop(alive)])).toBe('ok');
    expect(alive.requests).toHaveLength(1);
    expect(await withHops([hop(dead)])).toBe('proxy-failed');
    expect(await withHops(null)).toBe('proxy-failed');
    expect(server.seen).toHaveLength(1);
    expect(await withHops([hop(dead), { kind: 'direct' }])).toBe('ok');
    expect(new Set(asked)).toEqual(new Set([`http://127.0.0.1:${String(server.port)}/`]));
  });
});
