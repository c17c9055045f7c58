import { createServer } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import type { SignInAnswer } from '../../../src/core/ipc/overview.ts';
import type { ServerDraft } from '../../../src/core/servers/server-draft.ts';
import type { Clock } from '../../../src/core/clock.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { SIGN_IN_MS, SIGN_IN_PORT } from '../../../src/main/servers/sign-in.ts';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../../src/node/system-clock.ts';
import { createSignInHome, type SignInHome, type SignInHomeOptions } from '../../support/sign-in-home.ts';
import { visit } from '../../support/visit.ts';
import { startBench, until, type Bench, type BenchOptions } from '../support/services-bench.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const DRAFT: Omit<ServerDraft, 'url'> = {
  name: 'Home',
  colour: 'blue',
  credentialKind: 'sign-in',
  restrict: [],
  enabled: true,
};

/** Timers that a test lets end, on clocks that it can put forward. */
function createHeldClock(): Clock & { end(delayMs: number): void; skip(ms: number): void } {
  const held = new Set<{ delayMs: number; fn: () => void }>();
  let skippedMs = 0;
  const hold = (delayMs: number, fn: () => void): (() => void) => {
    const timer = { delayMs, fn };
    held.add(timer);
    return () => held.delete(timer);
  };
  return {
    now: () => systemClock.now() + skippedMs,
    monotonic: () => systemClock.monotonic() + skippedMs,
    after: (delayMs, fn) => (delayMs === SIGN_IN_MS ? hold(delayMs, fn) : systemClock.after(delayMs, fn)),
    every: (delayMs, fn) =>
      delayMs === LIMITS.renewSignInMs ? hold(delayMs, fn) : systemClock.every(delayMs, fn),
    skip(ms) {
      skippedMs += ms;
    },
    end(delayMs) {
      for (const timer of held) if (timer.delayMs === delayMs) timer.fn();
    },
  };
}

interface SignInBench extends Bench {
  readonly home: SignInHome;
  readonly folder: string;
  readonly clock: ReturnType<typeof createHeldClock>;
}

async function start(
  options: SignInHomeOptions = {},
  desk: Pick<BenchOptions, 'openBrowser'> = {},
): Promise<SignInBench> {
  const home = await createSignInHome(options);
  onTestFinished(() => home.close());
  const folder = createTemporaryFolder();
  const clock = createHeldClock();
  return { home, folder, clock, ...startBench(folder, { clock, ...desk }) };
}

/** Begins a sign-in and waits until the browser is open. */
async function begin(
  bench: SignInBench,
  rest: Partial<ServerDraft> = {},
): Promise<{ url: string; answer: Promise<SignInAnswer> }> {
  const before = bench.opened.length;
  const answer = bench.services.signIn.run({ ...DRAFT, url: bench.home.url, ...rest });
  await until('the browser', () => bench.opened.length > before);
  return { url: bench.opened.at(-1) ?? '', answer };
}

async function signIn(bench: SignInBench, rest: Partial<ServerDraft> = {}): Promise<string> {
  const { url, answer } = await begin(bench, rest);
  const page = await visit(await bench.home.login(url));
  expect(page.text).toContain('You are signed in');
  const result = await answer;
  if (!result.ok) throw new Error(result.message);
  await until('the stream', () => bench.services.monitor.state(result.id).kind === 'live');
  return result.id;
}

function tokenRequests({ home }: SignInBench): readonly string[] {
  return home.requests
    .filter(({ path }) => path === '/auth/token')
    .map(({ form }) => form['grant_type'] ?? '');
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
      client_id: `http://127.0.0.1:${String(SIGN_IN_PORT)}`,
      redirect_uri: `http://127.0.0.1:${String(SIGN_IN_PORT)}/callback`,
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

it('takes another port when the preferred one is taken, for both addresses alike', async () => {
  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(SIGN_IN_PORT, '127.0.0.1', resolve));
  onTestFinished(() => {
    squatter.close();
  });
  const bench = await start();
  await signIn(bench);
  const query = new URL(bench.opened[0] ?? '').searchParams;
  expect(query.get('client_id')).not.toContain(String(SIGN_IN_PORT));
  expect(query.get('redirect_uri')).toBe(`${query.get('client_id') ?? ''}/callback`);
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

it.each([
  [
    'removed',
    async (bench: SignInBench, id: string) => {
      bench.services.editing.removeServer(id);
    },
  ],
  [
    'signed in again',
    async (bench: SignInBench, id: string) => {
      await signIn(bench, { id });
    },
  ],
  [
    'given a token by hand',
    async (bench: SignInBench, id: string) => {
      await bench.services.editing.saveServer({
        ...DRAFT,
        id,
        url: bench.home.url,
        credentialKind: 'bearer',
        secret: 'a.b.c',
      });
    },
  ],
])('ends the sign-in at Home Assistant when the server is %s', async (_name, act) => {
  const bench = await start();
  const id = await signIn(bench);
  const [first = ''] = bench.home.refreshTokens();
  await act(bench, id);
  await until('the end at the server', () => !bench.home.refreshTokens().includes(first));
  expect(bench.home.requests.filter(({ path }) => path === '/auth/revoke')).toHaveLength(1);
});

it('ends the sign-in also at a Home Assistant before 2022.9, which has no path for that', async () => {
  const bench = await start({ pkce: false, describesItself: false });
  bench.services.editing.removeServer(await signIn(bench));
  await until('the end at the server', () => bench.home.refreshTokens().length === 0);
  expect(bench.home.failedLogins()).toBe(0);
});
