import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '../../../src/core/settings/settings.ts';
import { pressButton, type Button } from '../../../src/main/notifications/notification-buttons.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

function press(button: Button, ruleId?: string, opens?: 'alerts') {
  const clock = createVirtualClock();
  const opened: (number | string | null)[] = [];
  let settings: Settings = DEFAULT_SETTINGS;
  const rule = ruleId === undefined ? undefined : { id: ruleId, thing: 'x' };
  pressButton(
    button,
    { title: '', body: '', level: 'normal', seq: 7, opens, rule },
    {
      clock,
      settings: { current: () => settings, save: (next) => (settings = settingsSchema.parse(next)) },
      openAt: (seq) => opened.push(seq),
      openPage: (page) => opened.push(page),
    },
  );
  const changed = settings.notifications.rules.filter(
    (each, at) => JSON.stringify(each) !== JSON.stringify(DEFAULT_SETTINGS.notifications.rules[at]),
  );
  return { opened, changed, now: clock.now() };
}

describe('pressButton', () => {
  it('opens the event', () => {
    expect(press('default', 'leaks')).toMatchObject({ opened: [7], changed: [] });
  });

  it('opens the list where it tells of several', () => {
    expect(press('default', undefined, 'alerts').opened).toEqual(['notifications']);
  });

  it('switches the rule off', () => {
    expect(press('mute', 'leaks').changed).toMatchObject([{ id: 'leaks', enabled: false }]);
  });

  it('holds the rule back for an hour', () => {
    const { changed, now } = press('snooze', 'leaks');
    expect(changed).toMatchObject([{ id: 'leaks', enabled: true, snoozedUntil: now + 3_600_000 }]);
  });

  it.each(['mute', 'snooze'] as const)('%s leaves the others alone where the rule is gone', (button) => {
    expect(press(button, 'gone').changed).toEqual([]);
  });
});
