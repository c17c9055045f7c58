import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchChoice, refuseChoice } from '../../../src/core/rules/choices.ts';
import { isGlobMatch } from '../../../src/core/rules/glob.ts';
import { DEFAULT_SETTINGS } from '../../../src/core/settings/settings.ts';
import type { NotificationChoice } from '../../../src/core/settings/settings.ts';
import { haEvent, stateChanged } from '../../support/event-builders.ts';

function choice(type: string, rest: Partial<NotificationChoice> = {}): NotificationChoice {
  return { type, enabled: true, entities: [], toStates: [], cooldownMs: 0, ...rest };
}

const DOORS = choice('state_changed', { entities: ['binary_sensor.front_door*'], toStates: ['on'] });

describe('matchChoice', () => {
  it.each([
    ['opens', stateChanged('binary_sensor.front_door', 'off', 'on'), true],
    ['opens, by another id', stateChanged('binary_sensor.front_door_2', 'off', 'on'), true],
    ['comes back open', stateChanged('binary_sensor.front_door', 'unavailable', 'on'), true],
    ['closes', stateChanged('binary_sensor.front_door', 'on', 'off'), false],
    ['changes an attribute', stateChanged('binary_sensor.front_door', 'on', ['on', { battery: 5 }]), false],
    ['was added open', stateChanged('binary_sensor.front_door', null, 'on'), false],
    ['was removed', stateChanged('binary_sensor.front_door', 'on', null), false],
    ['is another door', stateChanged('binary_sensor.back_door', 'off', 'on'), false],
    ['is malformed', haEvent('state_changed', { entity_id: 5, new_state: 'x' }), false],
  ])('a front door that %s', (_name, event, matches) => {
    expect(matchChoice(event, [DOORS])).toBe(matches ? DOORS : null);
  });

  it('takes any new state where none is chosen, and minds no capitals', () => {
    const any = choice('state_changed', { entities: ['Lock.*'] });
    expect(matchChoice(stateChanged('lock.front', 'locked', 'jammed'), [any])).toBe(any);
    const upper = choice('state_changed', { entities: ['lock.*'], toStates: ['Jammed'] });
    expect(matchChoice(stateChanged('lock.front', 'locked', 'jammed'), [upper])).toBe(upper);
  });

  it('never matches state_changed without entities', () => {
    expect(matchChoice(stateChanged('a.b', 'off', 'on'), [choice('state_changed')])).toBeNull();
  });

  it('wants the exact type, switched on', () => {
    const timer = choice('timer.finished');
    const event = haEvent('timer.finished', { entity_id: 'timer.eggs' });
    expect(matchChoice(event, [choice('timer.started'), timer])).toBe(timer);
    expect(matchChoice(event, [{ ...timer, enabled: false }])).toBeNull();
    expect(matchChoice(haEvent('timer.finished2'), [timer])).toBeNull();
  });

  it.each([
    [{ service_data: { entity_id: 'light.a' } }, true],
    [{ service_data: { entity_id: ['switch.x', 'light.a'] } }, true],
    [{ service_data: { entity_id: 'switch.x, light.a' } }, true],
    [{ target: { entity_id: ['light.a'] } }, true],
    [{ service_data: { entity_id: ['switch.x'] } }, false],
    [{ service_data: {} }, false],
    [{}, false],
  ])('looks for entities in the call %j', (data, matches) => {
    const calls = choice('call_service', { entities: ['light.*'] });
    expect(matchChoice(haEvent('call_service', data), [calls])).toBe(matches ? calls : null);
  });
});

describe('refuseChoice', () => {
  it.each(DEFAULT_SETTINGS.notifications.choices)('takes the starter choice $type', (starter) => {
    expect(refuseChoice(starter)).toBeNull();
  });

  it.each([
    ['state_changed without entities', choice('state_changed'), /at least one entity/],
    [
      'state_changed for everything',
      choice('state_changed', { entities: ['light.a', '*.*'] }),
      /every entity/,
    ],
    ['no type', choice(' '), /Name the event type/],
    [
      'a name for an entity',
      choice('tag_scanned', { entities: ['Front door'] }),
      /"Front door" is not an entity id/,
    ],
    ['states of another type', choice('tag_scanned', { toStates: ['on'] }), /state_changed only/],
  ])('refuses %s', (_name, refused, reason) => {
    expect(refuseChoice(refused)).toMatch(reason);
  });

  it('lets state_changed be switched off without entities', () => {
    expect(refuseChoice(choice('state_changed', { enabled: false }))).toBeNull();
  });
});

describe('isGlobMatch', () => {
  it('agrees with a regular expression', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 12 });
    const glob = fc.string({ unit: fc.constantFrom('a', 'b', '.', '*'), maxLength: 8 });
    fc.assert(
      fc.property(text, glob, (subject, pattern) => {
        const oracle = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
        expect(isGlobMatch(subject, pattern)).toBe(oracle.test(subject));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is not made slow by many stars', () => {
    const started = performance.now();
    expect(isGlobMatch('a'.repeat(255), `${'*a'.repeat(100)}*b`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(100);
  });
});
