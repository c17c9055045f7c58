import { describe, expect, it } from 'vitest';
import type { AlertCall, NotificationRequest } from '../../../src/core/history/alert.ts';
import { allVerbs, VERBS } from '../../../src/core/history/alert-verbs.ts';
import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '../../../src/core/settings/settings.ts';
import { createAlertPressing } from '../../../src/main/notifications/alert-pressing.ts';
import {
  buttonsOf,
  pressButton,
  type Button,
  type PressPorts,
} from '../../../src/main/notifications/notification-buttons.ts';
import { ruleOf } from '../../support/rule-builders.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const call = (label: string): AlertCall => {
  return { label, serverId: 'home', action: 'light.turn_off', data: `{"entity_id":"light.${label}"}` };
};
const LESS = ruleOf('type:bell', { id: 'bells', does: [{ label: 'Off', action: 'light.turn_off' }] });

function createBench() {
  const clock = createVirtualClock();
  const did: unknown[] = [];
  const before: Settings = {
    ...DEFAULT_SETTINGS,
    notifications: {
      ...DEFAULT_SETTINGS.notifications,
      rules: [LESS, ...DEFAULT_SETTINGS.notifications.rules],
    },
  };
  let settings = before;
  const ports: PressPorts = {
    clock,
    settings: { current: () => settings, save: (next) => (settings = settingsSchema.parse(next)) },
    openAt: (seq) => did.push(seq),
    openPage: (page, rule) => did.push(rule === undefined ? page : [page, rule]),
    openHome: (serverId, path) => did.push([serverId, path]),
    call: ({ label }) => did.push(label),
  };
  const changed = () =>
    settings.notifications.rules.filter(
      (each, at) => JSON.stringify(each) !== JSON.stringify(before.notifications.rules[at]),
    );
  return { clock, did, ports, changed };
}

function press(button: Button, ruleId?: string, rest: Partial<NotificationRequest> = {}) {
  const { clock, did, ports, changed } = createBench();
  const rule = ruleId === undefined ? undefined : { id: ruleId, thing: 'x' };
  pressButton(button, { title: '', body: '', level: 'normal', seq: 7, rule, ...rest }, ports);
  return { did, changed: changed(), now: clock.now() };
}

describe('pressButton', () => {
  it('opens the event', () => {
    expect(press('default', 'leaks')).toMatchObject({ did: [7], changed: [] });
  });

  it('opens the list where it tells of several', () => {
    expect(press('default', undefined, { opens: 'alerts' }).did).toEqual(['notifications']);
  });

  it('switches the rule off', () => {
    expect(press('mute', 'leaks').changed).toMatchObject([{ id: 'leaks', enabled: false }]);
  });

  it.each([
    ['snooze-10', 600_000],
    ['snooze-hour', 3_600_000],
  ] as const)('%s holds the rule back for %i ms', (button, ms) => {
    const { changed, now } = press(button, 'leaks');
    expect(changed).toMatchObject([{ id: 'leaks', enabled: true, snoozedUntil: now + ms }]);
  });

  it('holds the rule back until tomorrow morning', () => {
    const { changed, now } = press('snooze-tomorrow', 'leaks');
    const until = changed[0]?.snoozedUntil ?? 0;
    expect(new Date(until).getHours()).toBe(7);
    expect(until).toBeGreaterThan(now);
    expect(until - now).toBeLessThanOrEqual(24 * 3_600_000);
  });

  it('opens the rule in its editor, and the page of Home Assistant', () => {
    expect(press('less', 'leaks').did).toEqual([['notifications', 'leaks']]);
    const page = { serverId: 'home', path: '/history?entity_id=light.a' };
    expect(press('home', 'leaks', { page }).did).toEqual([['home', '/history?entity_id=light.a']]);
  });

  it('calls what the button said when it was shown', () => {
    const calls = [call('a'), call('b')];
    expect(press('call-1', 'leaks', { calls }).did).toEqual(['b']);
    expect(press('call-2', 'leaks', { calls }).did).toEqual([]);
    expect(press('call-0', 'leaks').did).toEqual([]);
  });

  it('does nothing for a test but open what it shows', () => {
    const calls = [call('a')];
    for (const verb of VERBS.filter((each) => each !== 'home'))
      expect(press(verb, 'leaks', { calls, isTest: true })).toMatchObject({ did: [], changed: [] });
    expect(press('default', 'leaks', { isTest: true }).did).toEqual([7]);
  });

  it.each(VERBS)('%s leaves the others alone where the rule is gone', (button) => {
    expect(press(button, 'gone').changed).toEqual([]);
  });
});

describe('buttonsOf', () => {
  const page = { serverId: 'home', path: '/' };
  const plain: NotificationRequest = { title: '', body: '', level: 'normal', seq: 1 };
  const rule = { id: 'a', thing: 'x' };

  it.each<[string, NotificationRequest, readonly string[]]>([
    ['what no rule tells', { ...plain, page }, ['Open']],
    ['a rule', { ...plain, rule }, ['Open', 'Snooze 1 h', 'Mute this rule']],
    [
      'one of a server with pages',
      { ...plain, rule, page },
      ['Open', 'Snooze 1 h', 'Mute this rule', 'Open in Home Assistant'],
    ],
    [
      'one with a button of its own first',
      { ...plain, rule, page, calls: [call('Off')] },
      ['Open', 'Off', 'Snooze 1 h', 'Mute this rule'],
    ],
    [
      'no more than three',
      { ...plain, rule, page, calls: [call('a'), call('b'), call('c')] },
      ['Open', 'a', 'b', 'c'],
    ],
  ])('offers for %s', (_what, request, words) => {
    expect(buttonsOf(request).map(([, each]) => each)).toEqual(words);
  });
});

describe('allVerbs', () => {
  it('has every verb of an alert once, those of the rule first', () => {
    const calls = [call('a'), call('b'), call('c')];
    expect(allVerbs(calls, true).map(([verb]) => verb)).toEqual(VERBS);
    expect(
      allVerbs(calls, true)
        .slice(0, 4)
        .map(([, words]) => words),
    ).toEqual(['a', 'b', 'c', 'Open in Home Assistant']);
    expect(allVerbs([], false).map(([verb]) => verb)).toEqual(VERBS.slice(4));
  });
});

describe('the request of a page about an alert', () => {
  const about = { rule: 'bells', server: 'home', entity: 'light.hall' };

  function createPressing() {
    const bench = createBench();
    const called: AlertCall[] = [];
    const press = createAlertPressing(bench.ports, (each) => {
      called.push(each);
      return Promise.resolve({ ok: true, message: 'Done.' });
    });
    return { ...bench, called, press };
  }

  it('calls the button of the rule for the thing of the alert, and answers with what came of it', async () => {
    const { press, called } = createPressing();
    expect(await press(about, 'call-0')).toEqual({ ok: true, message: 'Done.' });
    expect(called).toEqual([
      { label: 'Off', serverId: 'home', action: 'light.turn_off', data: '{"entity_id":"light.hall"}' },
    ]);
  });

  it.each([
    [about, 'call-1'],
    [{ ...about, rule: 'gone' }, 'call-0'],
  ] as const)('sends nothing for %j %s', async (which, verb) => {
    const { press, called } = createPressing();
    expect(await press(which, verb)).toMatchObject({ ok: false });
    expect(called).toEqual([]);
  });

  it('does the other verbs as a notification does', async () => {
    const { press, changed, did } = createPressing();
    expect(await press(about, 'mute')).toBeNull();
    await press(about, 'home');
    expect(changed()).toMatchObject([{ id: 'bells', enabled: false }]);
    expect(did).toEqual([['home', '/history?entity_id=light.hall']]);
  });
});
