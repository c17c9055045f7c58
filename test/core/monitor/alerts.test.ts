import { describe, expect, it } from 'vitest';
import type { Alert, NotificationRequest } from '../../../src/core/history/alert.ts';
import { createAlerts } from '../../../src/core/monitor/alerts.ts';
import type { HaEvent } from '../../../src/core/events/event.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import type { Rule } from '../../../src/core/rules/rule.ts';
import { haEvent, stateChanged, type Side } from '../../support/event-builders.ts';
import { ruleOf } from '../../support/rule-builders.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';
import { offerMissed } from './offer-missed.ts';

const EARLIER: Alert = { seq: 3, at: 1, title: 'Leak', body: '', outcome: 'raised' };
const BELL = ruleOf('type:bell', { name: 'Bell' });
const bell = (name = ''): HaEvent => haEvent('bell', name === '' ? {} : { name });

type Notify = (notification: NotificationRequest) => Promise<boolean>;

function startDesk(rules: readonly Rule[], notify: Notify = () => Promise.resolve(true)) {
  const clock = createVirtualClock();
  const toasts: NotificationRequest[] = [];
  const told: (string | null)[] = [];
  const desk = createAlerts({
    clock,
    notify: (toast) => {
      toasts.push(toast);
      return notify(toast);
    },
    earlier: [EARLIER],
    onAlert: (_alert, serverId) => told.push(serverId),
  });
  const follow = (rest: { enabled?: boolean; pausedUntil?: number } = {}): void => {
    desk.follow({ enabled: true, pausedUntil: null, rules: [...rules], ...rest });
  };
  follow();
  desk.followServers(new Map([['home', 'Home']]));
  let seq = 10;
  const offer = (event: HaEvent, serverId = 'home'): boolean => desk.offer({ event, seq: seq++, serverId });
  /** Outcomes of this run's alerts, oldest first. */
  const outcomes = (): readonly string[] =>
    desk
      .recent()
      .filter((alert) => alert !== EARLIER)
      .map(({ outcome }) => outcome)
      .toReversed();
  return { clock, desk, toasts, told, follow, offer, outcomes };
}

const smoke = (id: number, before = 'off', after = 'on'): HaEvent => {
  const side = (state: string): Side => [
    state,
    { device_class: 'smoke', friendly_name: `Smoke ${String(id)}` },
  ];
  return stateChanged(`binary_sensor.smoke_${String(id)}`, side(before), side(after));
};
const SMOKE = ruleOf('class:smoke to:on', { name: 'Smoke', cooldownMs: 10_000 });

describe('createAlerts', () => {
  it('lists the alerts of earlier runs after its own, tells only of its own, and forgets all', async () => {
    const { clock, desk, told, offer } = startDesk([BELL]);
    expect(desk.recent()).toEqual([EARLIER]);
    offer(bell());
    await clock.advance(0);
    expect(desk.recent().map(({ seq }) => seq)).toEqual([10, 3]);
    expect(told).toEqual(['home']);
    desk.forget();
    expect(desk.recent()).toEqual([]);
  });

  it('forgets the alerts of one server', async () => {
    const { clock, desk, offer } = startDesk([BELL]);
    offer(bell('front'), 'demo');
    await clock.advance(600_000);
    offer(bell('back'));
    await clock.advance(0);
    expect(desk.recent().map(({ seq }) => seq)).toEqual([11, 10, 3]);
    desk.forget('demo');
    expect(desk.recent().map(({ seq }) => seq)).toEqual([11, 3]);
  });

  it('says what happened, by which rule, and where only when there are several homes', async () => {
    const { clock, desk, toasts, offer } = startDesk([BELL]);
    offer(bell());
    desk.followServers(
      new Map([
        ['home', 'Home'],
        ['cabin', 'Cabin'],
      ]),
    );
    offer(bell(), 'cabin');
    await clock.advance(0);
    expect(toasts.map(({ body }) => body.replace(/ · [\d:]+$/, ''))).toEqual(['Bell', 'Cabin · Bell']);
  });

  it.each([
    ['off', { enabled: false }],
    ['paused', { pausedUntil: Number.MAX_SAFE_INTEGER }],
  ])('records what it holds back: %s', (outcome, rest) => {
    const { toasts, follow, offer, outcomes } = startDesk([BELL]);
    follow(rest);
    expect(offer(bell())).toBe(false);
    expect([outcomes(), toasts]).toEqual([[outcome], []]);
  });

  it.each<[string, Notify]>([
    ['is refused', () => Promise.resolve(false)],
    ['rejects', () => Promise.reject(new Error('no bus'))],
    [
      'throws',
      () => {
        throw new Error('no bus');
      },
    ],
  ])('loses no alert when a notification %s', async (_name, notify) => {
    const { clock, offer, outcomes } = startDesk([BELL], notify);
    for (let i = 0; i < LIMITS.maxToasts + 1; i += 1) offer(bell());
    await clock.advance(LIMITS.toastWindowMs);
    expect([...outcomes()].sort()).toEqual(['burst', ...Array<string>(LIMITS.maxToasts + 1).fill('failed')]);
  });

  it('names in a summary what it held back', async () => {
    const { clock, toasts, offer } = startDesk([BELL]);
    for (let i = 0; i < LIMITS.maxToasts; i += 1) offer(bell());
    offer(bell('Front'));
    offer(bell('Garden'));
    await clock.advance(LIMITS.toastWindowMs);
    expect(toasts.at(-1)).toEqual({
      title: '2 more alerts',
      body: 'bell: name = Front, bell: name = Garden',
      level: 'normal',
      seq: null,
    });
  });
});

describe('levels', () => {
  it.each([
    ['quiet', [], ['quiet']],
    ['normal', ['normal'], ['raised']],
    ['important', ['important'], ['raised']],
    ['critical', ['critical'], ['raised']],
  ] as const)('%s', async (level, shown, expected) => {
    const { clock, toasts, offer, outcomes } = startDesk([{ ...BELL, level }]);
    expect(offer(bell())).toBe(level !== 'quiet');
    await clock.advance(0);
    expect([toasts.map((toast) => toast.level), outcomes()]).toEqual([shown, expected]);
  });

  it('of several rules about one event the loudest tells, and of those the first', async () => {
    const rules = (['normal', 'quiet', 'important', 'important'] as const).map((level, i) => {
      return ruleOf('type:bell', { id: String(i), name: `Rule ${String(i)}`, level });
    });
    const { clock, toasts, offer, outcomes } = startDesk(rules);
    offer(bell());
    await clock.advance(0);
    expect(toasts).toMatchObject([{ level: 'important', body: expect.stringContaining('Rule 2') as string }]);
    expect(outcomes()).toEqual(['raised']);
  });

  it('another tells where the loudest is cooled down', async () => {
    const loud = ruleOf('type:bell', { id: 'loud', level: 'important', cooldownMs: 60_000 });
    const { clock, toasts, offer } = startDesk([loud, BELL]);
    offer(bell());
    offer(bell());
    await clock.advance(0);
    expect(toasts.map(({ level }) => level)).toEqual(['important', 'normal']);
  });

  it('what is a danger is critical, however quiet its rule is', async () => {
    const { clock, toasts, offer } = startDesk([{ ...SMOKE, level: 'quiet' }]);
    offer(smoke(1));
    await clock.advance(0);
    expect(toasts).toMatchObject([{ level: 'critical' }]);
  });

  it('starts no cool-down while nothing is shown', async () => {
    const { clock, follow, offer, outcomes } = startDesk([{ ...BELL, cooldownMs: 60_000 }]);
    follow({ enabled: false });
    offer(bell());
    follow();
    offer(bell());
    await clock.advance(0);
    expect(outcomes()).toEqual(['off', 'raised']);
  });
});

describe('a rule that waits', () => {
  const GARAGE = ruleOf('entity:cover.garage to:open', { timing: { kind: 'for', ms: 600_000 } });

  it('tells when its time has come, and leaves no timer behind', async () => {
    const { clock, toasts, offer, desk } = startDesk([GARAGE]);
    expect(offer(stateChanged('cover.garage', 'closed', 'open'))).toBe(false);
    await clock.advance(599_999);
    expect([toasts, clock.timers]).toEqual([[], 1]);
    await clock.advance(1);
    expect(toasts).toMatchObject([{ title: 'Garage opened, was closed', seq: 10 }]);
    expect(clock.timers).toBe(0);
    offer(stateChanged('cover.garage', 'open', 'closed'));
    offer(stateChanged('cover.garage', 'closed', 'open'));
    desk.stop();
    expect(clock.timers).toBe(0);
  });
});

describe('an urgent alert', () => {
  it('is shown at once when the budget of the others is spent, and stays', async () => {
    const { clock, toasts, offer } = startDesk([BELL, SMOKE]);
    for (let i = 0; i < 40; i += 1) offer(bell());
    expect(offer(smoke(1))).toBe(true);
    await clock.advance(0);
    expect(toasts).toHaveLength(LIMITS.maxToasts + 1);
    expect(toasts.at(-1)).toMatchObject({ title: 'Smoke 1: smoke detected', level: 'critical' });
    expect(toasts.slice(0, -1).every(({ level }) => level === 'normal')).toBe(true);
  });

  it('comes once a minute for one thing', async () => {
    const { clock, offer, outcomes } = startDesk([SMOKE]);
    offer(smoke(1));
    await clock.advance(LIMITS.urgentCooldownMs - 1);
    offer(smoke(1));
    await clock.advance(1);
    offer(smoke(1));
    await clock.advance(0);
    expect(outcomes()).toEqual(['raised', 'cooldown', 'raised']);
  });

  it('has a budget of its own, and the rest is named in a summary that is urgent, too', async () => {
    const { clock, toasts, offer } = startDesk([SMOKE]);
    for (let id = 1; id <= LIMITS.maxUrgentToasts + 3; id += 1) offer(smoke(id));
    await clock.advance(0);
    expect(toasts).toHaveLength(LIMITS.maxUrgentToasts);
    await clock.advance(LIMITS.urgentWindowMs);
    expect(toasts.slice(LIMITS.maxUrgentToasts)).toEqual([
      {
        title: '3 more alerts',
        body: 'Smoke 21: smoke detected, Smoke 22: smoke detected, Smoke 23: smoke detected',
        level: 'critical',
        seq: null,
      },
    ]);
  });

  it('is none for what its sensor says again', () => {
    const { offer } = startDesk([SMOKE]);
    offer(smoke(1));
    expect(offer(smoke(1, 'on', 'on'))).toBe(false);
  });
});

describe('what was missed', () => {
  it('goes through the same rules, cool-downs, budgets and record', async () => {
    const { clock, desk, toasts, outcomes } = startDesk([ruleOf('type:bell', { cooldownMs: 60_000 }), SMOKE]);
    const items = [bell('Front'), haEvent('other'), smoke(1), bell('Front'), bell('Garden')];
    offerMissed(
      desk,
      items.map((event, i) => ({ event, seq: 50 + i, serverId: 'home' })),
      false,
    );
    await clock.advance(0);
    expect(toasts).toMatchObject([
      { title: 'Smoke 1: smoke detected', level: 'critical', seq: 52 },
      {
        title: 'While disconnected: 2 alerts',
        body: 'bell: name = Front, bell: name = Garden',
        seq: null,
        opens: 'alerts',
      },
    ]);
    expect(toasts[0]?.body).toContain('Missed while disconnected');
    expect(desk.recent().map(({ seq }) => seq)).toEqual(expect.arrayContaining([50, 52, 53, 54]));
    expect([...outcomes()].sort()).toEqual(['cooldown', 'raised', 'raised', 'raised']);
    // The doorbell of now is about the same thing.
    expect(desk.offer({ event: bell('Front'), seq: 60, serverId: 'home' })).toBe(false);
  });

  it('is told of by urgent rules before all of it is there, and by none of them twice', async () => {
    const { clock, desk, toasts } = startDesk([BELL, { ...SMOKE, cooldownMs: 0 }]);
    const items = [smoke(1), bell('Front')].map((event, i) => ({ event, seq: 60 + i, serverId: 'home' }));
    const urgent = desk.startMissed(false, { urgentOnly: true });
    urgent.take(items);
    urgent.end();
    await clock.advance(0);
    expect(toasts.map(({ seq }) => seq)).toEqual([60]);
    const all = desk.startMissed(false, { urgentToldFrom: 60 });
    all.take([{ event: smoke(2), seq: 50, serverId: 'home' }, ...items]);
    all.end();
    await clock.advance(0);
    expect(toasts.map(({ seq }) => seq)).toEqual([60, 50, 61]);
  });

  it('is recorded, and not shown, while its rule is snoozed, and lets a quieter rule speak', async () => {
    const until = Date.UTC(2026, 10, 21, 13);
    const rules = [ruleOf('type:bell', { id: 'loud', level: 'critical', snoozedUntil: until }), BELL];
    const { clock, offer, outcomes, toasts } = startDesk(rules);
    offer(bell('front'));
    expect(toasts.map(({ rule }) => rule?.id)).toEqual([BELL.id]);
    await clock.advance(0);
    const { offer: offerAlone, outcomes: alone, clock: later } = startDesk(rules.slice(0, 1));
    offerAlone(bell('front'));
    await later.advance(3_600_000);
    offerAlone(bell('back'));
    await later.advance(0);
    expect([outcomes(), alone()]).toEqual([['raised'], ['snoozed', 'raised']]);
  });

  it('uses nothing of its cool-down or its limit for an hour while its rule is snoozed', async () => {
    const { clock, offer, outcomes } = startDesk([
      ruleOf('type:bell', {
        cooldownMs: 86_400_000,
        maxPerHour: 2,
        snoozedUntil: Date.UTC(2026, 10, 21, 12) + 60_000,
      }),
    ]);
    for (const name of ['front', 'front', 'garden', 'shed']) offer(bell(name));
    await clock.advance(60_000);
    for (const name of ['front', 'garden', 'shed']) {
      offer(bell(name));
      await clock.advance(0);
    }
    expect(outcomes()).toEqual([...Array<string>(4).fill('snoozed'), 'raised', 'raised', 'hourly']);
  });

  it('is recorded, and not shown, while paused', () => {
    const { desk, toasts, follow, outcomes } = startDesk([BELL]);
    follow({ pausedUntil: Number.MAX_SAFE_INTEGER });
    offerMissed(desk, [{ event: bell(), seq: 50, serverId: 'home' }], false);
    expect([outcomes(), toasts]).toEqual([['paused'], []]);
  });

  it('does not make what is known of now older', () => {
    const { desk, offer } = startDesk([ruleOf('entity:lock.a')]);
    offer(stateChanged('lock.a', 'locked', 'unlocked'));
    offerMissed(
      desk,
      [{ event: stateChanged('lock.a', 'jammed', 'locked'), seq: 50, serverId: 'home' }],
      false,
    );
    expect(offer(stateChanged('lock.a', 'unavailable', 'unlocked'))).toBe(false);
  });
});

describe('a restart of Home Assistant', () => {
  const DOORS = ruleOf('entity:binary_sensor.*door*', { name: 'Doors' });
  const door = (id: number, before: Side, after: Side): HaEvent =>
    stateChanged(`binary_sensor.door_${String(id)}`, before, after);

  it('tells nobody of doors that did not move, and of the smoke at once', async () => {
    const { clock, toasts, offer } = startDesk([DOORS, SMOKE]);
    for (let id = 0; id < 8; id += 1) offer(door(id, null, 'unavailable'));
    for (let id = 0; id < 8; id += 1) offer(door(id, 'unavailable', 'off'));
    offer(smoke(1));
    await clock.advance(60_000);
    expect(toasts.map(({ title }) => title)).toEqual(['Smoke 1: smoke detected']);
  });

  it('tells of a door that was closed when Porchlight itself ended, and of no other', async () => {
    const { clock, desk, toasts, offer } = startDesk([DOORS]);
    desk.rememberStates(
      [1, 2].map((id) => ({
        serverId: 'home',
        entity: `binary_sensor.door_${String(id)}`,
        state: 'off',
        attributes: {},
      })),
    );
    offer(door(1, null, 'off'));
    offer(door(2, null, 'on'));
    await clock.advance(0);
    expect(toasts.map(({ title }) => title)).toEqual(['Door 2 was added, on']);
  });

  it('tells of a door that was opened meanwhile', async () => {
    const { clock, toasts, offer } = startDesk([DOORS]);
    offer(door(1, 'on', 'off'));
    offer(door(2, 'on', 'off'));
    await clock.advance(10_000);
    toasts.length = 0;
    for (const id of [1, 2]) offer(door(id, null, 'unavailable'));
    offer(door(1, 'unavailable', 'off'));
    offer(door(2, 'unavailable', 'on'));
    await clock.advance(0);
    expect(toasts.map(({ title }) => title)).toEqual(['Door 2 is back, on']);
  });

  it('tells of smoke that is still there when its sensor returns', async () => {
    const { clock, toasts, offer } = startDesk([SMOKE]);
    offer(smoke(1));
    await clock.advance(LIMITS.urgentCooldownMs);
    offer(smoke(1, 'on', 'unavailable'));
    offer(smoke(1, 'unavailable', 'on'));
    await clock.advance(0);
    expect(toasts.map(({ title, level }) => [title, level])).toEqual([
      ['Smoke 1: smoke detected', 'critical'],
      ['Smoke 1 is back: smoke detected', 'critical'],
    ]);
  });
});
