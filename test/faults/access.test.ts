import { describeCredentialProblem, parseCredential } from '../../src/core/servers/credential.ts';
import { parseBaseUrl } from '../../src/core/servers/base-url.ts';
import { between, pickOne } from '../../src/demo/house/seeded-random.ts';
import { describeFaults, type FaultScenario } from './fault-suite.ts';
import { CREDENTIALS, failureWords, isStream, SECRET, settleIn, startLiving } from './stories.ts';
import type { World } from './world.ts';

const HOUR_MS = 3_600_000;

/** Nothing is asked of the home for hours, nor after a restart. */
async function expectSilence(world: World): Promise<void> {
  const { home } = world.home;
  const before = home.connections.length;
  await world.pass(between(world.random, HOUR_MS, 24 * HOUR_MS));
  world.monitor.wake();
  await world.pass(HOUR_MS);
  world.expect(world.state().kind === 'stopped', 'not stopped any more');
  await world.restart();
  await world.pass(HOUR_MS);
  world.expect(world.state().kind === 'stopped', 'not stopped after a restart');
  world.expect(home.connections.length === before, 'the home was asked again');
}

const unauthorized: FaultScenario = {
  id: 'A21',
  title: '401: a wrong secret, a revoked one, or a user who is not an administrator',
  expected:
    'one request with the secret, then none for up to a day, also after a restart, until a person acts',
  async run(world) {
    const kind = pickOne(world.random, ['wrong', 'revoked', 'not-admin']);
    const place = kind === 'revoked' ? await startLiving(world) : await settleIn(world);
    const { home } = place;
    if (kind === 'not-admin') home.isAdmin = false;
    else home.secret = 'another-secret';
    await world.follow();
    if (kind === 'revoked') {
      // Home Assistant asks for the secret at the start of a stream only, so that one goes on.
      await world.pass(between(world.random, 1_000, 300_000));
      world.expect(world.state().kind === 'live', 'the stream ended with the token');
      home.streams[0]?.breakOff('fin');
    }
    const { credential } = place;
    const isKnownGood = kind === 'not-admin' && credential?.kind === 'bearer';
    const code = isKnownGood ? 'not-admin' : 'unauthorized';
    await world.untilFailed(code, 5_000);
    world.expect(world.state().kind === 'stopped', 'not stopped');
    world.expect(home.refused.length === 1, `${String(home.refused.length)} failed logins`);
    world.expect(place.refusals.at(-1)?.code === code, 'the refusal was not kept');
    world.expect(failureWords(world).next !== '', 'no next step');
    await expectSilence(world);
    home.isAdmin = true;
    home.secret = 'a-new-secret';
    place.credential = { kind: 'bearer', secret: 'a-new-secret' };
    place.secrets.push('a-new-secret');
    world.ask();
    await world.untilLive(10_000);
    world.expect(place.refusals.at(-1) === null, 'the refusal was not taken back');
    await world.pass(5_000);
  },
};

const banned: FaultScenario = {
  id: 'A22',
  title: '403: the address is banned',
  expected: 'the same; the message names ip_bans.yaml',
  async run(world) {
    const isLate = world.random() < 0.5;
    const { home } = isLate ? await startLiving(world) : await settleIn(world);
    // The question for the version goes out beside the young stream; it should be answered by then.
    if (isLate) await world.pass(2_000);
    home.isBanned = true;
    await world.follow();
    if (isLate) home.streams[0]?.breakOff('fin');
    await world.untilFailed('banned', 5_000);
    world.expect(failureWords(world).next.includes('ip_bans.yaml'), 'the words do not name ip_bans.yaml');
    await expectSilence(world);
    const before = home.connections.length;
    world.ask();
    await world.untilFailed('banned', 5_000);
    world.expect(home.connections.length === before + 1, 'one wish made more than one request');
    home.isBanned = false;
    world.ask();
    await world.untilLive(10_000);
    await world.pass(5_000);
  },
};

const NASTY = [
  '\n',
  '\r\nX-Evil: 1',
  '\u0000',
  '\u001b[31m',
  '中',
  '\u2028',
  '\ud800',
  'x'.repeat(100_000),
] as const;

const oddSecrets: FaultScenario = {
  id: 'A23',
  title: 'a secret with a line end, NUL, other scripts, 100 kB, or spaces around it',
  expected: 'trimmed or refused at the input; never sent, never quoted',
  async run(world) {
    const [, ...kinds] = CREDENTIALS.map(({ kind }) => kind);
    const kind = kinds[Math.floor(world.random() * kinds.length)] ?? 'bearer';
    if (kind === 'sign-in') throw new Error('A person types none.');
    const nasty = pickOne(world.random, NASTY);
    const parsed = parseCredential(kind, `made-up${nasty}inside`);
    // A query can carry any character that UTF-8 can.
    const isFine = kind === 'query' && (nasty === '中' || nasty === '\u2028');
    world.expect(parsed.ok === isFine, `a secret with ${JSON.stringify(nasty.slice(0, 9))} as ${kind}`);
    if (!parsed.ok) {
      const words = describeCredentialProblem(parsed.problem, kind);
      world.expect(!words.includes('made-up'), 'the words quote the secret');
    }
    // And should one get past the input: it is not sent, and nothing quotes it.
    const place = await world.addPlace('home', { credential: { kind: 'bearer', secret: SECRET } });
    place.credential = { kind: 'bearer', secret: `made-up${NASTY[world.random() < 0.5 ? 1 : 4]}inside` };
    place.secrets.push('made-up');
    await world.follow();
    await world.untilFailed('bad-credential', 10_000);
    world.expect(place.home.connections.length === 0, 'it was sent');
    const trimmed = parseCredential(
      'bearer',
      `${pickOne(world.random, [' ', '\n', '\t', '\r\n'])}${SECRET} \n`,
    );
    place.credential = trimmed.ok ? trimmed.credential : null;
    world.ask();
    await world.untilLive(10_000);
  },
};

const REFUSED_ADDRESSES = [
  'http://user:made-up-word@home.local:8123',
  'user:made-up-word@home.local',
  'javascript:alert(1)',
  'javascript://home.local/%0aalert(1)',
  'ftp://home.local/',
  'file:///etc/passwd',
  'http://',
  'http://[::1',
  'http://home.local:99999',
  'http://home local',
  'http://home.local\\@evil.example',
  'http://home.local?x=1',
  'http://home.local/\u0000',
  `http://home.local/${'a'.repeat(10_000)}`,
  'http://http://home.local',
  '',
] as const;

type Pair = readonly [typed: string, meant: string];

/** What a person may type, and the address that it means. PORT stands for the home's. */
const ACCEPTED_ADDRESSES: readonly [Pair, ...Pair[]] = [
  ['home.local:PORT', 'http://home.local:PORT'],
  ['  HTTP://HOME.local:PORT/  ', 'http://home.local:PORT'],
  ['http://home.local:PORT/api/stream', 'http://home.local:PORT'],
  ['http://home.local:PORT/lovelace/0', 'http://home.local:PORT'],
  ['http://home.local:PORT/sub/path/', 'http://home.local:PORT/sub/path'],
  ['http://küche.local:PORT', 'http://xn--kche-0ra.local:PORT'],
  ['http://127.0.0.1:PORT', 'http://127.0.0.1:PORT'],
  ['http://0x7f.1:PORT', 'http://127.0.0.1:PORT'],
];

const oddAddresses: FaultScenario = {
  id: 'A24',
  title: 'addresses with a user, another scheme, a path, IDN, IPv6, 10 kB',
  expected: 'changed to a plain address or refused; a password in it is never quoted',
  async run(world) {
    const bad = parseBaseUrl(pickOne(world.random, REFUSED_ADDRESSES));
    world.expect(!bad.ok, `accepted as ${bad.ok ? bad.baseUrl : ''}`);
    world.expect(bad.ok || !bad.message.includes('made-up-word'), 'the words quote a password');
    const ipv6 = parseBaseUrl('::1');
    world.expect(ipv6.ok && ipv6.baseUrl === 'http://[::1]:8123', 'a bare IPv6 address');
    const place = await settleIn(world);
    const toAddress = (text: string): string => text.replace('PORT', String(place.home.port));
    const [typed, meant] = pickOne(world.random, ACCEPTED_ADDRESSES);
    const good = parseBaseUrl(toAddress(typed));
    world.expect(good.ok && good.baseUrl === toAddress(meant), `${typed} became ${JSON.stringify(good)}`);
    if (!good.ok) return;
    world.resolver.route('xn--kche-0ra.local', 'home');
    place.names.add('xn--kche-0ra.local');
    place.profile = { ...place.profile, baseUrl: good.baseUrl };
    await world.follow();
    await world.untilLive(10_000);
    await world.pass(5_000);
    const path = new URL(good.baseUrl).pathname.replace(/\/$/, '');
    const asked = place.home.connections.filter(({ request }) => request !== null && isStream(request));
    world.expect(asked[0]?.request?.path === `${path}/api/stream`, 'asked for another path');
  },
};

describeFaults('access', [unauthorized, banned, oddSecrets, oddAddresses]);
