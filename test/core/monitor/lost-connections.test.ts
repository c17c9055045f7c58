import { describe, expect, it } from 'vitest';
import type { Alert, NotificationRequest } from '../../../src/core/history/alert.ts';
import { createAlerts } from '../../../src/core/monitor/alerts.ts';
import { GATHER_MS, LOST_GRACE_MS, TOGETHER_MS } from '../../../src/core/monitor/lost-connections.ts';
import type { Settings } from '../../../src/core/settings/settings.ts';
import type { ConnectionState } from '../../../src/core/stream/failure.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const MINUTE_MS = 60_000;

function startDesk(part: Partial<Settings['notifications']> = {}) {
  const clock = createVirtualClock();
  const toasts: NotificationRequest[] = [];
  const alerts: Alert[] = [];
  const desk = createAlerts({
    clock,
    notify: (toast) => {
      toasts.push(toast);
      return Promise.resolve(true);
    },
    earlier: [],
    onAlert: (alert) => alerts.push(alert),
  });
  desk.followServers(new Map([['home', 'Home']]));
  desk.follow({ enabled: true, pausedUntil: null, rules: [], ...part });
  return { desk, clock, alerts, titles: () => toasts.map(({ title }) => title) };
}

describe('a home that does not answer', () => {
  it('is told of after two minutes, once, and again when it is back', async () => {
    const { desk, clock, titles, alerts } = startDesk();
    desk.noteConnection('home', 'live');
    desk.noteConnection('home', 'waiting');
    await clock.advance(2 * MINUTE_MS - 1);
    expect(titles()).toEqual([]);
    await clock.advance(1);
    expect(titles()).toEqual(['Home has not answered for 2 min']);
    for (const kind of ['connecting', 'waiting', 'stopped'] as const) desk.noteConnection('home', kind);
    await clock.advance(10 * MINUTE_MS);
    desk.noteConnection('home', 'live');
    await clock.advance(0);
    expect(titles()).toEqual(['Home has not answered for 2 min', 'Home is back']);
    expect(alerts.map(({ body, outcome }) => [body, outcome])).toEqual([
      ['Nothing that happens there is seen until it does.', 'raised'],
      ['It was not connected for 12 min. What its recorder kept of that time is fetched.', 'raised'],
    ]);
  });

  it('needs its owner when it was reached and refused', async () => {
    const { desk, clock, titles } = startDesk();
    for (const kind of ['live', 'waiting', 'connecting', 'stopped'] as const)
      desk.noteConnection('home', kind);
    await clock.advance(2 * MINUTE_MS);
    expect(titles()).toEqual(['Home needs you']);
    desk.noteConnection('home', 'live');
    await clock.advance(0);
    expect(titles()).toEqual(['Home needs you', 'Home is back']);
  });

  it.each([
    ['it is back sooner', 'live'],
    ['it is switched off', 'idle'],
  ] as const)('is no news when %s', async (_why, kind) => {
    const { desk, clock, titles } = startDesk();
    desk.noteConnection('home', 'connecting');
    await clock.advance(MINUTE_MS);
    desk.noteConnection('home', kind);
    await clock.advance(10 * MINUTE_MS);
    expect(titles()).toEqual([]);
  });

  it('is no news when it was never heard and its form says why, when it was removed, or when the app ends', async () => {
    const { desk, clock, titles } = startDesk();
    desk.noteConnection('home', 'connecting');
    desk.noteConnection('home', 'stopped');
    await clock.advance(10 * MINUTE_MS);
    desk.noteConnection('home', 'connecting');
    desk.followServers(new Map());
    await clock.advance(10 * MINUTE_MS);
    desk.noteConnection('home', 'connecting');
    desk.stop();
    await clock.advance(10 * MINUTE_MS);
    expect(titles()).toEqual([]);
  });

  it('is not told of where its owner does not want that, and only listed while notifications are paused', async () => {
    const unwanted = startDesk({ connections: false });
    unwanted.desk.noteConnection('home', 'waiting');
    await unwanted.clock.advance(3 * MINUTE_MS);
    expect(unwanted.alerts).toEqual([]);
    const paused = startDesk({ pausedUntil: Number.MAX_SAFE_INTEGER });
    paused.desk.noteConnection('home', 'waiting');
    await paused.clock.advance(3 * MINUTE_MS);
    expect(paused.titles()).toEqual([]);
    expect(paused.alerts).toMatchObject([{ title: 'Home has not answered for 2 min', outcome: 'paused' }]);
  });
});

describe('several servers that go away at once', () => {
  const NAMES = Array.from({ length: 15 }, (_, index) => `House ${String(index + 1)}`);

  /** All have been heard. */
  function startHouses(part: Partial<Settings['notifications']> = {}) {
    const bench = startDesk(part);
    bench.desk.followServers(new Map(NAMES.map((name) => [name, name])));
    const note = (kind: ConnectionState['kind'], names: readonly string[] = NAMES): void => {
      for (const name of names) bench.desk.noteConnection(name, kind);
    };
    note('live');
    return { ...bench, note, told: () => bench.alerts.map(({ title, body }) => `${title}. ${body}`) };
  }

  it('are one notification with their number and the first names, and one when all are back', async () => {
    const { clock, note, told, titles } = startHouses();
    // The names come as their owner has ordered them, not as the streams broke off.
    note('waiting', NAMES.toReversed());
    await clock.advance(LOST_GRACE_MS);
    expect(told()).toEqual([
      '15 servers are out of reach. House 1, House 2 and 13 more. Nothing that happens there is seen until they answer.',
    ]);
    await clock.advance(10 * MINUTE_MS);
    for (const [index, name] of NAMES.toReversed().entries()) {
      expect([index, titles().length]).toEqual([index, 1]);
      note('live', [name]);
      await clock.advance(1_000);
    }
    expect(told().slice(1)).toEqual([
      '15 servers are back. House 1, House 2 and 13 more. They were not connected for up to 12 min 14 s. What their recorders kept of that time is fetched.',
    ]);
    await clock.advance(10 * MINUTE_MS);
    expect(titles()).toHaveLength(2);
  });

  it('are told of together though their streams break off apart, but not with one that has only blinked', async () => {
    const { clock, note, titles } = startHouses();
    const [first = '', second = '', third = '', fourth = ''] = NAMES;
    note('waiting', [first]);
    await clock.advance(TOGETHER_MS);
    note('waiting', [second, fourth]);
    await clock.advance(1);
    note('waiting', [third]);
    await clock.advance(1_000);
    note('live', [fourth]);
    await clock.advance(LOST_GRACE_MS);
    expect(titles()).toEqual(['2 servers are out of reach', 'House 3 has not answered for 2 min']);
  });

  it('are told of as back without those that stay away longer', async () => {
    const { clock, note, told } = startHouses();
    const [first = '', second = '', ...others] = NAMES;
    note('waiting');
    await clock.advance(LOST_GRACE_MS);
    note('live', others);
    await clock.advance(GATHER_MS - 1);
    expect(told()).toHaveLength(1);
    await clock.advance(1);
    note('live', [first]);
    await clock.advance(GATHER_MS);
    note('live', [second]);
    await clock.advance(0);
    expect(told().slice(1)).toEqual([
      '13 servers are back. House 3, House 4 and 11 more. 2 more are still away. They were not connected for up to 2 min. What their recorders kept of that time is fetched.',
      'House 1 is back. It was not connected for 3 min. What its recorder kept of that time is fetched. 1 more is still away.',
      'House 2 is back. It was not connected for 4 min. What its recorder kept of that time is fetched.',
    ]);
  });

  it('wait for none that refuses, is switched off or is removed', async () => {
    const { desk, clock, note, titles } = startHouses();
    const [first = '', second = '', third = '', fourth = ''] = NAMES;
    note('waiting', [first, second, third, fourth]);
    await clock.advance(LOST_GRACE_MS);
    note('live', [first]);
    note('stopped', [second]);
    note('idle', [third]);
    expect(titles()).toHaveLength(1);
    desk.followServers(new Map(NAMES.filter((name) => name !== fourth).map((name) => [name, name])));
    await clock.advance(0);
    expect(titles()).toEqual(['4 servers are out of reach', 'House 1 is back']);

    note('waiting', [first, fourth]);
    desk.followServers(new Map(NAMES.map((name) => [name, name])));
    note('waiting', [fourth]);
    await clock.advance(LOST_GRACE_MS);
    note('live', [first]);
    desk.followServers(new Map([[fourth, fourth]]));
    await clock.advance(10 * MINUTE_MS);
    expect(titles().slice(2)).toEqual(['2 servers are out of reach']);
  });

  it('are not back when one answers only for a moment, and are not told of as lost again', async () => {
    const { clock, note, titles } = startHouses();
    const [first = '', second = '', third = ''] = NAMES;
    note('waiting', [first, second, third]);
    await clock.advance(LOST_GRACE_MS);
    note('live', [first, second]);
    await clock.advance(GATHER_MS / 2);
    note('waiting', [first]);
    await clock.advance(10 * MINUTE_MS);
    expect(titles()).toEqual(['3 servers are out of reach', 'House 2 is back']);
    note('live', [first, third]);
    await clock.advance(0);
    expect(titles()).toEqual(['3 servers are out of reach', 'House 2 is back', '2 servers are back']);
  });

  it('are told of apart from those that refuse', async () => {
    const { clock, note, told } = startHouses();
    note('waiting', NAMES.slice(0, 3));
    note('stopped', NAMES.slice(3, 6));
    await clock.advance(LOST_GRACE_MS);
    expect(told()).toEqual([
      '3 servers are out of reach. House 1, House 2 and House 3. Nothing that happens there is seen until they answer.',
      '3 servers need you. House 4, House 5 and House 6. Porchlight does not connect to them again by itself. The settings say why.',
    ]);
  });

  it('are not told of when the app ends while it waits for more, or where their owner does not want that', async () => {
    const ended = startHouses();
    ended.note('waiting');
    await ended.clock.advance(LOST_GRACE_MS);
    ended.note('live', NAMES.slice(1));
    ended.desk.stop();
    await ended.clock.advance(10 * MINUTE_MS);
    expect(ended.titles()).toEqual(['15 servers are out of reach']);
    const unwanted = startHouses({ connections: false });
    unwanted.note('waiting');
    await unwanted.clock.advance(10 * MINUTE_MS);
    unwanted.note('live');
    await unwanted.clock.advance(10 * MINUTE_MS);
    expect(unwanted.alerts).toEqual([]);
  });
});
