import { describe, expect, it } from 'vitest';
import type { HaEvent } from '../../../src/core/events/event.ts';
import type { NotificationRequest } from '../../../src/core/history/alert.ts';
import { DEFAULT_SETTINGS } from '../../../src/core/settings/settings.ts';
import { createRuleTrials } from '../../../src/main/notifications/rule-trials.ts';
import { createTestAlerts } from '../../../src/main/notifications/test-alert.ts';
import { stateChanged } from '../../support/event-builders.ts';
import { createListedHistory } from '../../support/listed-history.ts';
import { ruleOf } from '../../support/rule-builders.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

function createBench(events: readonly HaEvent[], isShown = true) {
  const clock = createVirtualClock();
  const now = new Date(clock.now()).toISOString();
  const shown: NotificationRequest[] = [];
  const trials = createRuleTrials(
    {
      settings: { current: () => DEFAULT_SETTINGS },
      history: createListedHistory(
        events.map((event) => ({ ...event, time_fired: now })),
        [],
      ),
      queryContext: () => ({ serverNames: new Map([['home', 'Home']]), registries: new Map() }),
    },
    clock,
  );
  const send = createTestAlerts(trials, (request) => {
    shown.push(request);
    return Promise.resolve(isShown);
  });
  return { send, shown };
}

const LIGHT = stateChanged(
  'light.hall',
  ['off', { friendly_name: 'Hall' }],
  ['on', { friendly_name: 'Hall' }],
);
const RULE = ruleOf('entity:light.hall to:on', {
  name: 'Hall light',
  level: 'important',
  says: { title: '{{name}} is {{to}}' },
  does: [{ label: 'Off', action: 'light.turn_off' }],
  shows: 'camera.hall',
  sound: 'chime',
});

describe('a test of a rule', () => {
  it('is what its newest match would have shown, with all that it has', async () => {
    const { send, shown } = createBench([LIGHT]);
    expect(await send(RULE)).toBeNull();
    expect(shown).toMatchObject([
      {
        title: 'Hall is on',
        level: 'important',
        sound: 'chime',
        isTest: true,
        rule: { id: RULE.id, thing: 'test' },
        calls: [{ label: 'Off', action: 'light.turn_off', data: '{"entity_id":"light.hall"}' }],
        page: { serverId: 'home', path: '/history?entity_id=light.hall' },
        shows: { serverId: 'home', entity: 'camera.hall' },
      },
    ]);
    expect(shown[0]?.body).toMatch(/^Test · Hall light/);
  });

  it('is named as its rule where nothing matched, and has nothing to press', async () => {
    const { send, shown } = createBench([]);
    await send({ ...RULE, level: 'quiet' });
    expect(shown).toMatchObject([{ title: 'Hall light', level: 'normal', seq: null, sound: 'chime' }]);
    expect(shown[0]).not.toHaveProperty('calls');
  });

  it('says in words that the desktop shows nothing', async () => {
    const { send, shown } = createBench([], false);
    expect(await send(null)).toMatch(/did not show/);
    expect(shown).toMatchObject([{ title: 'Porchlight' }]);
  });
});
