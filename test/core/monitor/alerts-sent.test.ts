import { describe, expect, it } from 'vitest';
import type { AlertMessage } from '../../../src/core/outside/alert-message.ts';
import type { HaEvent } from '../../../src/core/events/event.ts';
import type { NotificationRequest } from '../../../src/core/history/alert.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { createAlerts } from '../../../src/core/monitor/alerts.ts';
import type { Rule } from '../../../src/core/rules/rule.ts';
import { stateChanged } from '../../support/event-builders.ts';
import { ruleOf } from '../../support/rule-builders.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';
import { offerMissed } from './offer-missed.ts';

function open(id = 'garage', name = 'Garage door'): HaEvent {
  const attributes = { friendly_name: name, device_class: 'door' };
  return stateChanged(`binary_sensor.${id}`, ['off', attributes], ['on', attributes]);
}

const LEAK = stateChanged(
  'binary_sensor.cellar',
  ['off', { device_class: 'moisture' }],
  ['on', { device_class: 'moisture' }],
);

function startDesk(parts: readonly Partial<Rule>[], { isPaused = false, isShown = true } = {}) {
  const clock = createVirtualClock();
  const toasts: NotificationRequest[] = [];
  const sent: (AlertMessage & { to: string; serverId: string })[] = [];
  const desk = createAlerts({
    clock,
    notify: (toast) => {
      toasts.push(toast);
      return Promise.resolve(isShown);
    },
    sendTo: (to, message, serverId) => sent.push({ ...message, to, serverId }),
    earlier: [],
    onAlert: () => undefined,
  });
  desk.followServers(new Map([['home', 'Home']]));
  desk.follow({
    enabled: true,
    pausedUntil: isPaused ? clock.now() + 60_000 : null,
    rules: parts.map((part, at) => ruleOf('class:door to:on', { name: 'Doors', id: String(at), ...part })),
  });
  let seq = 1;
  const offer = async (event = open()): Promise<void> => {
    desk.offer({ event, seq: seq++, serverId: 'home' });
    await clock.advance(0);
  };
  return { clock, desk, toasts, sent, offer };
}

describe('what is sent elsewhere', () => {
  it('is what is told, with the thing and its server', async () => {
    const { sent, toasts, offer, clock } = startDesk([{ sendTo: ['phone', 'hook'], level: 'important' }]);
    await offer();
    expect(toasts).toHaveLength(1);
    expect(sent.map(({ to }) => to)).toEqual(['phone', 'hook']);
    expect(sent[0]).toEqual({
      to: 'phone',
      serverId: 'home',
      title: 'Garage door opened',
      body: toasts[0]?.body,
      level: 'important',
      rule: 'Doors',
      entity: 'binary_sensor.garage',
      server: 'Home',
      at: clock.now(),
    });
  });

  it('is sent also where the desktop shows nothing, and not by a rule that does not say so', async () => {
    const shown = startDesk([{ sendTo: ['phone'] }], { isShown: false });
    await shown.offer();
    expect(shown.sent).toHaveLength(1);
    const silent = startDesk([{}]);
    await silent.offer();
    expect([silent.toasts.length, silent.sent.length]).toEqual([1, 0]);
  });

  it('a quiet one is sent and not shown, and a flood of them is not', async () => {
    const { sent, toasts, offer, desk, clock } = startDesk([{ sendTo: ['phone'], level: 'quiet' }]);
    for (let count = 0; count < 20; count++) await offer(open(`door_${String(count)}`));
    expect(toasts).toEqual([]);
    expect(sent).toHaveLength(LIMITS.maxToasts);
    expect(desk.recent().every(({ outcome }) => outcome === 'quiet')).toBe(true);
    await clock.advance(2 * LIMITS.toastWindowMs);
    expect(sent).toHaveLength(LIMITS.maxToasts);
  });

  it('leaves out what is folded, in a cool-down, snoozed or paused', async () => {
    const folded = startDesk([{ sendTo: ['phone'] }]);
    for (let count = 0; count < 20; count++) await folded.offer(open(`door_${String(count)}`));
    await folded.clock.advance(LIMITS.toastWindowMs);
    expect(folded.toasts.length).toBe(LIMITS.maxToasts + 1);
    expect(folded.sent).toHaveLength(LIMITS.maxToasts);
    for (const part of [{ cooldownMs: 60_000 }, { maxPerHour: 1 }]) {
      const { sent, offer } = startDesk([{ sendTo: ['phone'], ...part }]);
      await offer();
      await offer();
      expect(sent).toHaveLength(1);
    }
    const paused = startDesk([{ sendTo: ['phone'] }], { isPaused: true });
    await paused.offer();
    expect(paused.sent).toEqual([]);
    const snoozed = startDesk([{ sendTo: ['phone'], snoozedUntil: Number.MAX_SAFE_INTEGER }]);
    await snoozed.offer();
    expect(snoozed.sent).toEqual([]);
  });

  it('is also what a quieter rule about the same would have told, once for each destination', async () => {
    const { sent, toasts, offer } = startDesk([
      { name: 'Loud', level: 'critical', sendTo: ['hook'] },
      { name: 'Mine', sendTo: ['phone', 'hook'] },
      { name: 'Listed', level: 'quiet', sendTo: ['phone', 'desk'] },
      { name: 'Not now', sendTo: ['nobody'], snoozedUntil: Number.MAX_SAFE_INTEGER },
    ]);
    await offer();
    expect(toasts).toHaveLength(1);
    expect(sent.map(({ to, rule, level, entity }) => [to, rule, level, entity])).toEqual([
      ['hook', 'Loud', 'critical', 'binary_sensor.garage'],
      ['phone', 'Mine', 'normal', 'binary_sensor.garage'],
      ['desk', 'Listed', 'quiet', 'binary_sensor.garage'],
    ]);
    expect(sent[1]?.body).toContain('Mine');
  });

  it('is the same of what was missed', async () => {
    const { sent, toasts, desk, clock } = startDesk([
      { name: 'Loud', level: 'important' },
      { name: 'Mine', sendTo: ['phone'] },
    ]);
    offerMissed(desk, [{ event: open(), seq: 1, serverId: 'home' }], false);
    await clock.advance(0);
    expect(toasts).toHaveLength(1);
    expect(sent).toMatchObject([{ to: 'phone', rule: 'Mine', entity: 'binary_sensor.garage' }]);
  });

  it('leaves out a quiet one while its rule is snoozed or all is paused', async () => {
    const paused = startDesk([{ sendTo: ['phone'], level: 'quiet' }], { isPaused: true });
    await paused.offer();
    expect(paused.sent).toEqual([]);
    await paused.clock.advance(60_000);
    await paused.offer();
    expect(paused.sent).toHaveLength(1);
    const snoozed = startDesk([{ sendTo: ['phone'], level: 'quiet', snoozedUntil: Number.MAX_SAFE_INTEGER }]);
    await snoozed.offer();
    expect(snoozed.sent).toEqual([]);
  });

  it('tells each destination in one message about its own, of what was missed', async () => {
    const { sent, desk, clock, toasts } = startDesk([
      { sendTo: ['phone'] },
      {
        query: 'entity:binary_sensor.back to:on',
        sendTo: ['hook', 'phone'],
        name: 'Back',
        level: 'important',
      },
    ]);
    const items = [open('front', 'Front door'), open('back', 'Back door')].map((event, at) => ({
      event,
      seq: at + 1,
      serverId: 'home',
    }));
    offerMissed(desk, items, false);
    await clock.advance(0);
    expect(toasts).toHaveLength(1);
    expect(sent.map(({ to }) => to).toSorted()).toEqual(['hook', 'phone']);
    const [hook, phone] = sent.toSorted((a, b) => a.to.localeCompare(b.to));
    expect(hook).toMatchObject({ title: 'Back door opened', entity: 'binary_sensor.back', server: 'Home' });
    expect(`${phone?.title ?? ''} ${phone?.body ?? ''}`).toContain('Front door');
    expect(phone).toMatchObject({ entity: null, server: null });
  });
});

describe('how loud an alert is', () => {
  it('a quiet one is in the list only', async () => {
    const { toasts, offer, desk } = startDesk([{ level: 'quiet', sound: 'alarm' }]);
    await offer();
    expect(toasts).toEqual([]);
    expect(desk.recent()).toMatchObject([{ outcome: 'quiet' }]);
  });

  it('says its sound and its camera to the desktop', async () => {
    const { toasts, offer } = startDesk([{ sound: 'bell', shows: 'camera.drive' }]);
    await offer();
    expect(toasts).toMatchObject([
      { level: 'normal', sound: 'bell', shows: { serverId: 'home', entity: 'camera.drive' } },
    ]);
  });

  it('a critical one is shown though the others have used up their budget', async () => {
    const { toasts, offer } = startDesk([
      {},
      { query: 'class:moisture to:on', level: 'critical', name: 'Water' },
    ]);
    for (let count = 0; count < 20; count++) await offer(open(`door_${String(count)}`));
    await offer(LEAK);
    expect(toasts.filter(({ level }) => level === 'critical')).toHaveLength(1);
    expect(toasts).toHaveLength(LIMITS.maxToasts + 1);
  });

  it('of what was missed, one alone has its own sound, and a summary that of its level', async () => {
    const one = startDesk([{ sound: 'bell' }]);
    offerMissed(one.desk, [{ event: open(), seq: 1, serverId: 'home' }], false);
    await one.clock.advance(0);
    expect(one.toasts[0]?.sound).toBe('bell');
    const two = startDesk([{ sound: 'bell' }]);
    offerMissed(
      two.desk,
      ['a', 'b'].map((id, at) => ({ event: open(id), seq: at + 1, serverId: 'home' })),
      false,
    );
    await two.clock.advance(0);
    expect(two.toasts[0]?.sound).toBeUndefined();
  });
});
