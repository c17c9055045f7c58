import { describe, expect, it } from 'vitest';
import type { CurrentState } from '../../../src/core/history/history.ts';
import { DEFAULT_RULES } from '../../../src/core/rules/default-rules.ts';
import type { HomeThing } from '../../../src/core/rules/home-things.ts';
import type { Rule } from '../../../src/core/rules/rule.ts';
import { guardedBy } from '../../../src/core/rules/guarded.ts';
import { describeCount, describeGuarded, describeRule } from '../../../src/core/rules/rule-words.ts';
import { ruleOf } from '../../support/rule-builders.ts';

describe('describeRule', () => {
  it.each([
    ['entity:light.hall to:off', 'When light.hall turns off.'],
    ['entity:(light.a OR light.b) to:(on OR off)', 'When light.a or light.b becomes on or off.'],
    ['entity:lock.front type:state_changed', 'When lock.front changes.'],
    ['entity:lock.front to:*', 'When lock.front changes to anything.'],
    ['entity:person.tom from:home', 'When person.tom changes from home.'],
    ['entity:person.tom from:home to:not_home', 'When person.tom becomes not_home, from home.'],
    ['entity:sensor.power from:<=300 to:>300', 'When sensor.power rises above 300.'],
    ['entity:sensor.t from:>=5 to:<5', 'When sensor.t falls below 5.'],
    ['entity:sensor.t to:<5', 'When sensor.t is below 5.'],
    ['class:moisture to:on', 'When any leak sensor turns on.'],
    ['class:(smoke OR gas) to:on', 'When any smoke detector or gas detector turns on.'],
    ['domain:lock to:jammed', 'When any lock becomes jammed.'],
    ['class:(door OR window OR opening) to:on', 'When any door, window or opening opens.'],
    ['class:door to:off', 'When any door closes.'],
    ['class:cold to:on', 'When anything of class cold turns on.'],
    ['class:door entity:*garage*', 'When *garage* of class door changes.'],
    ['type:timer.finished', 'When a timer ends.'],
    ['type:timer.finished entity:timer.eggs', 'When timer.finished happens for timer.eggs.'],
    [
      'type:call_service service:light.turn_on entity:light.hall',
      'When “Light: turn on” is called for light.hall.',
    ],
    ['type:zha_event data.command:toggle', 'When zha_event happens: command toggle.'],
    ['"failed login"', 'When an event comes: with “failed login”.'],
    ['to:on OR type:bell', 'When an event comes: to on or bell.'],
    ['to:(', "This rule can't be read. This ( is never closed. Add ) at the end of the group."],
  ])('%s: %s', (query, words) => {
    expect(describeRule(ruleOf(query), null)).toBe(words);
  });

  it('names the home', () => {
    expect(describeRule(ruleOf('to:on'), 'Cabin')).toBe('When anything turns on, at Cabin.');
  });
});

describe('describeRule, with all that it knows', () => {
  const FOR = { timing: { kind: 'for', ms: 600_000 } } as const;
  const SILENT = { timing: { kind: 'silent', ms: 3_600_000 } } as const;
  const hours = (from: string, to: string, days: number[]): Partial<Rule> => {
    return { onlyIf: [{ kind: 'hours', from, to, days }] };
  };
  const lock = { kind: 'state', entity: 'lock.a', states: ['locked', 'locking'] } as const;

  it.each<[string, Partial<Rule>, string]>([
    ['entity:cover.garage to:open', FOR, 'When cover.garage becomes open, for 10 min.'],
    [
      'class:door to:on',
      { timing: { kind: 'times', count: 3, withinMs: 300_000 } },
      'When any door opens, 3 times within 5 min.',
    ],
    ['entity:sensor.freezer', SILENT, 'When sensor.freezer says nothing for 1 h.'],
    ['entity:(sensor.a OR sensor.b)', SILENT, 'When sensor.a or sensor.b says nothing for 1 h.'],
    ['class:motion domain:binary_sensor', SILENT, 'When any sensor of class motion says nothing for 1 h.'],
    ['type:heartbeat', SILENT, 'When a thing says nothing for 1 h of this: heartbeat happens.'],
    [
      'type:bell',
      hours('07:00', '22:00', [0, 1, 2, 3, 4, 5, 6]),
      'When bell happens, only while it is between 07:00 and 22:00.',
    ],
    [
      'type:bell',
      hours('22:00', '06:00', [5, 4, 3, 2, 1]),
      'When bell happens, only while it is between 22:00 and 06:00 on workdays.',
    ],
    [
      'type:bell',
      hours('22:00', '06:00', [0, 6]),
      'When bell happens, only while it is between 22:00 and 06:00 at the weekend.',
    ],
    [
      'type:bell',
      hours('06:00', '06:00', [3, 1]),
      'When bell happens, only while it is from 06:00 to the next 06:00 on Mon, Wed.',
    ],
    [
      'type:bell',
      { onlyIf: [{ kind: 'everybody-away' }, { kind: 'sun', is: 'down' }] },
      'When bell happens, only while everybody is away and the sun is down.',
    ],
    [
      'type:bell',
      { onlyIf: [{ ...lock, is: 'in', states: ['locked', 'locking'] }] },
      'When bell happens, only while lock.a is locked or locking.',
    ],
    [
      'type:bell',
      { onlyIf: [{ ...lock, is: 'not-in', states: ['locked'] }] },
      'When bell happens, only while lock.a is not locked.',
    ],
    [
      'type:bell',
      { onlyIf: [{ kind: 'computer', is: 'in-use' }] },
      'When bell happens, only while this computer is in use.',
    ],
    ['type:bell', { level: 'quiet' }, 'When bell happens. Only listed.'],
    [
      'type:bell',
      { level: 'important', maxPerHour: 3 },
      'When bell happens. Stays until you close it. At most 3 an hour.',
    ],
    ['type:bell', { level: 'critical' }, 'When bell happens. Urgent.'],
  ])('%s %j', (query, rest, words) => {
    expect(describeRule(ruleOf(query, rest), null)).toBe(words);
  });
});

describe('describeCount', () => {
  it.each([
    [null, ''],
    [
      { matches: 0, alerts: 0, isMore: false, total: 0 },
      'No events of the last 24 hours are kept, so nothing can be counted yet.',
    ],
    [
      { matches: 0, alerts: 0, isMore: false, total: 9 },
      'Would not have told you anything in the last 24 hours.',
    ],
    [{ matches: 1, alerts: 1, isMore: false, total: 9 }, 'Would have told you once in the last 24 hours.'],
    [
      { matches: 20, alerts: 11, isMore: false, total: 99 },
      'Would have told you 11 times in the last 24 hours.',
    ],
    [
      { matches: 5_001, alerts: 4_900, isMore: true, total: 9_999 },
      'Would have told you more than 4,900 times in the last 24 hours.',
    ],
    [
      { matches: 3, alerts: 2, isMore: false, total: 99, checkedUntil: 5 },
      'Would have told you 2 times so far in the last 24 hours.',
    ],
    [
      { matches: 0, alerts: 0, isMore: false, total: 99, checkedUntil: 5 },
      'Nothing so far in the last 24 hours.',
    ],
  ])('%j: %s', (count, words) => {
    expect(describeCount(count === null ? null : { checkedUntil: null, ...count })).toBe(words);
  });
});

function entityOf(entity: string, state: string, deviceClass: string): CurrentState {
  return {
    serverId: 'home',
    entity,
    state,
    attributes: deviceClass === '' ? {} : { device_class: deviceClass },
  };
}

describe('what a rule watches', () => {
  const entities = [
    entityOf('binary_sensor.wasser_keller', 'off', 'moisture'),
    entityOf('binary_sensor.wasser_bad', 'on', 'moisture'),
    entityOf('sensor.blumen', '41.5', 'moisture'),
    entityOf('binary_sensor.rauch_a', 'off', 'smoke'),
    entityOf('binary_sensor.rauch_b', 'off', 'smoke'),
    entityOf('binary_sensor.rauch_c', 'off', 'smoke'),
    entityOf('binary_sensor.co', 'off', 'carbon_monoxide'),
    entityOf('alarm_control_panel.haus', 'disarmed', ''),
    entityOf('lock.haustur', 'locked', ''),
    entityOf('switch.a', 'on', ''),
    entityOf('switch.b', 'on', ''),
  ];
  const words = (query: string): string =>
    describeGuarded(guardedBy(ruleOf(query), entities, { serverNames: new Map() }));

  it.each([
    ['class:moisture to:on', 'Watches 2 leak sensors, seen so far.'],
    [
      'class:(smoke OR gas OR carbon_monoxide) to:on',
      'Watches 3 smoke detectors and 1 carbon monoxide detector, seen so far.',
    ],
    [
      'class:(moisture OR smoke OR carbon_monoxide) to:on',
      'Watches 3 smoke detectors, 2 leak sensors and 1 carbon monoxide detector, seen so far.',
    ],
    ['class:moisture to:>40', 'Watches 2 leak sensors and 1 moisture sensor, seen so far.'],
    ['domain:alarm_control_panel to:triggered', 'Watches 1 alarm, seen so far.'],
    ['entity:switch.* to:off', 'Watches 2 switches, seen so far.'],
    ['class:tamper to:on', 'Nothing of that kind was seen so far.'],
    ['entity:lock.haustur to:jammed', ''],
    ['type:timer.finished', ''],
    ['service:light.turn_on domain:light', ''],
    ['to:on', ''],
  ])('%s: %s', (query, expected) => {
    expect(words(query)).toBe(expected);
  });

  it.each(DEFAULT_RULES)('has words for the default rule $name', (rule) => {
    expect(describeRule(rule, null)).toMatch(/^When [a-z]/);
  });
});

describe('describeRule with the things of a home', () => {
  const thing = (entity: string, name: string, deviceClass: string, area: string, unit = ''): HomeThing => {
    const nowhere = { floor: area === '' ? '' : 'Ground', device: '', labels: [] };
    return { serverId: 'home', entity, name, deviceClass, area, unit, state: '', options: [], ...nowhere };
  };
  const things = [
    thing('binary_sensor.front', 'Front door', 'door', 'Hall'),
    thing('event.bell', 'Doorbell', 'doorbell', 'Hall'),
    thing('button.wake', 'Wake up', '', ''),
    thing('cover.garage', 'Garage door', 'garage', 'Garage'),
    thing('sensor.freezer', 'Freezer', 'temperature', 'Kitchen', '°C'),
    thing('sensor.oven', 'Oven', 'temperature', 'Kitchen', '°F'),
    thing('sensor.remote', 'Remote', 'battery', '', '%'),
    thing('sensor.old_remote', 'Old remote', 'battery', ''),
  ];

  it.each<[string, Partial<Rule>, string]>([
    ['entity:binary_sensor.front to:on', {}, 'When Front door opens.'],
    ['entity:(cover.garage OR cover.gone) to:open', {}, 'When Garage door or cover.gone becomes open.'],
    ['type:state_changed entity:event.bell', {}, 'When Doorbell rings.'],
    ['type:state_changed entity:button.wake', {}, 'When Wake up is pressed.'],
    ['type:state_changed entity:(event.bell OR button.wake)', {}, 'When Doorbell or Wake up changes.'],
    ['area:hall class:motion to:on', {}, 'When any motion sensor in Hall turns on.'],
    ['floor:ground class:motion to:on', {}, 'When any motion sensor on Ground turns on.'],
    ['label:alarm to:on', {}, 'When anything labelled alarm turns on.'],
    ['device:"sensor 7"', {}, 'When anything of sensor 7 changes.'],
    ['person:anna', {}, 'When anything by or about anna happens.'],
    ['type:call_service service:light.turn_on', {}, 'When “Light: turn on” is called.'],
    [
      'type:call_service service:cover.open_cover entity:cover.garage',
      {},
      'When “Cover: open cover” is called for Garage door.',
    ],
    ['area:attic to:on', {}, 'When anything in attic turns on.'],
    ['class:battery from:>=15 to:<15', {}, 'When any battery falls below 15 %.'],
    ['entity:sensor.freezer from:<=-15 to:>-15', {}, 'When Freezer rises above -15 °C.'],
    ['class:temperature from:<=30 to:>30', {}, 'When any temperature sensor rises above 30.'],
    [
      'entity:sensor.freezer',
      { timing: { kind: 'silent', ms: 3_600_000 } },
      'When Freezer says nothing for 1 h.',
    ],
    [
      'area:kitchen class:temperature',
      { timing: { kind: 'silent', ms: 3_600_000 } },
      'When any temperature sensor in Kitchen says nothing for 1 h.',
    ],
    [
      'type:system_log_event data.name:homeassistant.components.http.ban',
      { onlyIf: [{ kind: 'state', entity: 'binary_sensor.front', is: 'in', states: ['on'] }] },
      'When a login fails, only while Front door is open.',
    ],
  ])('%s', (query, rest, words) => {
    expect(describeRule(ruleOf(query, rest), null, things)).toBe(words);
  });
});
