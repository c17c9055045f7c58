import { platform } from 'node:os';
import { between, pickOne } from '../../src/demo/house/seeded-random.ts';
import { createBlackHole } from './black-hole.ts';
import { describeFaults, type FaultScenario } from './fault-suite.ts';
import { expectBackoff, settleIn, startLiving } from './stories.ts';
import type { Place } from './place.ts';
import type { World } from './world.ts';

/** A home that is away from the start, or goes away while it is live. */
async function startAway(world: World, goAway: (place: Place) => void): Promise<Place> {
  if (world.random() < 0.3) {
    const place = await settleIn(world);
    goAway(place);
    await world.follow();
    return place;
  }
  const place = await startLiving(world);
  await world.pass(between(world.random, 100, 90_000));
  goAway(place);
  place.home.streams[0]?.breakOff(pickOne(world.random, ['fin', 'reset']));
  return place;
}

const refused: FaultScenario = {
  id: 'N01',
  title: 'connection refused, with a second home beside it',
  expected: 'waits of at most a minute, all different; the other home is not affected; no notification',
  async run(world) {
    const place = await startAway(world, () => {
      world.move('nobody');
    });
    const neighbour = await settleIn(world, 'neighbour');
    await world.follow();
    await world.untilLive(5_000, neighbour);
    await world.untilFailed('refused', 70_000);
    await world.pass(between(world.random, 60_000, 1_200_000));
    expectBackoff(world, place);
    world.expect(
      !world.toasts.some((text) => /connect|reach|lost/i.test(text)),
      'a notification about a lost connection',
    );
    const streams = neighbour.home.connections.filter(({ request }) => request?.path === '/api/stream');
    world.expect(streams.length === 1 && streams[0]?.isOpen === true, 'the neighbour was disturbed');
    world.move('home');
    await world.untilLive(63_000);
    await world.pass(5_000);
  },
};

const dns: FaultScenario = {
  id: 'N02',
  title: 'the name of a .local home can not be resolved',
  expected: 'the same, and no secret in the message',
  async run(world) {
    const place = await startAway(world, () => {
      world.move({ error: pickOne(world.random, ['ENOTFOUND', 'EAI_AGAIN']) });
    });
    await world.untilFailed('dns', 70_000);
    await world.pass(between(world.random, 10_000, 900_000));
    expectBackoff(world, place);
    world.move('home');
    await world.untilLive(63_000);
    await world.pass(5_000);
  },
};

const blackHole: FaultScenario = {
  id: 'N03',
  title: 'the first packet of a connection is dropped',
  expected: 'given up after 15 s, the socket closed, tried again',
  async run(world) {
    const place = await settleIn(world);
    const hole = await createBlackHole(place.home.port);
    const isLate = world.random() < 0.5;
    if (!isLate) world.move('black-hole');
    await world.follow();
    if (isLate) {
      await world.untilLive(5_000);
      world.move('black-hole');
      place.home.streams[0]?.breakOff('reset');
      await world.untilFailed('reset', 1_000);
      await world.until('the next attempt', () => world.state().kind === 'connecting', 2_000);
    }
    await expectDeadline(world);
    world.move('home');
    await world.untilLive(63_000);
    await world.pass(5_000);
    await hole.close();
  },
};

/** The whole head within 15 s of the request, and the socket closed if not. */
async function expectDeadline(world: World): Promise<void> {
  await world.pass(14_900);
  world.expect(world.state().kind === 'connecting', 'gave up before 15 s');
  await world.untilFailed('timeout', 200);
  world.expect(world.traffic.openClientSockets() === 0, 'the socket is still open');
}

const tarpit: FaultScenario = {
  id: 'N04',
  title: 'the request is read and never answered',
  expected: 'given up after 15 s, the socket closed, tried again',
  async run(world) {
    const { home } = await settleIn(world);
    home.intercept = () => true;
    await world.follow();
    await expectDeadline(world);
    await world.pass(between(world.random, 0, 120_000));
    home.intercept = null;
    // The attempt that is under way may have to wait out its deadline.
    await world.untilLive(80_000);
    await world.pass(5_000);
  },
};

const slowloris: FaultScenario = {
  id: 'N05',
  title: 'the head arrives byte by byte and never ends',
  expected: 'the 15 s apply to the whole head, not to each byte',
  async run(world) {
    const { home } = await settleIn(world);
    const { random } = world;
    home.intercept = (connection) => {
      connection.sendPieces(trickle(() => between(random, 500, 5_000)));
      return true;
    };
    await world.follow();
    await expectDeadline(world);
    await world.pass(between(world.random, 0, 120_000));
    home.intercept = null;
    await world.untilLive(80_000);
    await world.pass(5_000);
  },
};

function* trickle(delayMs: () => number): Generator<{ bytes: Uint8Array; delayMs: number }> {
  const head = Buffer.from(
    'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nX-More: '.padEnd(10_000, 'a'),
  );
  for (const byte of head) yield { bytes: Uint8Array.of(byte), delayMs: delayMs() };
}

describeFaults('the way to a home', [
  refused,
  dns,
  ...(platform() === 'linux' ? [blackHole] : []),
  tarpit,
  slowloris,
]);
