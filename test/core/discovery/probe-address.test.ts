import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { probeAddress } from '../../../src/core/discovery/probe-address.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { TransportError, type Transport } from '../../../src/core/stream/transport.ts';
import { createHttpTransport } from '../../../src/node/http-transport.ts';
import { systemClock } from '../../../src/node/system-clock.ts';
import {
  createLoopbackServer,
  type LoopbackRequest,
  type LoopbackServer,
} from '../../support/loopback-server.ts';
import type { ScriptedAnswer } from '../../support/scripted-answer.ts';
import { createSignInHome } from '../../support/sign-in-home.ts';
import { readTestCertificates } from '../../support/test-certificates.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const PORTS = {
  clock: systemClock,
  transport: createHttpTransport(),
  userAgent: 'Porchlight/0',
  route: {},
};
const { signal } = new AbortController();

function json(body: unknown, status = 200): ScriptedAnswer {
  return { status, headers: { 'Content-Type': 'application/json' }, body: [JSON.stringify(body)] };
}

const PROVIDERS = json({ providers: [{ name: 'Home Assistant Local', id: null, type: 'homeassistant' }] });

async function serve(
  answer: (request: LoopbackRequest) => ScriptedAnswer,
  tls?: Parameters<typeof createLoopbackServer>[1],
): Promise<LoopbackServer> {
  const server = await createLoopbackServer(answer, tls);
  onTestFinished(() => server.close());
  return server;
}

/** A port of loopback at which nothing listens. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A network in which the origins of a typed name are servers on loopback; others refuse. */
function networkOf(homes: Readonly<Record<string, string>>): { transport: Transport; asked: string[] } {
  const asked: string[] = [];
  const transport: Transport = (request) => {
    const { origin, pathname } = new URL(request.url);
    asked.push(`${origin}${pathname}`);
    const home = homes[origin];
    if (home === undefined) return Promise.reject(new TransportError('refused'));
    return PORTS.transport({ ...request, url: home + pathname });
  };
  return { transport, asked };
}

describe('probeAddress', () => {
  it('finds Home Assistant with one request, without a login and without a failed one', async () => {
    const home = await createSignInHome();
    onTestFinished(() => home.close());
    expect(await probeAddress(PORTS, `${home.url}/lovelace/0`, signal)).toEqual({
      kind: 'found',
      baseUrl: home.url,
      version: null,
      signIn: 'browser',
    });
    expect(home.requests).toMatchObject([{ path: '/auth/providers', query: '', authorization: undefined }]);
    expect(home.failedLogins()).toBe(0);
  });

  it('finds one that nobody has set up', async () => {
    const home = await createSignInHome({ isSetUp: false });
    onTestFinished(() => home.close());
    expect(await probeAddress(PORTS, home.url, signal)).toMatchObject({ kind: 'found', signIn: 'unknown' });
  });

  it.each([
    [true, 'password'],
    [false, 'unknown'],
  ])('finds one before 0.77 and says how to get in (%s)', async (requires, signIn) => {
    const old = await serve(({ path }) =>
      path === '/api/discovery_info'
        ? json({ base_url: 'x', location_name: 'y', requires_api_password: requires, version: '0.27.2\n' })
        : { status: 404 },
    );
    expect(await probeAddress(PORTS, old.origin, signal)).toEqual({
      kind: 'found',
      baseUrl: old.origin,
      version: '0.27.2',
      signIn,
    });
    expect(old.requests.some(({ hasCredential }) => hasCredential)).toBe(false);
  });

  it('asks https first, then the usual port', async () => {
    const home = await serve(() => PROVIDERS);
    const router = await serve(() => ({ status: 200, body: ['<html>'] }));
    const both = networkOf({ 'https://ha.lan': home.origin, 'http://ha.lan:8123': home.origin });
    expect(await probeAddress({ ...PORTS, ...both }, 'ha.lan', signal)).toMatchObject({
      baseUrl: 'https://ha.lan',
    });
    expect(both.asked).toEqual(['https://ha.lan/auth/providers']);
    // Something else has the port of https.
    const usual = networkOf({ 'https://ha.lan': router.origin, 'http://ha.lan:8123': home.origin });
    expect(await probeAddress({ ...PORTS, ...usual }, 'ha.lan', signal)).toMatchObject({
      baseUrl: 'http://ha.lan:8123',
    });
    expect(usual.asked).toEqual(['https://ha.lan/auth/providers', 'http://ha.lan:8123/auth/providers']);
  });

  it('shows the certificate that a person must decide about', async () => {
    const { selfSigned } = readTestCertificates();
    const home = await serve(() => PROVIDERS, selfSigned);
    expect(await probeAddress(PORTS, home.origin, signal)).toMatchObject({
      kind: 'found',
      baseUrl: home.origin,
      signIn: 'browser',
      certificate: { selfSigned: true },
    });
    expect(home.requests.map(({ path }) => path)).toEqual(['/auth/providers']);
    const other = await serve(() => ({ status: 200, body: ['<html>'] }), selfSigned);
    expect(await probeAddress(PORTS, other.origin, signal)).toMatchObject({ kind: 'nothing' });
  });

  it('follows no redirect', async () => {
    const elsewhere = await serve(() => PROVIDERS);
    const front = await serve(() => ({ status: 302, headers: { Location: elsewhere.origin } }));
    const answer = await probeAddress(PORTS, front.origin, signal);
    expect(answer).toMatchObject({ kind: 'nothing' });
    expect(answer.kind === 'nothing' && answer.message).toContain(elsewhere.origin);
    expect(elsewhere.requests).toEqual([]);
  });

  it.each<[string, ScriptedAnswer, RegExp]>([
    [
      'a page',
      { status: 200, headers: { 'Content-Type': 'text/html' }, body: ['<html>'] },
      /not Home Assistant/,
    ],
    ['a list that is none', json([{ type: 1 }]), /not Home Assistant/],
    ['nothing at this path', { status: 404 }, /not Home Assistant/],
    ['too much', { status: 200, body: ['['.repeat(LIMITS.maxProbeBytes + 1)] }, /not Home Assistant/],
    ['a ban', { status: 403, headers: { 'Content-Type': 'text/plain' }, body: ['403: Forbidden'] }, /banned/],
  ])('says what it is: %s', async (_what, answer, words) => {
    const server = await serve(() => answer);
    const found = await probeAddress(PORTS, server.origin, signal);
    expect(found.kind === 'nothing' ? found.message : found).toMatch(words);
  });

  it('asks the other scheme of a port only if the first may be the wrong one', async () => {
    const home = await serve(() => PROVIDERS, readTestCertificates().selfSigned);
    const { host } = new URL(home.origin);
    for (const typed of [host, `http://${host}`]) {
      expect(await probeAddress(PORTS, typed, signal)).toMatchObject({ kind: 'found', baseUrl: home.origin });
    }
    const page = networkOf({ 'http://ha.lan:90': (await serve(() => ({ status: 404 }))).origin });
    await probeAddress({ ...PORTS, ...page }, 'http://ha.lan:90', signal);
    expect(page.asked.filter((url) => url.startsWith('https:'))).toEqual([]);
  });

  it('asks for a name that nobody knows only once', async () => {
    let asked = 0;
    const transport: Transport = () => {
      asked += 1;
      return Promise.reject(new TransportError('dns'));
    };
    const answer = await probeAddress({ ...PORTS, transport }, 'ha.lan', signal);
    expect(answer).toMatchObject({ kind: 'nothing', message: expect.stringContaining('ha.lan') as string });
    expect(asked).toBe(1);
  });

  it('says that nothing is there', async () => {
    const port = String(await closedPort());
    const found = await probeAddress(PORTS, `http://127.0.0.1:${port}`, signal);
    expect(found).toEqual({ kind: 'nothing', message: expect.stringContaining(port) as string });
    expect(await probeAddress(PORTS, 'ftp://x', signal)).toMatchObject({ kind: 'nothing' });
  });

  it('ends in time, whatever is silent', async () => {
    const clock = createVirtualClock();
    let open = 0;
    const transport: Transport = (request) =>
      new Promise((_resolve, reject) => {
        open += 1;
        request.signal.addEventListener('abort', () => {
          open -= 1;
          reject(new TransportError('aborted'));
        });
      });
    const answer = probeAddress({ ...PORTS, clock, transport }, 'ha.lan', signal);
    await clock.advance(LIMITS.probeTurnMs * 3 + LIMITS.probeDeadlineMs);
    expect(await answer).toEqual({ kind: 'nothing', message: expect.stringContaining('in time') as string });
    expect(open).toBe(0);
  });

  it('ends with its person, and leaves no request behind', async () => {
    const server = await serve(() => ({ head: 'never' }));
    const ending = new AbortController();
    const answer = probeAddress(PORTS, server.origin, ending.signal);
    await expect.poll(() => server.requests.length).toBe(1);
    ending.abort();
    expect(await answer).toMatchObject({ kind: 'nothing' });
    await expect.poll(() => server.openSockets).toBe(0);
  });
});
