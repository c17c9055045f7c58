import { describe, expect, it } from 'vitest';
import type { Alert, NotificationRequest } from '../../../src/core/history/alert.ts';
import { createAlerts } from '../../../src/core/monitor/alerts.ts';
import type { Settings } from '../../../src/core/settings/settings.ts';
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
