import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rule } from '../../../src/core/rules/rule.ts';
import { createSurroundings } from '../../../src/core/rules/surroundings.ts';
import { haEvent, stateChanged } from '../../support/event-builders.ts';
import { ruleOf } from '../../support/rule-builders.ts';

type Condition = Rule['onlyIf'][number];
type States = Readonly<Record<string, string>>;

const AWAY: Condition = { kind: 'everybody-away' };
const DOWN: Condition = { kind: 'sun', is: 'down' };
const ARMED: Condition = { kind: 'state', entity: 'alarm.a', is: 'in', states: ['armed_away', 'Armed_Home'] };
const NOT_ARMED: Condition = { ...ARMED, is: 'not-in' };

function surroundingsOf(condition: Condition) {
  const rule = ruleOf('to:on', { onlyIf: [condition] });
  const surroundings = createSurroundings();
  surroundings.follow([rule]);
  const holds = (serverId = 'home', at = 0, computer: 'locked' | 'in-use' | null = null): boolean =>
    surroundings.unmet(rule, serverId, { at, computer }) === null;
  return { surroundings, holds };
}

describe('conditions about states', () => {
  it.each<[string, Condition, States, boolean]>([
    ['everybody is away', AWAY, { 'person.ann': 'not_home', 'person.bob': 'work' }, true],
    ['somebody is at home', AWAY, { 'person.ann': 'not_home', 'person.bob': 'home' }, false],
    [
      'devices do not count where there are persons',
      AWAY,
      { 'person.ann': 'home', 'device_tracker.p': 'not_home' },
      false,
    ],
    [
      'a device is at home, its person is not',
      AWAY,
      { 'person.ann': 'not_home', 'device_tracker.p': 'home' },
      true,
    ],
    ['no persons, no device at home', AWAY, { 'device_tracker.p': 'not_home' }, true],
    ['no persons, a device at home', AWAY, { 'device_tracker.p': 'home' }, false],
    ['nobody is known', AWAY, { 'light.a': 'on' }, false],
    ['the sun is down', DOWN, { 'sun.sun': 'below_horizon' }, true],
    ['the sun is up', DOWN, { 'sun.sun': 'above_horizon' }, false],
    ['no sun', DOWN, {}, false],
    ['it is up', { kind: 'sun', is: 'up' }, { 'sun.sun': 'above_horizon' }, true],
    ['a state that is named', ARMED, { 'alarm.a': 'armed_home' }, true],
    ['a state that is not named', ARMED, { 'alarm.a': 'disarmed' }, false],
    ['none of the states', NOT_ARMED, { 'alarm.a': 'disarmed' }, true],
    ['one of the states', NOT_ARMED, { 'alarm.a': 'armed_away' }, false],
    ['an entity that is not known', NOT_ARMED, { 'alarm.b': 'disarmed' }, false],
    ['another server than the event', { ...ARMED, server: 'cabin' }, { 'alarm.a': 'armed_away' }, false],
  ])('%s', (_name, condition, states, expected) => {
    const { surroundings, holds } = surroundingsOf(condition);
    for (const [entity, state] of Object.entries(states))
      surroundings.note(stateChanged(entity, null, state), 'home');
    surroundings.note(haEvent('bell'), 'home');
    expect(holds()).toBe(expected);
  });

  it('looks at the server of the event, or at the one that is named', () => {
    const { surroundings, holds } = surroundingsOf({ ...ARMED, server: 'cabin' });
    surroundings.note(stateChanged('alarm.a', null, 'armed_away'), 'cabin');
    expect(holds('home')).toBe(true);
    expect(surroundingsOf(ARMED).holds('home')).toBe(false);
  });

  it('takes a person who can not be found for a while to be where it was, and a state as it is', () => {
    const away = surroundingsOf(AWAY);
    away.surroundings.note(stateChanged('person.ann', null, 'home'), 'home');
    away.surroundings.note(stateChanged('person.ann', 'home', 'unavailable'), 'home');
    expect(away.holds()).toBe(false);
    const gone = surroundingsOf({ ...ARMED, states: ['unavailable'] });
    gone.surroundings.note(stateChanged('alarm.a', 'armed_away', 'unavailable'), 'home');
    expect(gone.holds()).toBe(true);
  });

  it('remembers only what is asked for, and not without end', () => {
    const { surroundings, holds } = surroundingsOf(AWAY);
    surroundings.note(stateChanged('light.a', null, 'home'), 'home');
    for (let i = 0; i < 5_000; i += 1)
      surroundings.remember({ serverId: 'home', entity: `person.p${String(i)}`, state: 'not_home' });
    surroundings.remember({ serverId: 'home', entity: 'person.beyond', state: 'home' });
    expect(holds()).toBe(true);
    surroundings.remember({ serverId: 'home', entity: 'person.p0', state: 'home' });
    expect(holds()).toBe(false);
  });
});

describe('the computer', () => {
  it.each([
    ['locked', 'locked', true],
    ['locked', 'in-use', false],
    ['in-use', 'in-use', true],
    ['in-use', null, true],
  ] as const)('%s while it is %s', (is, computer, expected) => {
    expect(surroundingsOf({ kind: 'computer', is }).holds('home', 0, computer)).toBe(expected);
  });
});

describe('hours, as the clock on the wall shows them', () => {
  const zone = process.env['TZ'];
  beforeAll(() => {
    process.env['TZ'] = 'Europe/Berlin';
  });
  afterAll(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
  it.each<[string, string, string, readonly number[], string, boolean]>([
    ['in the day', '07:00', '22:00', EVERY_DAY, '2026-11-18T07:00:00+01:00', true],
    ['before', '07:00', '22:00', EVERY_DAY, '2026-11-18T06:59:59+01:00', false],
    ['at its end', '07:00', '22:00', EVERY_DAY, '2026-11-18T22:00:00+01:00', false],
    ['on another day', '07:00', '22:00', [0, 6], '2026-11-18T12:00:00+01:00', false],
    ['over midnight, before it', '22:00', '06:00', [3], '2026-11-18T23:00:00+01:00', true],
    ['over midnight, after it', '22:00', '06:00', [3], '2026-11-19T05:59:00+01:00', true],
    ['over midnight, in the morning of that day', '22:00', '06:00', [3], '2026-11-18T05:00:00+01:00', false],
    ['over midnight from Saturday', '22:00', '06:00', [6], '2026-11-22T05:00:00+01:00', true],
    ['a whole day from 06:00, the next morning', '06:00', '06:00', [3], '2026-11-19T05:59:00+01:00', true],
    ['a whole day from 06:00, before', '06:00', '06:00', [3], '2026-11-18T05:59:00+01:00', false],
    ['the hour that there is twice, first', '02:00', '03:00', EVERY_DAY, '2026-10-25T02:30:00+02:00', true],
    ['the hour that there is twice, then', '02:00', '03:00', EVERY_DAY, '2026-10-25T02:30:00+01:00', true],
    ['after it', '02:00', '03:00', EVERY_DAY, '2026-10-25T03:00:00+01:00', false],
    ['around the hour that there is not', '01:30', '03:30', EVERY_DAY, '2026-03-29T03:15:00+02:00', true],
    ['after the hour that there is not', '02:00', '03:00', EVERY_DAY, '2026-03-29T03:00:00+02:00', false],
  ])('%s', (_name, from, to, days, moment, expected) => {
    const { holds } = surroundingsOf({ kind: 'hours', from, to, days: [...days] });
    expect(holds('home', Date.parse(moment))).toBe(expected);
  });
});
