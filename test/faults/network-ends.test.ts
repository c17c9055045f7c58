import { between } from '../../src/demo/house/seeded-random.ts';
import { describeFaults, type FaultScenario } from './fault-suite.ts';
import { LAST_CHUNK } from './http-wire.ts';
import { STREAM_HEADERS } from './home.ts';
import { failureWords, isStream, startLiving, streamsOf } from './stories.ts';

const reset: FaultScenario = {
  id: 'N06',
  title: 'RST in the middle of an event',
  expected: 'half an event is dropped, a gap is recorded, the next request within 2 s',
  async run(world) {
    const { home } = await startLiving(world);
    await world.pass(between(world.random, 60_000, 180_000));
    for (let times = 0; times < 4; times++) {
      await breakInside(world.random() < 0.5);
      const brokeAt = world.clock.monotonic();
      await world.untilFailed('reset', 10);
      await world.until('the next request', () => world.state().kind === 'connecting', 2_000);
      world.expect(world.clock.monotonic() - brokeAt <= 2_000, 'the reconnect took more than 2 s');
      await world.untilLive(10_000);
      await world.pass(between(world.random, 61_000, 120_000));
    }

    /** At once after an event was written, or with half of one on the wire. */
    async function breakInside(isHalf: boolean): Promise<void> {
      const stream = home.streams[0];
      if (isHalf) stream?.send('data: {"event_type":"ha');
      else home.fire();
      if (world.random() < 0.5) await world.traffic.calm();
      stream?.breakOff('reset');
    }
  },
};

const restart: FaultScenario = {
  id: 'N07',
  title: 'Home Assistant restarts: a clean end, no answer, a burst at the start',
  expected: 'named as a restart, a gap is recorded, the burst arrives complete',
  async run(world) {
    const { home } = await startLiving(world);
    await world.pass(between(world.random, 1_000, 180_000));
    world.move('nobody');
    const stream = home.streams[0];
    // The servers of 2016 close the connection five seconds after the last chunk.
    if (world.random() < 0.3) stream?.sendPieces([{ bytes: LAST_CHUNK, delayMs: 0 }]);
    else stream?.end();
    await world.untilFailed('ended', 2_000);
    const { cause } = failureWords(world);
    world.expect(cause.includes('restarting'), `says "${cause}"`);
    await world.pass(between(world.random, 3_000, 90_000));
    home.intercept = (connection, request) => {
      if (!isStream(request)) return false;
      home.openStream(connection);
      for (let count = 0; count < 300; count++) home.fire();
      return true;
    };
    world.move('home');
    await world.untilLive(63_000);
    await world.pass(10_000);
  },
};

const halfOpen: FaultScenario = {
  id: 'N08',
  title: 'the connection dies silently',
  expected: 'noticed within 76 s, the dead connection closed, exactly one new one',
  async run(world) {
    const { home } = await startLiving(world);
    await world.pass(between(world.random, 100, 300_000));
    const [dead] = home.streams;
    dead?.vanish();
    const before = streamsOf(home).length;
    await world.pass(between(world.random, 10_000, 20_000));
    await world.untilFailed('silent', 76_000);
    world.expect(dead?.closedBy === 'client', 'the dead connection was not closed');
    await world.untilLive(70_000);
    world.expect(streamsOf(home).length === before + 1, 'more than one new connection');
    await world.pass(5_000);
  },
};

const onlyPings: FaultScenario = {
  id: 'N09',
  title: 'only pings or comments for hours',
  expected: 'stays live, one stream, no gap',
  async run(world) {
    const { home } = await startLiving(world);
    home.rest();
    if (world.random() < 0.5) {
      const murmur = (): void => {
        home.streams[0]?.send(': still here\n\n');
        world.clock.after(between(world.random, 1_000, 70_000), murmur);
      };
      murmur();
    }
    await world.pass(between(world.random, 3_600_000, 6 * 3_600_000));
    world.expect(world.state().kind === 'live', 'not live any more');
    world.expect(streamsOf(home).length === 1, 'another stream was opened');
    world.expect(
      !world.said.some((event) => event.kind === 'own' && event.own.kind === 'gap'),
      'a gap was told',
    );
    home.rest();
  },
};

const buffered: FaultScenario = {
  id: 'N10',
  title: 'a proxy holds the stream back: 200, and no first byte',
  expected: 'named after 10 s as a buffering proxy, tried again',
  async run(world) {
    const { home } = await startLiving(world);
    await world.pass(between(world.random, 100, 60_000));
    home.intercept = (connection, request) => {
      if (!isStream(request)) return false;
      connection.head(200, STREAM_HEADERS);
      return true;
    };
    home.streams[0]?.breakOff('fin');
    await world.untilFailed('buffered', 20_000);
    const { cause } = failureWords(world);
    world.expect(cause.includes('proxy'), `says "${cause}"`);
    world.expect(
      streamsOf(home).every(({ isOpen }) => !isOpen),
      'the silent stream was not closed',
    );
    await world.pass(between(world.random, 1_000, 200_000));
    home.intercept = null;
    await world.untilLive(80_000);
    await world.pass(5_000);
  },
};

describeFaults('a stream that ends', [reset, restart, halfOpen, onlyPings, buffered]);
