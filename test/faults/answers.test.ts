import { between, pickOne } from '../../src/demo/house/seeded-random.ts';
import { describeFaults, type FaultScenario } from './fault-suite.ts';
import type { HomeConnection } from './home-connection.ts';
import { CHUNKED, STREAM_HEADERS, type Home } from './home.ts';
import type { Headers } from './http-wire.ts';
import type { Piece } from './pacing.ts';
import { failureWords, isStream, settleIn, startLiving, streamsOf } from './stories.ts';
import type { World } from './world.ts';

const TEXT: Headers = { 'Content-Type': 'text/plain; charset=utf-8' };

/** Every request, or only those for the stream, gets that answer from now on. A stream that stands is ended. */
function answerWith(
  world: World,
  home: Home,
  answer: (connection: HomeConnection) => void,
  isEverywhere = world.random() < 0.5,
): void {
  home.intercept = (connection, request) => {
    if (!isEverywhere && !isStream(request)) return false;
    answer(connection);
    return true;
  };
  home.streams[0]?.breakOff('fin');
}

/** Live from the start, or not yet. */
async function begin(world: World): Promise<Home> {
  const isLive = world.random() < 0.6;
  const { home } = isLive ? await startLiving(world) : await settleIn(world);
  if (isLive) await world.pass(between(world.random, 100, 90_000));
  return home;
}

async function recover(world: World, home: Home, withinMs: number): Promise<void> {
  home.intercept = null;
  await world.untilLive(withinMs);
  await world.pass(5_000);
}

const gateway: FaultScenario = {
  id: 'N11',
  title: '502, 503 or 504 for five minutes, with or without Retry-After',
  expected: 'recovers by itself; Retry-After obeyed up to 10 minutes',
  async run(world) {
    const home = await begin(world);
    const { random } = world;
    const seconds = Math.round(between(random, 1, 900));
    const kind = pickOne(random, ['none', 'seconds', 'date', 'nonsense']);
    const answeredAt: number[] = [];
    answerWith(world, home, (connection) => {
      const date = new Date(world.clock.now() + seconds * 1_000).toUTCString();
      const value = kind === 'seconds' ? String(seconds) : kind === 'date' ? date : 'soon';
      answeredAt.push(world.clock.monotonic());
      const headers = kind === 'none' ? TEXT : { ...TEXT, 'Retry-After': value };
      home.answer(connection, pickOne(random, [502, 503, 504]), 'Bad Gateway', headers);
    });
    await world.follow();
    await world.pass(300_000);
    // A date has whole seconds, and the head is a moment under way.
    const askedMs = kind === 'none' || kind === 'nonsense' ? 0 : Math.min(600, seconds - 1) * 1_000;
    answeredAt.reduce((before, at) => {
      world.expect(at - before >= askedMs, `came back after ${String(at - before)} ms`);
      return at;
    }, Number.NEGATIVE_INFINITY);
    await recover(world, home, Math.max(64_000, askedMs + 5_000));
  },
};

const endlessErrors: FaultScenario = {
  id: 'N12',
  title: 'ten error answers whose body never ends',
  expected: 'every socket closed; the eleventh answer, a good one, is accepted',
  async run(world) {
    const home = await begin(world);
    const { random } = world;
    let count = 0;
    answerWith(world, home, (connection) => {
      count++;
      connection.head(pickOne(random, [404, 429, 500, 502, 503, 504]), { ...TEXT, ...CHUNKED });
      connection.sendPieces(forever(Buffer.from('6\r\nsorry \r\n'), random() < 0.5 ? 100 : 10_000));
    });
    await world.follow();
    await world.until('ten errors', () => count >= 10, 900_000);
    await world.until('a rest', () => world.state().kind === 'waiting', 20_000);
    world.expect(world.traffic.openClientSockets() === 0, 'a socket stays open');
    await recover(world, home, 64_000);
  },
};

function* forever(bytes: Uint8Array, delayMs: number): Generator<Piece> {
  for (;;) yield { bytes, delayMs };
}

const redirectAway: FaultScenario = {
  id: 'N13',
  title: 'a redirect to another host, port or scheme',
  expected: 'not followed: no other host is contacted or resolved; the message names only the other origin',
  async run(world) {
    const home = await begin(world);
    const attacker = await world.addPlace('attacker');
    attacker.profile = { ...attacker.profile, enabled: false };
    const port = String(attacker.home.port);
    const status = pickOne(world.random, [301, 302, 303, 307, 308]);
    const [where, origin] = pickOne<readonly [string, string]>(world.random, [
      [`http://attacker.local:${port}/api/stream?token=abc`, `http://attacker.local:${port}`],
      [`http://home.local:${port}/api/stream`, `http://home.local:${port}`],
      [`//attacker.local:${port}/api/stream`, `http://attacker.local:${port}`],
      [`https://attacker.local:${port}/`, `https://attacker.local:${port}`],
      [`http://user:word@attacker.local:${port}/api/stream`, `http://attacker.local:${port}`],
    ]);
    answerWith(world, home, (connection) => {
      home.answer(connection, status, 'Moved', { ...TEXT, Location: where });
    });
    await world.follow();
    await world.untilFailed('redirect', 70_000);
    const { cause, next } = failureWords(world);
    world.expect(cause.includes(origin), `says "${cause}"`);
    world.expect(!/token=|word/.test(cause + next), 'the words carry more than the origin');
    await world.pass(between(world.random, 60_000, 900_000));
    world.expect(attacker.home.connections.length === 0, 'somebody else was asked');
    world.expect(
      !world.resolver.lookups.some(({ name }) => name === 'attacker.local'),
      'a name was looked up',
    );
    await recover(world, home, 365_000);
  },
};

const redirectLoop: FaultScenario = {
  id: 'N14',
  title: 'a redirect to itself, to an empty or an invalid address',
  expected: 'at most three requests in the first minute',
  async run(world) {
    const home = await begin(world);
    const place = pickOne(world.random, ['self', 'nowhere', 'javascript:alert(1)', 'http://[', '/api/other']);
    const location = place === 'self' ? { Location: '/api/stream' } : { Location: place };
    answerWith(world, home, (connection) => {
      home.answer(connection, 301, 'Moved', { ...TEXT, ...(place === 'nowhere' ? {} : location) });
    });
    const before = home.connections.length;
    await world.follow();
    await world.pass(60_000);
    world.expect(home.connections.length - before <= 3, 'more than three requests in a minute');
    await world.untilFailed('redirect', 10_000);
    await recover(world, home, 365_000);
  },
};

const redirectHttps: FaultScenario = {
  id: 'N15',
  title: 'a redirect from http to https on the same host',
  expected: 'not followed; the message offers to change the address',
  async run(world) {
    const home = await begin(world);
    const origin = world.random() < 0.5 ? 'https://home.local' : `https://home.local:${String(home.port)}`;
    answerWith(world, home, (connection) => {
      home.answer(connection, 308, 'Moved', { ...TEXT, Location: `${origin}/api/stream` });
    });
    await world.follow();
    await world.untilFailed('redirect', 70_000);
    const { cause, next } = failureWords(world);
    world.expect(cause.includes(origin) && next.includes('Change the address'), `says "${cause} ${next}"`);
    const before = home.connections.length;
    await world.pass(200_000);
    world.expect(home.connections.length === before, 'it was followed');
    await recover(world, home, 365_000);
  },
};

const loginPage: FaultScenario = {
  id: 'N16',
  title: '200 with a login page',
  expected: 'never live, the body cancelled, at most one request a minute after a while',
  async run(world) {
    const home = await begin(world);
    const page = Buffer.from('<!doctype html><title>Log in</title>');
    const isEndless = world.random() < 0.5;
    const answer = (connection: HomeConnection): void => {
      const headers = { 'Content-Type': pickOne(world.random, ['text/html; charset=utf-8', 'text/plain']) };
      if (!isEndless) {
        home.answer(connection, 200, page.toString(), headers);
        return;
      }
      connection.head(200, { ...headers, ...CHUNKED });
      connection.sendPieces(forever(Buffer.from('3\r\n<p>\r\n'), 50));
    };
    // Without an end, what /api/ says can't be told from a slow answer.
    if (isEndless) answerWith(world, home, answer, false);
    else answerWith(world, home, answer);
    const before = streamsOf(home).length;
    await world.follow();
    await world.untilFailed('not-event-stream', 120_000);
    const saidBefore = world.said.length;
    await world.pass(between(world.random, 60_000, 600_000));
    const wasLive = world.said
      .slice(saidBefore)
      .some((event) => event.kind === 'state' && event.state.kind === 'live');
    world.expect(!wasLive, 'a page counted as connected');
    world.expect(streamsOf(home).length - before <= 40, 'more than 40 requests in ten minutes');
    await recover(world, home, 80_000);
  },
};

const ACCEPTED = [
  'text/event-stream',
  'Text/Event-Stream;charset=x',
  'TEXT/EVENT-STREAM ; charset="utf-8"',
  'text/event-stream;',
];
const REJECTED = [
  'text/event-streamX',
  'text/event',
  'application/json',
  'text/event-stream2; a=b',
  '',
  'xtext/event-stream',
];

const mediaTypes: FaultScenario = {
  id: 'N17',
  title: 'media types that are nearly right, or right but unusual',
  expected: 'accepted or refused as the standard says',
  async run(world) {
    const { home } = await settleIn(world);
    const isGood = world.random() < 0.5;
    const list = isGood ? ACCEPTED : REJECTED;
    const type = list[Math.floor(world.random() * list.length)] ?? '';
    home.intercept = (connection, request) => {
      if (!isStream(request)) return false;
      home.openStream(connection, { ...STREAM_HEADERS, 'Content-Type': type });
      return true;
    };
    await world.follow();
    if (isGood) await world.untilLive(10_000);
    else await world.untilFailed('not-event-stream', 10_000);
    await world.pass(30_000);
    if (!isGood) await recover(world, home, 80_000);
  },
};

const encoded: FaultScenario = {
  id: 'N18',
  title: 'a compressed stream that never ends',
  expected: 'refused by its header, less than 1 MiB read',
  async run(world) {
    const home = await begin(world);
    const coding = pickOne(world.random, ['gzip', 'br', 'deflate', 'zstd', 'identity, gzip', 'x-bomb']);
    const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(65_536), Buffer.from('\r\n')]);
    answerWith(world, home, (connection) => {
      connection.head(200, { ...STREAM_HEADERS, 'Content-Encoding': coding });
      connection.sendPieces(forever(chunk, 0));
    });
    const before = world.traffic.clientBytesRead();
    await world.follow();
    await world.untilFailed('encoded', 120_000);
    const read = world.traffic.clientBytesRead() - before;
    world.expect(read < 1_048_576, `${String(read)} bytes were read`);
    await recover(world, home, 365_000);
  },
};

describeFaults('answers that are no stream', [
  gateway,
  endlessErrors,
  redirectAway,
  redirectLoop,
  redirectHttps,
  loginPage,
  mediaTypes,
  encoded,
]);
