import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { NotificationRequest } from '../../../src/core/history/alert.ts';
import { createAlerts } from '../../../src/core/monitor/alerts.ts';
import { describeEvent } from '../../../src/core/events/sentence.ts';
import { DEFAULT_RULES } from '../../../src/core/rules/default-rules.ts';
import { ruleSchema, type Rule } from '../../../src/core/rules/rule.ts';
import { takeOverChoices } from '../../../src/core/rules/take-over-choices.ts';
import { decodeMessage } from '../../../src/core/events/decode.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

function readEvents(name: string) {
  const path = new URL(`../../fixtures/field/${name}.ndjson`, import.meta.url);
  return readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => {
      const decoded = decodeMessage(line);
      return decoded.kind === 'event' ? [decoded.event] : [];
    });
}

/** What its owner is shown of some events in the next minute. */
async function tell(rules: readonly Rule[], name: string): Promise<readonly NotificationRequest[]> {
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
  desk.followServers(new Map([['home', 'Home']]));
  desk.follow({ enabled: true, pausedUntil: null, rules: [...rules] });
  readEvents(name).forEach((event, i) => desk.offer({ event, seq: i, serverId: 'home' }));
  await clock.advance(60_000);
  return toasts;
}

/** As an owner had chosen it in an earlier version: doors and smoke, any new state. */
const CHOICE = {
  type: 'state_changed',
  enabled: true,
  entities: ['binary_sensor.*door*', 'binary_sensor.*smoke*'],
  toStates: [],
  cooldownMs: 10_000,
};
const TAKEN_OVER = z
  .object({ rules: z.array(ruleSchema) })
  .parse(takeOverChoices({ enabled: true, pausedUntil: null, choices: [CHOICE] })).rules;

describe('what came from the field', () => {
  it.each([
    ['a choice that was taken over', TAKEN_OVER],
    ['the rules of today, doors switched on', DEFAULT_RULES.map((rule) => ({ ...rule, enabled: true }))],
  ])('a restart with eight closed doors hides no smoke: %s', async (_name, rules) => {
    expect(await tell(rules, 'restart-storm')).toMatchObject([
      { title: 'Kitchen smoke detected', level: 'critical' },
    ]);
  });

  it('an alarm that is on when its sensor returns is told of, with what is wrong first', async () => {
    const toasts = await tell(DEFAULT_RULES, 'alarm-comes-back');
    expect(toasts.map(({ title, level }) => [title, level])).toEqual([
      ['Cellar leak is back: leak detected', 'critical'],
      ['Kitchen smoke: smoke detected', 'critical'],
      ['Alarm is back: triggered', 'critical'],
    ]);
  });

  it('says of the others how they are', () => {
    expect(readEvents('alarm-comes-back').slice(3).map(describeEvent)).toEqual([
      'Front door is back, open',
      'Front door became unavailable, was open',
      'Front door was added, open',
      'Back door lock is back, unlocked',
    ]);
  });
});
