import { afterEach, describe, expect, it } from 'vitest';
import { ROUTE_DEFAULTS } from '../../../src/core/route/route-settings.ts';
import type { ServerView } from '../../../src/core/ipc/overview.ts';
import type { Alert } from '../../../src/core/history/alert.ts';
import type { ConnectionState } from '../../../src/core/stream/failure.ts';
import type { QuietHours } from '../../../src/core/settings/quiet-hours.ts';
import { pauseEnd } from '../../../src/core/settings/pause.ts';
import type { TrayItem } from '../../../src/core/tray/tray-item.ts';
import { toTrayModel, type TrayFacts } from '../../../src/core/tray/tray-model.ts';

const NOW = new Date(2026, 10, 21, 7, 0, 0).getTime();
const LIVE: ConnectionState = { kind: 'live', since: NOW };
const WAITING: ConnectionState = {
  kind: 'waiting',
  reason: { code: 'ended' },
  retryAt: NOW + 4_000,
  attempt: 1,
};
const STOPPED: ConnectionState = { kind: 'stopped', reason: { code: 'unauthorized' } };

function server(name: string, state: ConnectionState): ServerView {
  return {
    id: name,
    name,
    colour: 'amber',
    baseUrl: 'http://ha.local:8123',
    credentialKind: 'bearer',
    secretPlace: 'keyring',
    restrict: [],
    enabled: state.kind !== 'idle',
    demo: false,
    state,
    gapSince: null,
    version: '',
    ...ROUTE_DEFAULTS,
  };
}

function facts(states: Readonly<Record<string, ConnectionState>>, rest: Partial<TrayFacts> = {}): TrayFacts {
  return {
    now: NOW,
    servers: Object.entries(states).map(([name, state]) => server(name, state)),
    shownServer: null,
    notifications: { enabled: true, pausedUntil: null, rules: [] },
    recent: [],
    readUntil: 0,
    startAtLogin: { supported: true, on: false },
    tellsLock: false,
    ...rest,
  };
}

function textOf(item: TrayItem): string {
  return item.kind === 'separator' ? '---' : item.text;
}

function find(menu: readonly TrayItem[], text: string): TrayItem {
  const found = menu.find((item) => textOf(item) === text);
  if (found === undefined) throw new Error(`no "${text}" in ${menu.map(textOf).join(' | ')}`);
  return found;
}

function submenu(menu: readonly TrayItem[], text: string): readonly TrayItem[] {
  const item = find(menu, text);
  return item.kind === 'submenu' ? item.items : [];
}

describe('the icon', () => {
  const paused = { notifications: { enabled: true, pausedUntil: NOW + 1, rules: [] } };
  const over = { notifications: { enabled: true, pausedUntil: NOW, rules: [] } };
  const off = { notifications: { enabled: false, pausedUntil: null, rules: [] } };
  it.each([
    [{ Home: LIVE }, {}, 'live'],
    [{ Home: LIVE, Cabin: { kind: 'idle' } }, {}, 'live'],
    [{ Home: LIVE, Cabin: WAITING }, {}, 'waiting'],
    [{ Home: LIVE, Cabin: { kind: 'connecting', attempt: 1 } }, {}, 'waiting'],
    [{ Home: WAITING, Cabin: STOPPED, Boat: LIVE }, {}, 'stopped'],
    [{ Home: LIVE }, paused, 'paused'],
    [{ Home: LIVE }, over, 'live'],
    [{ Home: LIVE }, off, 'paused'],
    [{ Home: WAITING }, paused, 'waiting'],
    [{ Home: STOPPED }, paused, 'stopped'],
    [{}, {}, 'waiting'],
    [{ Home: { kind: 'idle' } }, {}, 'waiting'],
  ] as [Record<string, ConnectionState>, Partial<TrayFacts>, string][])(
    'of %j with %j is %s',
    (states, rest, icon) => {
      expect(toTrayModel(facts(states, rest)).icon).toBe(icon);
    },
  );
});

describe('the tooltip and the first rows', () => {
  it.each([
    [{ Home: LIVE }, 'Porchlight: Home is live'],
    [{}, 'Porchlight: No server yet'],
    [{ Home: { kind: 'idle' } }, 'Porchlight: All servers are switched off'],
    [
      { Home: LIVE, Cabin: { kind: 'connecting', attempt: 1 } },
      'Porchlight: Home is live, Cabin is connecting',
    ],
    [{ Home: WAITING }, 'Porchlight: Home is waiting (Home Assistant restarted), next try at 07:00:04'],
    [{ Home: STOPPED }, 'Porchlight: Home has stopped and needs you (access was refused)'],
  ] as [Record<string, ConnectionState>, string][])('of %j', (states, tooltip) => {
    const model = toTrayModel(facts(states));
    expect(model.tooltip).toBe(tooltip);
    expect(model.menu[0]).toEqual({ kind: 'label', text: textOf(model.menu[0] ?? { kind: 'separator' }) });
    expect(tooltip).toContain(textOf(model.menu[0] ?? { kind: 'separator' }));
  });

  it('says how many alerts are unread, and counts no repeats', () => {
    const recent = (['raised', 'quiet', 'paused', 'cooldown', 'raised'] as const).map(
      (outcome, index): Alert => ({ seq: index, at: NOW - index, title: 'Door', body: '', outcome }),
    );
    const tooltipOf = (readUntil: number): string =>
      toTrayModel(facts({ Home: LIVE }, { recent, readUntil })).tooltip;
    expect(tooltipOf(0)).toBe('Porchlight: 4 unread, Home is live');
    expect(tooltipOf(NOW - 1)).toBe('Porchlight: 1 unread, Home is live');
    expect(tooltipOf(NOW)).toBe('Porchlight: Home is live');
  });

  it('fits what Windows keeps, in whole characters on one line', () => {
    const names = Object.fromEntries(
      Array.from({ length: 3 }, (_, index) => [`🏠\n${'😀'.repeat(30)}${String(index)}`, LIVE]),
    );
    const { tooltip } = toTrayModel(facts(names));
    expect(tooltip.length).toBeLessThanOrEqual(127);
    expect(tooltip.length).toBeGreaterThan(100);
    expect(tooltip).not.toMatch(/\p{Cs}/u);
    expect(tooltip).not.toContain('\n');
  });
});

describe('several servers', () => {
  const many = Object.fromEntries(
    Array.from({ length: 15 }, (_, index) => [`Cabin ${String(index)}`, index < 2 ? LIVE : WAITING]),
  );

  it('are counted in one line, and each is a choice', () => {
    const { menu, tooltip } = toTrayModel(facts(many));
    expect(textOf(menu[0] ?? { kind: 'separator' })).toBe('2 of 15 live, 13 of 15 servers are out of reach');
    expect(tooltip).toBe('Porchlight: 2 of 15 live, 13 of 15 servers are out of reach');
    const choices = submenu(menu, 'Show the events of');
    expect(choices).toHaveLength(17);
    expect(choices[0]).toMatchObject({ text: 'All servers', checked: true, action: { id: null } });
    expect(choices[2]).toMatchObject({
      text: 'Cabin 0 is live',
      checked: false,
      action: { kind: 'show-server', id: 'Cabin 0' },
    });
  });

  it('give way to the one that the log shows, and its alerts; the icon still shows the worst', () => {
    const alertOf = (title: string, server?: string): Alert => ({
      ...{ seq: 1, at: NOW, title, body: '', outcome: 'raised' },
      ...(server === undefined ? {} : { about: { rule: 'r', server, entity: '' } }),
    });
    const recent = [alertOf('Leak', 'Home'), alertOf('Door', 'Cabin'), alertOf('3 alerts')];
    const states = { Home: LIVE, Cabin: STOPPED, Boat: LIVE };
    const { menu, icon, badge } = toTrayModel(facts(states, { shownServer: 'Home', recent }));
    expect(menu.slice(0, 2).map(textOf)).toEqual([
      'Home is live',
      'Others: 1 of 2 live, 1 of 2 servers needs you',
    ]);
    expect(find(submenu(menu, 'Show the events of'), 'Home is live')).toMatchObject({ checked: true });
    expect(submenu(menu, 'Recent alerts').map(textOf)).toEqual(['● 07:00:00  Leak', '● 07:00:00  3 alerts']);
    expect(icon).toBe('stopped');
    expect(badge).toBe('3');
  });

  it('are all shown when the one that was shown is gone', () => {
    const { menu } = toTrayModel(facts({ Home: LIVE, Cabin: LIVE }, { shownServer: 'gone' }));
    expect(menu.slice(0, 2).map(textOf)).toEqual(['Home is live', 'Cabin is live']);
  });
});

describe('the menu', () => {
  it('has its rows in order', () => {
    expect(toTrayModel(facts({ Home: LIVE })).menu.map(textOf)).toEqual([
      'Home is live',
      '---',
      'Open event log',
      'Recent alerts',
      'Open Home Assistant',
      '---',
      'Pause notifications',
      'Reconnect now',
      '---',
      'Settings…',
      'Start at login',
      'Copy diagnostics',
      '---',
      'Quit Porchlight',
    ]);
  });

  it('opens a home in the browser, one of several by its name, and never the demo home', () => {
    const one = find(toTrayModel(facts({ Home: LIVE })).menu, 'Open Home Assistant');
    expect(one).toMatchObject({ kind: 'action', action: { kind: 'open-home', serverId: 'Home' } });
    const { menu } = toTrayModel(facts({ Home: LIVE, Cabin: WAITING, Boat: { kind: 'idle' } }));
    expect(submenu(menu, 'Open Home Assistant').map(textOf)).toEqual(['Home', 'Cabin']);
    const demo = { ...server('Demo home', LIVE), demo: true };
    expect(toTrayModel(facts({}, { servers: [demo] })).menu.map(textOf)).not.toContain('Open Home Assistant');
  });

  it('leaves out start at login where the desktop has none', () => {
    const { menu } = toTrayModel(facts({}, { startAtLogin: { supported: false, on: false } }));
    expect(menu.map(textOf)).not.toContain('Start at login');
  });

  it.each([
    [{ Home: LIVE }, false],
    [{ Home: LIVE, Cabin: STOPPED }, true],
    [{ Home: WAITING }, true],
    [{}, false],
  ] as [Record<string, ConnectionState>, boolean][])('can reconnect with %j: %s', (states, enabled) => {
    expect(find(toTrayModel(facts(states)).menu, 'Reconnect now')).toMatchObject({ enabled });
  });

  it('shows the newest five alerts and opens each at its event', () => {
    const recent = Array.from({ length: 7 }, (_, index): Alert => ({
      seq: index === 6 ? null : index,
      at: NOW + index * 1_000,
      title: index === 5 ? `Front\ndoor ${'x'.repeat(100)}` : `Alert ${String(index)}`,
      body: '',
      outcome: 'raised',
    }));
    const items = submenu(toTrayModel(facts({ Home: LIVE }, { recent })).menu, 'Recent alerts');
    expect(items).toHaveLength(5);
    expect(items[0]).toMatchObject({ text: '● 07:00:06  Alert 6', action: { kind: 'open-log' } });
    expect(items[1]).toMatchObject({ action: { kind: 'open-alert', seq: 5 } });
    expect(textOf(items[1] ?? { kind: 'separator' })).toMatch(/^● 07:00:05 {2}Front door x+…$/);
    expect(submenu(toTrayModel(facts({})).menu, 'Recent alerts')).toEqual([
      { kind: 'label', text: 'None yet' },
    ]);
  });

  it('names the day of an alert that is not of today', () => {
    const at = NOW - 86_400_000;
    const alert: Alert = { seq: 3, at, title: 'Leak', body: '', outcome: 'raised' };
    const [item] = submenu(toTrayModel(facts({ Home: LIVE }, { recent: [alert] })).menu, 'Recent alerts');
    expect(item).toMatchObject({ text: '● Yesterday 07:00:00  Leak' });
  });

  it('pauses and resumes', () => {
    const enabled = (items: readonly TrayItem[], text: string): unknown => find(items, text);
    const running = submenu(toTrayModel(facts({ Home: LIVE })).menu, 'Pause notifications');
    expect(enabled(running, 'For 1 hour')).toMatchObject({ enabled: true, action: { until: 'hour' } });
    expect(running.slice(0, 4).map(textOf)).toEqual([
      'For 30 minutes',
      'For 1 hour',
      'For 4 hours',
      'Until tomorrow',
    ]);
    expect(enabled(running, 'Resume')).toMatchObject({ enabled: false });
    expect(enabled(running, 'Notifications on')).toMatchObject({ checked: true, action: { on: false } });

    const pausedFacts = facts(
      { Home: LIVE },
      { notifications: { enabled: true, pausedUntil: NOW + 3_600_000, rules: [] } },
    );
    const paused = submenu(toTrayModel(pausedFacts).menu, 'Notifications paused until 08:00');
    expect(enabled(paused, 'Resume')).toMatchObject({ enabled: true });

    const offFacts = facts(
      { Home: LIVE },
      { notifications: { enabled: false, pausedUntil: null, rules: [] } },
    );
    const off = submenu(toTrayModel(offFacts).menu, 'Notifications are off');
    expect(enabled(off, 'For 1 hour')).toMatchObject({ enabled: false });
    expect(enabled(off, 'Notifications on')).toMatchObject({ checked: false, action: { on: true } });
  });
});

describe('a pause until the computer is unlocked', () => {
  it('is on offer only where that is told', () => {
    const menuOf = (tellsLock: boolean): readonly string[] =>
      submenu(toTrayModel(facts({ Home: LIVE }, { tellsLock })).menu, 'Pause notifications').map(textOf);
    expect(menuOf(false)).not.toContain('Until I unlock');
    expect(menuOf(true)).toContain('Until I unlock');
    const notifications = { enabled: true, pausedUntil: 'unlock', rules: [] } as const;
    const { menu, icon } = toTrayModel(facts({ Home: LIVE }, { notifications }));
    expect(icon).toBe('paused');
    expect(submenu(menu, 'Notifications paused until you unlock').map(textOf)).toContain('Resume');
  });
});

describe('quiet hours', () => {
  const hours = { from: '00:00', to: '00:00', days: [0, 1, 2, 3, 4, 5, 6] };
  const menuOf = (quietHours?: QuietHours): readonly TrayItem[] =>
    toTrayModel(
      facts(
        { Home: LIVE },
        {
          notifications: {
            ...{ enabled: true, pausedUntil: null, rules: [] },
            ...(quietHours === undefined ? {} : { quietHours }),
          },
        },
      ),
    ).menu;

  it('have a switch', () => {
    expect(find(submenu(menuOf(), 'Pause notifications'), 'Quiet hours, 22:00 to 07:00')).toMatchObject({
      checked: false,
      action: { kind: 'set-quiet-hours', on: true },
    });
  });

  it('say until when they last', () => {
    const night = { ...hours, on: true, from: '00:00', to: '23:59' };
    const menu = menuOf(night);
    expect(find(submenu(menu, 'Quiet hours until 23:59'), 'Quiet hours, 00:00 to 23:59')).toMatchObject({
      checked: true,
      action: { on: false },
    });
  });
});

describe('the rules', () => {
  const rules = Array.from({ length: 22 }, (_, index) => ({
    id: `r${String(index)}`,
    name: `Rule ${String(index)}`,
    enabled: index > 0,
  }));
  const menuOf = (count: number): readonly TrayItem[] =>
    toTrayModel(
      facts(
        { Home: LIVE },
        { notifications: { enabled: true, pausedUntil: null, rules: rules.slice(0, count) } },
      ),
    ).menu;

  it('have a switch each', () => {
    const items = submenu(menuOf(2), 'Rules');
    expect(items).toEqual([
      { kind: 'check', text: 'Rule 0', checked: false, action: { kind: 'set-rule', id: 'r0', on: true } },
      { kind: 'check', text: 'Rule 1', checked: true, action: { kind: 'set-rule', id: 'r1', on: false } },
    ]);
    expect(menuOf(0).map(textOf)).not.toContain('Rules');
  });

  it('are the first twenty, and the page has the rest', () => {
    expect(submenu(menuOf(20), 'Rules')).toHaveLength(20);
    const items = submenu(menuOf(22), 'Rules');
    expect(items).toHaveLength(22);
    expect(items.at(-1)).toMatchObject({ text: 'All 22 rules…', action: { kind: 'open-rules' } });
  });
});

describe('pauseEnd', () => {
  const zoneBefore = process.env['TZ'];
  afterEach(() => {
    if (zoneBefore === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zoneBefore;
  });

  it('is an hour on, or none', () => {
    expect(pauseEnd(NOW, 'half-hour')).toBe(NOW + 1_800_000);
    expect(pauseEnd(NOW, 'hour')).toBe(NOW + 3_600_000);
    expect(pauseEnd(NOW, 'four-hours')).toBe(NOW + 14_400_000);
    expect(pauseEnd(NOW, 'resume')).toBeNull();
  });

  it.each([
    ['in the evening', '2026-11-21T21:00:00Z', '2026-11-22T07:00:00Z', 'UTC'],
    ['half past midnight', '2026-11-22T00:30:00Z', '2026-11-22T07:00:00Z', 'UTC'],
    ['a minute before', '2026-11-22T06:59:00Z', '2026-11-22T07:00:00Z', 'UTC'],
    ['at seven sharp', '2026-11-22T07:00:00Z', '2026-11-23T07:00:00Z', 'UTC'],
    ['over the end of a year', '2026-12-31T23:59:00Z', '2027-01-01T07:00:00Z', 'UTC'],
    // 29 March 2026 has 23 hours in Berlin, 25 October has 25.
    ['into summer time, the evening before', '2026-03-28T21:00:00Z', '2026-03-29T05:00:00Z', 'Europe/Berlin'],
    ['into summer time, at 00:30', '2026-03-28T23:30:00Z', '2026-03-29T05:00:00Z', 'Europe/Berlin'],
    [
      'out of summer time, the evening before',
      '2026-10-24T20:00:00Z',
      '2026-10-25T06:00:00Z',
      'Europe/Berlin',
    ],
    ['out of summer time, at 00:30', '2026-10-24T22:30:00Z', '2026-10-25T06:00:00Z', 'Europe/Berlin'],
    ['half an hour east', '2026-11-21T20:00:00Z', '2026-11-22T01:30:00Z', 'Asia/Kolkata'],
  ])('until tomorrow: %s', (_name, now, end, zone) => {
    process.env['TZ'] = zone;
    expect(new Date(Number(pauseEnd(Date.parse(now), 'tomorrow'))).toISOString()).toBe(
      end.replace('Z', '.000Z'),
    );
  });
});
