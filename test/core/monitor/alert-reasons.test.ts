import { describe, expect, it } from 'vitest';
import type { NotificationRequest } from '../../../src/core/history/alert.ts';
import type { HaEvent } from '../../../src/core/events/event.ts';
import { createAlerts } from '../../../src/core/monitor/alerts.ts';
import type { Rule } from '../../../src/core/rules/rule.ts';
import { stateChanged } from '../../support/event-builders.ts';
import { ruleOf } from '../../support/rule-builders.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const MINUTE_MS = 60_000;

function open(id = 'garage', before = 'off', after = 'on'): HaEvent {
  const attributes = { friendly_name: 'Garage door', device_class: 'door' };
  return stateChanged(`binary_sensor.${id}`, [before, attributes], [after, attributes]);
}

function startDesk(part: Partial<Rule>, pausedUntilMs: number | null = null) {
  const clock = createVirtualClock();
  const toasts: NotificationRequest[] = [];
  const desk = createAlerts({
    clock,
    notify: (toast) => {
      toasts.push(toast);
      return Promise.resolve(true);
    },
    earlier: [],
    onAlert: () => undefined,
  });
  const pausedUntil = pausedUntilMs === null ? null : clock.now() + pausedUntilMs;
  const rules = [ruleOf('class:door to:on', { name: 'Doors', cooldownMs: 0, ...part })];
  desk.followServers(new Map([['home', 'Home']]));
  desk.follow({ enabled: true, pausedUntil, rules });
  const startAt = clock.now();
  let seq = 1;
  const offer = async (event = open()): Promise<void> => {
    desk.offer({ event, seq: seq++, serverId: 'home' });
    await clock.advance(0);
  };
  /** Outcome of each alert, with the minute up to which it was held back or the reason; oldest first. */
  const reasons = (): readonly string[] =>
    desk
      .recent()
      .map(({ outcome, until, why }) =>
        [outcome, until === undefined ? [] : (until - startAt) / MINUTE_MS, why ?? []].flat().join(' '),
      )
      .toReversed();
  return { clock, desk, toasts, offer, reasons, startAt };
}

describe('why an alert is held back', () => {
  it('says until when the cool-down lasts', async () => {
    const { clock, offer, reasons } = startDesk({ cooldownMs: 10 * MINUTE_MS });
    await offer();
    await clock.advance(4 * MINUTE_MS);
    await offer();
    expect(reasons()).toEqual(['raised', 'cooldown 10']);
  });

  it('says when the limit for an hour has place again', async () => {
    const { clock, offer, reasons } = startDesk({ maxPerHour: 2 });
    for (let i = 0; i < 3; i += 1) {
      await offer();
      await clock.advance(MINUTE_MS);
    }
    expect(reasons()).toEqual(['raised', 'raised', 'hourly 60']);
  });

  it('says until when notifications are paused', async () => {
    const { offer, reasons } = startDesk({}, 30 * MINUTE_MS);
    await offer();
    expect(reasons()).toEqual(['paused 30']);
  });

  it('names the condition that does not hold, at most once in ten minutes for each thing', async () => {
    const { clock, desk, offer, reasons } = startDesk({ onlyIf: [{ kind: 'everybody-away' }] });
    desk.rememberStates([]);
    await offer(stateChanged('person.ann', ['not_home', {}], ['home', {}]));
    for (let i = 0; i < 3; i += 1) await offer();
    await offer(open('cellar'));
    await clock.advance(10 * MINUTE_MS);
    await offer();
    const why = 'condition somebody is at home';
    expect(reasons()).toEqual([why, why, why]);
    await offer(stateChanged('person.ann', ['home', {}], ['not_home', {}]));
    await offer();
    expect(reasons()).toEqual([why, why, why, 'raised']);
  });
});

describe('what is pending', () => {
  it('is what will be told unless something contrary comes, soonest first', async () => {
    const { clock, desk, offer, startAt } = startDesk({ timing: { kind: 'for', ms: 10 * MINUTE_MS } });
    await offer();
    await clock.advance(4 * MINUTE_MS);
    await offer(open('cellar'));
    const words = { title: 'Garage door opened', body: 'Doors' };
    expect(desk.pending()).toEqual([
      { ...words, seq: 1, since: startAt, due: startAt + 10 * MINUTE_MS },
      { ...words, seq: 2, since: startAt + 4 * MINUTE_MS, due: startAt + 14 * MINUTE_MS },
    ]);
    await offer(open('garage', 'on', 'off'));
    expect(desk.pending().map(({ seq }) => seq)).toEqual([2]);
    await clock.advance(10 * MINUTE_MS);
    expect(desk.pending()).toEqual([]);
    expect(desk.recent()).toHaveLength(1);
  });

  it('still has what is due, with the condition that it waits for, until that holds', async () => {
    const { clock, desk, offer, startAt } = startDesk({
      timing: { kind: 'for', ms: 10 * MINUTE_MS },
      onlyIf: [{ kind: 'everybody-away' }],
    });
    const ann = (before: string, after: string) => stateChanged('person.ann', before, after);
    await offer(ann('away', 'home'));
    await offer();
    await clock.advance(120 * MINUTE_MS);
    expect(desk.pending()).toMatchObject([
      { since: startAt, due: startAt + 10 * MINUTE_MS, why: 'somebody is at home' },
    ]);
    await offer(ann('home', 'not_home'));
    expect(desk.pending()).toEqual([]);
    expect(desk.recent().map(({ outcome }) => outcome)).toEqual(['raised', 'condition']);
  });

  it('has of silence only what has lasted half of its time', async () => {
    const { clock, desk, offer } = startDesk({
      query: 'class:door',
      timing: { kind: 'silent', ms: 60 * MINUTE_MS },
    });
    desk.link('home', true);
    await offer();
    await clock.advance(30 * MINUTE_MS);
    expect(desk.pending()).toEqual([]);
    await clock.advance(MINUTE_MS);
    expect(desk.pending()).toMatchObject([{ title: 'Garage door', body: 'Doors' }]);
  });

  it('is bounded', async () => {
    const { desk, offer } = startDesk({ timing: { kind: 'for', ms: 10 * MINUTE_MS } });
    for (let i = 0; i < 30; i += 1) await offer(open(`door_${String(i)}`));
    expect(desk.pending()).toHaveLength(20);
  });
});

describe('what an alert can be answered with', () => {
  const does = [{ label: 'Close', action: 'cover.close_cover', target: 'cover.garage' }] as const;

  it('has the calls of its rule, a page, and what it is about', async () => {
    const { desk, toasts, offer } = startDesk({ id: 'doors', does: [...does] });
    await offer();
    expect(toasts[0]).toMatchObject({
      rule: { id: 'doors' },
      calls: [{ serverId: 'home', label: 'Close', data: '{"entity_id":"cover.garage"}' }],
      page: { serverId: 'home', path: '/history?entity_id=binary_sensor.garage' },
    });
    expect(desk.recent()[0]?.about).toEqual({
      rule: 'doors',
      server: 'home',
      entity: 'binary_sensor.garage',
    });
  });

  it('tells nothing of a rule from a file before its owner has agreed, though it says that it is on', async () => {
    const { toasts, offer, reasons } = startDesk({ unconfirmed: true, does: [...does] });
    await offer();
    expect([toasts, reasons()]).toEqual([[], []]);
  });
});
