import { Agent, get } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { MonitorEvent } from '../../src/core/monitor/monitor.ts';
import { runScenario, type FaultScenario } from './fault-suite.ts';
import { startLiving } from './stories.ts';
import type { Place } from './place.ts';
import type { Spoil, World } from './world.ts';

/** The checks are checked: a client that is broken on purpose must be found out, and an honest one must not. */

/** Twenty minutes of a house, cut by a reset and by a dead link, and one message that can't be decoded. */
const STORY: FaultScenario = {
  id: 'story',
  title: 'twenty minutes with two interruptions',
  expected: 'nothing wrong',
  async run(world) {
    const { home } = await startLiving(world);
    await world.pass(600_000);
    home.fireRaw('unparsed', (id) => ({ raw: `not json ${id}`, wire: `data: not json ${id}\n\n` }));
    await world.pass(5_000);
    world.move('nobody');
    home.streams[0]?.breakOff('reset');
    await world.pass(60_000);
    world.move('home');
    await world.pass(120_000);
    home.streams[0]?.vanish();
    await world.pass(300_000);
  },
};

/** What a piece of news is, for the checks. */
const kindOf = (event: MonitorEvent): string => (event.kind === 'own' ? event.own.kind : event.kind);

/** Does something to one event of a kind: the `nth`, counted from 1. */
function spoilOne(kind: string, nth: number, change: Spoil): Spoil {
  let count = 0;
  return (event) => (kindOf(event) === kind && ++count === nth ? change(event) : [event]);
}

function swapTwo(): Spoil {
  let held: MonitorEvent | null = null;
  let count = 0;
  return (event) => {
    if (event.kind !== 'event') return [event];
    count++;
    if (count === 50) {
      held = event;
      return [];
    }
    const late = held;
    held = null;
    return late === null ? [event] : [event, late];
  };
}

const changeRaw: Spoil = (event) =>
  event.kind === 'event' ? [{ ...event, raw: event.raw.replace('a', 'b') }] : [event];

const moveGap =
  (byMs: number): Spoil =>
  (event) =>
    event.kind === 'own' && event.own.kind === 'gap'
      ? [{ ...event, own: { ...event.own, gap: { ...event.own.gap, from: event.own.gap.from + byMs } } }]
      : [event];

describe('the account', () => {
  it.each<[string, RegExp | null, () => Spoil]>([
    ['is honest', null, () => (event) => [event]],
    [
      'drops every hundredth event',
      /is lost/,
      () => {
        let count = 0;
        return (event) => (event.kind === 'event' && ++count % 100 === 0 ? [] : [event]);
      },
    ],
    ['drops one event', /is lost/, () => spoilOne('event', 77, () => [])],
    ['tells one twice', /came 2 times/, () => spoilOne('event', 77, (event) => [event, event])],
    ['hides the first gap', /is lost/, () => spoilOne('gap', 1, () => [])],
    ['hides the second gap', /is lost/, () => spoilOne('gap', 2, () => [])],
    ['starts a gap too late', /is lost/, () => spoilOne('gap', 2, moveGap(60_000))],
    ['starts a gap too early', /a gap covers it/, () => spoilOne('gap', 2, moveGap(-60_000))],
    ['changes a character', /nobody sent/, () => spoilOne('event', 77, changeRaw)],
    ['swaps two', /out of order/, swapTwo],
    ['does not count what it could not decode', /is lost/, () => spoilOne('unparsed', 1, () => [])],
  ])('of a client that %s: %s', async (_, expected, spoil) => {
    const problems = await runScenario(STORY, 1, spoil());
    if (expected === null) expect(problems).toEqual([]);
    else expect(problems.join('\n')).toMatch(expected);
  });
});

/** A client without manners, beside the real one. */
function rudely(place: Place, path: string, headers: Record<string, string> = {}): void {
  const url = `${place.profile.baseUrl}${path}`;
  const request = get(url, { agent: new Agent({ keepAlive: false }), headers });
  request.on('error', () => undefined);
  request.on('response', (response) => response.resume());
}

const NICE = { 'User-Agent': 'Porchlight/0.1.0' };

describe('politeness', () => {
  it.each<[string, RegExp, (world: World, place: Place) => void]>([
    [
      'opens a second stream',
      /2 streams at once/,
      (_, place) => {
        rudely(place, '/api/stream', { ...NICE, authorization: 'Bearer made-up-secret' });
      },
    ],
    [
      'asks 13 times a minute',
      /more than 12 requests/,
      (_, place) => {
        for (let times = 0; times < 13; times++) rudely(place, '/api/', NICE);
      },
    ],
    [
      'comes back with a refused secret',
      /a refused secret was sent/,
      (world, place) => {
        const again = (): void => {
          rudely(place, '/api/', { ...NICE, 'x-ha-access': 'wrong' });
        };
        again();
        world.clock.after(5_000, again);
      },
    ],
    [
      'does not say who it is',
      /does not say that it is Porchlight/,
      (_, place) => {
        rudely(place, '/api/');
      },
    ],
    [
      'keeps a socket',
      /sockets are left/,
      (_, place) => {
        place.home.intercept = () => true;
        rudely(place, '/api/', NICE);
      },
    ],
    [
      'leaves a timer',
      /timers are left/,
      (world) => {
        world.monitorClock.after(3_600_000, () => undefined);
      },
    ],
  ])('of a client that %s: %s', async (_, expected, misbehave) => {
    const scenario: FaultScenario = {
      id: 'rude',
      title: 'a rude client',
      expected: 'found out',
      async run(world) {
        const place = await startLiving(world);
        place.home.secret = 'made-up-secret';
        await world.pass(30_000);
        misbehave(world, place);
        await world.pass(30_000);
      },
    };
    expect((await runScenario(scenario, 3)).join('\n')).toMatch(expected);
  });
});
