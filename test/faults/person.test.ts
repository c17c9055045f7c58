import { between, pickOne } from '../../src/demo/house/seeded-random.ts';
import { describeFaults, type FaultScenario } from './fault-suite.ts';
import { CHUNKED, STREAM_HEADERS } from './home.ts';
import { isStream, startLiving, streamsOf } from './stories.ts';
import type { World } from './world.ts';

const impatient: FaultScenario = {
  id: 'P01',
  title: 'a person presses Reconnect again and again',
  expected: 'never more than 12 requests a minute, never two streams',
  async run(world) {
    await startLiving(world);
    for (let presses = 0; presses < 40; presses++) {
      world.ask();
      await world.pass(between(world.random, 0, 3_000));
    }
    await world.untilLive(70_000);
    await world.pass(5_000);
  },
};

const sleep: FaultScenario = {
  id: 'P02',
  title: 'the machine sleeps for minutes or a night',
  expected: 'noticed within 5 s, live again within 15 s, one new stream',
  async run(world) {
    const { home } = await startLiving(world);
    await world.pass(between(world.random, 1_000, 120_000));
    const before = streamsOf(home).length;
    if (world.random() < 0.7) home.streams[0]?.vanish();
    await world.sleep(between(world.random, 60_000, 9 * 3_600_000));
    const wokeAt = world.clock.monotonic();
    await world.until('it is noticed', () => world.state().kind !== 'live', 5_100);
    await world.untilLive(10_000);
    world.expect(world.clock.monotonic() - wokeAt <= 15_000, 'too slow after waking up');
    world.expect(streamsOf(home).length === before + 1, 'more than one new stream');
    await world.pass(60_000);
    world.expect(streamsOf(home).length === before + 1, 'another new stream later');
  },
};

const settings: FaultScenario = {
  id: 'P03',
  title: 'the address, the name or the types are changed while the stream is live',
  expected: 'never two streams, the gap continues from one connection to the next',
  async run(world) {
    const place = await startLiving(world);
    world.resolver.route('other.local', 'home');
    place.names.add('other.local');
    for (let changes = 0; changes < 6; changes++) {
      await world.pass(between(world.random, 100, 40_000));
      const { profile } = place;
      const change = pickOne(world.random, ['name', 'address', 'restart']);
      if (change === 'name') place.profile = { ...profile, name: `Home ${String(changes)}` };
      if (change === 'address') {
        const [from, to] = profile.baseUrl.includes('home.') ? ['home.', 'other.'] : ['other.', 'home.'];
        place.profile = { ...profile, baseUrl: profile.baseUrl.replace(from, to) };
      }
      const before = streamsOf(place.home).length;
      // What an earlier process asked in the last minute is not known to the next.
      if (change === 'restart') await world.pass(60_000);
      if (change === 'restart') await world.restart();
      else await world.follow();
      // While one stream has ended and the next has not begun.
      place.home.fire();
      await world.untilLive(70_000);
      if (change === 'name')
        world.expect(streamsOf(place.home).length === before, 'a new name cut the stream');
    }
    await world.pass(5_000);
  },
};

/** One kind of trouble that lasts until it is undone. */
function makeTrouble(world: World): void {
  const { home } = world.home;
  const trouble = pickOne(world.random, [
    'nobody',
    'dns',
    'tarpit',
    'status',
    'page',
    'buffered',
    'vanish',
    'end',
    'half',
  ]);
  switch (trouble) {
    case 'nobody':
      world.move('nobody');
      break;
    case 'dns':
      world.move({ error: 'EAI_AGAIN' });
      break;
    case 'vanish':
      home.streams[0]?.vanish();
      return;
    case 'half':
      home.streams[0]?.send('data: {"event_ty');
      break;
    case 'end':
      break;
    case 'tarpit':
    case 'status':
    case 'page':
    case 'buffered':
      home.intercept = (connection, request) => {
        if (trouble === 'status') home.answer(connection, 503, 'starting');
        else if (trouble === 'page') home.answer(connection, 200, '<p>', { 'Content-Type': 'text/html' });
        else if (trouble === 'buffered' && isStream(request))
          connection.head(200, { ...STREAM_HEADERS, ...CHUNKED });
        else return trouble === 'tarpit';
        return true;
      };
  }
  home.streams[0]?.breakOff(pickOne(world.random, ['fin', 'reset']));
}

const chaos: FaultScenario = {
  id: 'P04',
  title: 'hours of one fault after another',
  expected: 'every event counted, live again at the end',
  async run(world) {
    const { home } = await startLiving(world);
    for (let troubles = 0; troubles < 8; troubles++) {
      await world.pass(between(world.random, 500, 200_000));
      makeTrouble(world);
      await world.pass(between(world.random, 0, 300_000));
      world.move('home');
      home.intercept = null;
    }
    // A stream whose link died unnoticed takes 75 s to be given up, a tarpit 15 s more.
    await world.pass(160_000);
    await world.untilLive(70_000);
    await world.pass(5_000);
  },
};

describeFaults('people and machines', [impatient, sleep, settings, chaos]);
