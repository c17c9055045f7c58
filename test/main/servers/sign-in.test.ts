import { readFileSync, readdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { LIMITS } from '../../../src/core/limits.ts';
import { SIGN_IN_PORT, toClientId } from '../../../src/core/sign-in/authorize-url.ts';
import { SIGN_IN_MS } from '../../../src/main/servers/sign-in.ts';
import { visit } from '../../support/visit.ts';
import { until } from '../support/services-bench.ts';
import {
  begin,
  clientIdOf,
  DRAFT,
  signIn,
  start,
  tokenRequests,
  type SignInBench,
} from '../support/sign-in-bench.ts';

/** A port of loopback, any for 0, that somebody else has until `free`. Rejects when another process has it already. */
async function holdPort(asked = 0): Promise<{ readonly port: number; free(): Promise<void> }> {
  const holder = createServer();
  await new Promise<void>((resolve, reject) => {
    holder.once('error', reject).listen(asked, '127.0.0.1', resolve);
  });
  const free = (): Promise<void> =>
    new Promise((resolve) => {
      holder.close(() => {
        resolve();
      });
    });
  onTestFinished(free);
  return { port: (holder.address() as AddressInfo).port, free };
}

/** Whether a sign-in that prefers a port, or the app's own, took it. */
async function takes(signInPort: number | null): Promise<boolean> {
  const bench = await start({}, { signInPort });
  const { answer } = await begin(bench);
  bench.services.signIn.cancel();
  await answer;
  return clientIdOf(bench) === toClientId(signInPort ?? SIGN_IN_PORT);
}

/** Another process may take a port in the same moment, but not five times. */
async function atLeastOnce(holds: () => Promise<boolean>): Promise<boolean> {
  for (let attempt = 0; attempt < 5; attempt += 1) if (await holds()) return true;
  return false;
}

it.each([
  ['since 2026.10', { pkce: true }, true],
  ['before 2026.10', { pkce: false }, false],
  ['before 2022.9', { pkce: false, describesItself: false }, false],
] as const)(
  'signs in at a Home Assistant %s, with PKCE only where it is listed',
  async (_name, options, hasPkce) => {
    const bench = await start(options);
    const id = await signIn(bench);
    const opened = new URL(bench.opened[0] ?? '');
    expect(Object.fromEntries(opened.searchParams)).toEqual({
      response_type: 'code',
      client_id: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
      redirect_uri: `${clientIdOf(bench)}/callback`,
      state: expect.stringMatching(/^[\w-]{22}$/) as string,
      ...(hasPkce
        ? { code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string, code_challenge_method: 'S256' }
        : {}),
    });
    const [exchange] = bench.home.requests.filter(({ path }) => path === '/auth/token');
    expect(Object.keys(exchange?.form ?? {}).sort()).toEqual(
      ['client_id', 'code', 'grant_type', ...(hasPkce ? ['code_verifier'] : [])].sort(),
    );
    expect(bench.services.settings.current().servers).toMatchObject([{ id, credentialKind: 'sign-in' }]);
    expect([tokenRequests(bench), bench.home.failedLogins()]).toEqual([['authorization_code'], 0]);
  },
);

it('has no secret on disk, in an address or in the log', async () => {
  const bench = await start();
  await signIn(bench);
  const secrets = [...bench.home.refreshTokens(), ...bench.home.accessTokens()];
  expect(secrets).toHaveLength(2);
  const disk = readdirSync(bench.folder).map((name) => readFileSync(join(bench.folder, name), 'latin1'));
  expect(disk.length).toBeGreaterThan(1);
  const seen = [
    ...disk,
    ...bench.home.requests.map(({ path, query }) => path + query),
    ...bench.home.apiRequests.map(({ path }) => path),
    JSON.stringify(bench.services.settings.current()),
  ].join('\n');
  for (const secret of secrets) expect(seen).not.toContain(secret);
});

it('refuses what is not the answer to this sign-in, and goes on waiting', async () => {
  const bench = await start();
  const { url, answer } = await begin(bench);
  const right = await bench.home.login(url);
  const wrong: readonly (readonly [string, Parameters<typeof visit>[1]])[] = [
    [right.replace(/state=./, 'state=_'), {}],
    [right.replace(/&state=.*/, ''), {}],
    [`${right}&state=x`, {}],
    [right.replace(/code=[0-9a-f]+/, 'code='), {}],
    [right, { method: 'POST' }],
    [right, { headers: { 'sec-fetch-mode': 'cors' } }],
    [right, { headers: { 'sec-fetch-dest': 'image' } }],
    [right, { headers: { host: 'rebound.example:80' } }],
    [right, { headers: { origin: 'https://elsewhere.example' } }],
    [right.replace('/callback', '/'), {}],
  ];
  for (const [address, init] of wrong) {
    const page = await visit(address, init);
    expect([page.status >= 400, page.text]).toEqual([true, expect.stringContaining('Nothing to do here')]);
  }
  expect(tokenRequests(bench)).toEqual([]);
  const done = await visit(right);
  expect([done.status, done.header('cache-control')]).toEqual([200, 'no-store']);
  expect(await answer).toMatchObject({ ok: true });
  await expect(visit(right)).rejects.toThrow();
  expect(bench.home.failedLogins()).toBe(0);
});

it('uses a code once, and asks the person when it is refused', async () => {
  const bench = await start();
  const { url, answer } = await begin(bench);
  const right = await bench.home.login(url);
  // The browser was at another Home Assistant than Porchlight.
  const page = await visit(right.replace(/code=[0-9a-f]+/, 'code=0123456789abcdef0123456789abcdef'));
  expect(page.text).toContain('This did not work');
  expect(await answer).toMatchObject({
    ok: false,
    message: expect.stringContaining('another Home Assistant') as string,
  });
  expect([tokenRequests(bench).length, bench.home.failedLogins()]).toEqual([1, 1]);
  expect(bench.services.settings.current().servers).toEqual([]);
});

it.each([
  [
    'cancelled by a person',
    (bench: SignInBench) => {
      bench.services.signIn.cancel();
    },
    'was cancelled',
  ],
  [
    'five minutes',
    (bench: SignInBench) => {
      bench.clock.end(SIGN_IN_MS);
    },
    'Five minutes went by',
  ],
])('ends without an answer: %s', async (_name, act, says) => {
  const bench = await start();
  const { url, answer } = await begin(bench);
  act(bench);
  expect(await answer).toMatchObject({ ok: false, message: expect.stringContaining(says) as string });
  const late = await bench.home.login(url);
  await expect(visit(late)).rejects.toThrow();
  expect(tokenRequests(bench)).toEqual([]);
});

it('takes the preferred port, so that a person knows the address in their profile again', async () => {
  const takesFree = async (): Promise<boolean> => {
    const { port, free } = await holdPort();
    await free();
    return takes(port);
  };
  expect(await atLeastOnce(takesFree)).toBe(true);
  const takesOwnUnlessTaken = async (): Promise<boolean> => {
    if (await takes(null)) return true;
    const held = await holdPort(SIGN_IN_PORT).catch(() => null);
    await held?.free();
    return held === null;
  };
  expect(await atLeastOnce(takesOwnUnlessTaken)).toBe(true);
});

it('takes another port when the preferred one is taken, for both addresses alike', async () => {
  const { port } = await holdPort();
  const bench = await start({}, { signInPort: port });
  await signIn(bench);
  const query = new URL(bench.opened[0] ?? '').searchParams;
  expect(new URL(clientIdOf(bench)).port).not.toBe(String(port));
  expect(query.get('redirect_uri')).toBe(`${clientIdOf(bench)}/callback`);
});

it.each([['is not set up', { isSetUp: false }, 'not set up yet']] as const)(
  'sends nobody to a browser when the server %s',
  async (_name, options, says) => {
    const bench = await start(options);
    const answer = await bench.services.signIn.run({ ...DRAFT, url: bench.home.url });
    expect(answer).toMatchObject({ ok: false, message: expect.stringContaining(says) as string });
    expect(bench.opened).toEqual([]);
  },
);

it('gets a new access token once when the old one is refused, and never sends a wrong one twice', async () => {
  const bench = await start();
  const id = await signIn(bench);
  await until('the version', () => bench.services.versionOf(id) !== '');
  bench.home.endAccessTokens();
  bench.services.monitor.reconnect(id);
  await until(
    'the stream again',
    () => tokenRequests(bench).length === 2 && bench.services.monitor.state(id).kind === 'live',
  );
  expect(tokenRequests(bench)).toEqual(['authorization_code', 'refresh_token']);
  const refused = bench.home.apiRequests.filter(({ authorised }) => authorised === false);
  expect(refused).toHaveLength(1);
});

it('gives a request beside the stream a new access token, when that of the stream has ended', async () => {
  const bench = await start();
  const id = await signIn(bench);
  await until('the version', () => bench.services.versionOf(id) !== '');
  bench.home.endAccessTokens();
  const answer = await bench.services.monitor.send(id, { path: '/api/events/test_event', body: '{}' });
  expect(answer).toMatchObject({ kind: 'done' });
  expect(bench.services.monitor.state(id).kind).toBe('live');
  expect(tokenRequests(bench)).toEqual(['authorization_code', 'refresh_token']);
});

it('takes a renewal that fails for no refusal, and the request for not sent', async () => {
  const bench = await start();
  const id = await signIn(bench);
  await until('the version', () => bench.services.versionOf(id) !== '');
  const send = (): Promise<unknown> =>
    bench.services.monitor.send(id, { path: '/api/events/test_event', body: '{}' });
  for (const [status, code] of [
    [502, 'bad-gateway'],
    [404, 'no-api'],
    [429, 'too-many-requests'],
  ] as const) {
    bench.home.endAccessTokens();
    bench.home.setTokenProxy(status);
    expect(await send()).toMatchObject({ kind: 'failed', failure: { code, status } });
    expect(bench.services.monitor.state(id).kind).toBe('live');
    expect(bench.services.settings.current().servers).toMatchObject([{ id, refusal: null }]);
  }
  bench.home.setTokenProxy(null);
  // The requests of a minute are used up.
  bench.clock.skip(60_000);
  expect(await send()).toMatchObject({ kind: 'done' });
});

it('notes beside an open stream that the sign-in was ended, and lets the stream go on', async () => {
  const bench = await start();
  const id = await signIn(bench);
  await until('the version', () => bench.services.versionOf(id) !== '');
  bench.home.endSignIns();
  const send = (): Promise<unknown> =>
    bench.services.monitor.send(id, { path: '/api/events/test_event', body: '{}' });
  expect(await send()).toMatchObject({ kind: 'failed', failure: { code: 'signed-out' } });
  expect(bench.services.monitor.state(id).kind).toBe('live');
  expect(bench.services.settings.current().servers[0]?.refusal?.code).toBe('signed-out');
  const before = bench.home.requests.length + bench.home.apiRequests.length;
  expect(await send()).toMatchObject({ kind: 'failed', failure: { code: 'signed-out' } });
  expect(bench.home.requests.length + bench.home.apiRequests.length).toBe(before);
});

it('uses the sign-in once a day while the stream is open, so that Home Assistant does not forget it', async () => {
  const bench = await start();
  const id = await signIn(bench);
  await until('the version', () => bench.services.versionOf(id) !== '');
  for (const day of [1, 2, 3]) {
    bench.clock.skip(LIMITS.renewSignInMs);
    bench.clock.end(LIMITS.renewSignInMs);
    await until('the renewal', () => tokenRequests(bench).length === 1 + day);
  }
  // Away for a day, and there again on the next.
  bench.home.setTokenProxy(502);
  bench.clock.skip(LIMITS.renewSignInMs);
  bench.clock.end(LIMITS.renewSignInMs);
  await until('the renewal that fails', () => tokenRequests(bench).length === 5);
  bench.home.setTokenProxy(null);
  bench.clock.skip(LIMITS.renewSignInMs);
  bench.clock.end(LIMITS.renewSignInMs);
  await until('the renewal', () => tokenRequests(bench).length === 6);
  expect(bench.services.monitor.state(id).kind).toBe('live');
  expect(bench.home.apiRequests.filter(({ path }) => path.includes('/api/stream'))).toHaveLength(1);
  bench.services.editing.removeServer(id);
  await until('the end at the server', () => bench.home.refreshTokens().length === 0);
  bench.clock.end(LIMITS.renewSignInMs);
  expect(tokenRequests(bench)).toHaveLength(6);
});

it('sends a code once, though it comes twice at the same time', async () => {
  const bench = await start();
  const { url, answer } = await begin(bench);
  const right = await bench.home.login(url);
  const pages = await Promise.allSettled([visit(right), visit(right), visit(right)]);
  expect(await answer).toMatchObject({ ok: true });
  const told = pages.map((page) => (page.status === 'fulfilled' ? page.value.status : 0));
  expect(told.filter((status) => status === 200)).toHaveLength(1);
  expect([tokenRequests(bench), bench.home.failedLogins()]).toEqual([['authorization_code'], 0]);
});

it('goes on with the address to copy when the browser can not be opened', async () => {
  const bench = await start({}, { openBrowser: () => Promise.reject(new Error('no browser')) });
  const answer = bench.services.signIn.run({ ...DRAFT, url: bench.home.url });
  await until('the news', () => bench.progress.some((step) => step.kind === 'waiting' && !step.isOpen));
  const url = bench.services.signIn.address();
  if (url === null) throw new Error('There is no address.');
  await bench.services.signIn.openAgain();
  await visit(await bench.home.login(url));
  expect(await answer).toMatchObject({ ok: true });
  expect(bench.services.signIn.address()).toBeNull();
});

it('stops for good after one refusal when the sign-in was ended in Home Assistant, and lives on after a new one', async () => {
  const bench = await start();
  const id = await signIn(bench);
  bench.home.endSignIns();
  bench.services.monitor.reconnect(id);
  await until('the end', () => bench.services.monitor.state(id).kind === 'stopped');
  expect(bench.services.monitor.state(id)).toMatchObject({ reason: { code: 'signed-out' } });
  expect(bench.services.settings.current().servers[0]?.refusal?.code).toBe('signed-out');
  const before = tokenRequests(bench).length;
  bench.services.monitor.reconnect(id);
  await until('the end again', () => bench.services.monitor.state(id).kind === 'stopped');
  expect(tokenRequests(bench)).toHaveLength(before);
  expect(await signIn(bench, { id })).toBe(id);
  expect(bench.services.settings.current().servers).toMatchObject([{ id, refusal: null }]);
});

it('says when the user who signed in is no administrator', async () => {
  const bench = await start({ isAdmin: false });
  const { url, answer } = await begin(bench);
  await visit(await bench.home.login(url));
  const result = await answer;
  if (!result.ok) throw new Error(result.message);
  await until('the end', () => bench.services.monitor.state(result.id).kind === 'stopped');
  expect(bench.services.monitor.state(result.id)).toMatchObject({ reason: { code: 'not-admin' } });
  expect(tokenRequests(bench)).toEqual(['authorization_code']);
});
