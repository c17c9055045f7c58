import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NotificationRequest } from '../../../src/core/history/alert.ts';
import type { HaEvent } from '../../../src/core/events/event.ts';
import { createAlerts } from '../../../src/core/monitor/alerts.ts';
import type { Rule } from '../../../src/core/rules/rule.ts';
import { USUAL_QUIET_HOURS } from '../../../src/core/settings/quiet-hours.ts';
import type { Settings } from '../../../src/core/settings/settings.ts';
import { stateChanged } from '../../support/event-builders.ts';
import { ruleOf } from '../../support/rule-builders.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';
import { offerMissed } from './offer-missed.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const AWAY = { level: 'normal', seq: null, opens: 'alerts' } as const;

function open(id = 'garage', deviceClass = 'door'): HaEvent {
  const attributes = { friendly_name: id, device_class: deviceClass };
  return stateChanged(`binary_sensor.${id}`, ['off', attributes], ['on', attributes]);
}

/** Starts at 12:00, with two rules. */
function startDesk(notifications: Partial<Settings['notifications']> = {}, part: Partial<Rule> = {}) {
  const clock = createVirtualClock();
  const toasts: NotificationRequest[] = [];
  const desktop = { undisturbed: false, sees: '' };
  const desk = createAlerts({
    clock,
    notify: (toast) => {
      toasts.push(toast);
      return Promise.resolve(true);
    },
    earlier: [],
    onAlert: () => undefined,
    doNotDisturb: () => desktop.undisturbed,
    isSeen: ({ event }) => event.data['entity_id'] === desktop.sees,
  });
  const rules = [
    ruleOf('class:door to:on', { name: 'Doors', cooldownMs: 0, ...part }),
    ruleOf('class:moisture to:on', { id: 'leak', name: 'Leaks', cooldownMs: 0, level: 'critical' }),
  ];
  desk.followServers(new Map([['home', 'Home']]));
  const follow = (changed: Partial<Settings['notifications']>): void => {
    desk.follow({ enabled: true, pausedUntil: null, rules, ...changed });
  };
  follow(notifications);
  let seq = 1;
  const offer = async (event = open()): Promise<boolean> => {
    const told = desk.offer({ event, seq: seq++, serverId: 'home' });
    await clock.advance(0);
    return told;
  };
  const miss = async (...events: readonly HaEvent[]): Promise<void> => {
    const items = events.map((event) => ({ event, seq: seq++, serverId: 'home' }));
    offerMissed(desk, items, true);
    await clock.advance(0);
  };
  const look = async (isSettled = true): Promise<void> => {
    desk.look(isSettled);
    await clock.advance(0);
  };
  const outcomes = (): readonly string[] =>
    desk
      .recent()
      .map(({ outcome }) => outcome)
      .toReversed();
  const titles = (): readonly string[] => toasts.map(({ title }) => title);
  return { clock, desk, desktop, toasts, titles, offer, miss, look, outcomes, follow };
}

describe('quiet hours', () => {
  const zone = process.env['TZ'];
  beforeAll(() => {
    process.env['TZ'] = 'UTC';
  });
  afterAll(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });
  const quietHours = { ...USUAL_QUIET_HOURS, on: true, from: '11:00', to: '13:00' };

  it('hold back what is not critical, say until when, and end with one summary', async () => {
    const { clock, desk, titles, offer, look, outcomes } = startDesk({ quietHours });
    await offer();
    await offer(open('cellar'));
    await offer(open('sink', 'moisture'));
    expect(outcomes()).toEqual(['quiet-hours', 'quiet-hours', 'raised']);
    expect(desk.recent().at(-1)).toMatchObject({ until: clock.now() + HOUR_MS });
    await look();
    expect(titles()).toEqual(['sink: leak detected']);
    await clock.advance(HOUR_MS);
    await look();
    await look();
    expect(titles()).toEqual(['sink: leak detected', 'In quiet hours: 2 doors']);
    await offer();
    expect(titles()).toHaveLength(3);
  });

  it('end without a word when nothing came', async () => {
    const { clock, toasts, look } = startDesk({ quietHours });
    await clock.advance(HOUR_MS);
    await look();
    expect(toasts).toEqual([]);
  });

  it('are over when the person ends them', async () => {
    const { titles, offer, look, follow } = startDesk({ quietHours });
    await offer();
    follow({});
    await look();
    expect(titles()).toEqual(['In quiet hours: 1 door']);
  });

  it('wait for the person, who gets one summary of all', async () => {
    const { clock, desk, titles, offer, look } = startDesk({ quietHours });
    await offer();
    desk.leave();
    await offer(open('cellar'));
    await clock.advance(HOUR_MS);
    await look();
    expect(titles()).toEqual([]);
    desk.comeBack();
    await look();
    expect(titles()).toEqual(['While you were away: 2 doors']);
  });
});

describe('Do Not Disturb', () => {
  it('holds back what is not critical, and ends with one summary', async () => {
    const { desktop, titles, offer, look, outcomes } = startDesk();
    desktop.undisturbed = true;
    await offer();
    await offer(open('sink', 'moisture'));
    await look();
    expect([outcomes(), titles()]).toEqual([['dnd', 'raised'], ['sink: leak detected']]);
    desktop.undisturbed = false;
    await look();
    expect(titles().at(-1)).toBe('During Do Not Disturb: 1 door');
  });
});

describe('a pause until the computer is unlocked', () => {
  it('holds back everything, and says no end', async () => {
    const { desk, toasts, offer, outcomes } = startDesk({ pausedUntil: 'unlock' });
    await offer(open('sink', 'moisture'));
    expect([outcomes(), toasts]).toEqual([['paused'], []]);
    expect(desk.recent()[0]).not.toHaveProperty('until');
  });
});

describe('what came while the computer was locked', () => {
  it('is one summary, which opens the list and is no alert of its own', async () => {
    const { desk, toasts, offer, look } = startDesk();
    await offer(open('before'));
    desk.leave();
    await offer();
    await offer(open('sink', 'moisture'));
    toasts.length = 0;
    desk.comeBack();
    await offer(open('after'));
    await look();
    expect(toasts.filter(({ opens }) => opens === 'alerts')).toMatchObject([
      {
        title: 'While you were away: 1 door, 1 leak',
        body: 'garage opened, sink: leak detected',
        ...AWAY,
      },
    ]);
    expect(desk.recent()).toHaveLength(4);
  });

  it('is not said when there was nothing, or while notifications are paused or off', async () => {
    for (const settings of [{}, { pausedUntil: Number.MAX_SAFE_INTEGER }, { enabled: false }]) {
      const { desk, toasts, offer, look } = startDesk(settings);
      desk.leave();
      if ('pausedUntil' in settings || 'enabled' in settings) await offer();
      desk.comeBack();
      await look();
      expect(toasts).toEqual([]);
    }
  });

  it('is forgotten with its server', async () => {
    const { desk, toasts, offer, look } = startDesk();
    desk.leave();
    await offer();
    toasts.length = 0;
    desk.forget('home');
    desk.comeBack();
    await look();
    expect(toasts).toEqual([]);
  });
});

describe('sleep', () => {
  it('with a lock is one summary, however late the recovery is', async () => {
    const { clock, desk, titles, offer, miss, look } = startDesk();
    desk.leave();
    await offer();
    desk.wake();
    desk.comeBack();
    await look(false);
    await clock.advance(3_000);
    await miss(open('cellar'), open('hall'));
    await look();
    expect(titles()).toEqual(['garage opened', 'While you were away: 3 doors']);
  });

  it('without a lock is one summary of several servers', async () => {
    const { clock, desk, titles, miss, look, outcomes } = startDesk();
    desk.wake();
    await look();
    await miss(open());
    await miss(open('cellar'), open('sink', 'moisture'));
    await clock.advance(2_000);
    await look();
    expect(outcomes()).toEqual(['away', 'away', 'raised']);
    expect(titles()).toEqual(['sink: leak detected', 'While you were away: 2 doors']);
  });

  it('does not wait for a server that stays away', async () => {
    const { clock, desk, titles, miss, look } = startDesk();
    desk.wake();
    await miss(open());
    await clock.advance(30_000);
    await look(false);
    expect(titles()).toEqual(['While you were away: 1 door']);
  });
});

describe('while the person looks at the log', () => {
  it('what comes into view there is listed as told, and not shown', async () => {
    const { desktop, toasts, titles, offer, outcomes } = startDesk();
    desktop.sees = 'binary_sensor.garage';
    expect(await offer()).toBe(true);
    expect([outcomes(), toasts]).toEqual([['looked'], []]);
    await offer(open('cellar'));
    expect(titles()).toEqual(['cellar opened']);
  });

  it.each([
    ['it is important', {}, { level: 'important' }],
    ['its owner wants both', { tellWhileLooking: true }, {}],
  ] as const)('is shown as well if %s', async (_name, settings, part) => {
    const { desktop, offer, outcomes } = startDesk(settings, part);
    desktop.sees = 'binary_sensor.garage';
    await offer();
    expect(outcomes()).toEqual(['raised']);
  });

  it('what is told later is shown', async () => {
    const { clock, desktop, offer, outcomes } = startDesk({}, { timing: { kind: 'for', ms: MINUTE_MS } });
    desktop.sees = 'binary_sensor.garage';
    await offer();
    await clock.advance(MINUTE_MS);
    expect(outcomes()).toEqual(['raised']);
  });
});
