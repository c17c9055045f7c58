import { describe, expect, it } from 'vitest';
import { createKnownStates, type StateStep } from '../../../src/core/rules/known-states.ts';
import { haEvent, stateChanged, type Side } from '../../support/event-builders.ts';

const door = (state: string): Side => [state, { device_class: 'door' }];
const smoke = (state: string): Side => [state, { device_class: 'smoke' }];
const problem = (state: string): Side => [state, { device_class: 'problem' }];

/** What the last of some changes of one entity means. */
function lastStep(entityId: string, ...changes: readonly (readonly [Side, Side])[]): StateStep | undefined {
  const states = createKnownStates();
  return changes.map(([before, after]) => states.note(stateChanged(entityId, before, after), 'home')).at(-1);
}

describe('createKnownStates', () => {
  it.each<[string, StateStep, ...(readonly [Side, Side])[]]>([
    ['a door that opens', 'changed', [door('off'), door('on')]],
    ['an attribute', 'none', [door('off'), ['off', { battery: 4 }]]],
    ['a door that is added', 'none', [null, door('on')]],
    ['a door that is removed', 'none', [door('on'), null]],
    ['a door that no longer answers', 'lost', [door('off'), door('unavailable')]],
    ['one that did not before, either', 'none', [door('unknown'), door('unavailable')]],
    ['a return of which nothing is known', 'none', [door('unavailable'), door('on')]],
    [
      'a door that is back as it was',
      'none',
      [door('off'), door('unavailable')],
      [door('unavailable'), door('off')],
    ],
    [
      'a door that is back and open',
      'changed',
      [door('off'), door('unavailable')],
      [door('unavailable'), door('on')],
    ],
    [
      'a restart of Home Assistant: nothing, restored, and as before',
      'none',
      [door('on'), door('off')],
      [null, door('unavailable')],
      [door('unavailable'), door('off')],
    ],
    [
      'a restart during which the door was opened',
      'changed',
      [door('on'), door('off')],
      [null, door('unavailable')],
      [door('unavailable'), door('on')],
    ],
    [
      'a door of which only an attribute was seen, and is back as it was',
      'none',
      [door('off'), ['off', { device_class: 'door', battery: 4 }]],
      [null, door('off')],
    ],
  ])('%s: %s', (_name, step, ...changes) => {
    expect(lastStep('binary_sensor.door', ...changes)).toBe(step);
  });

  it.each<[string, StateStep, ...(readonly [Side, Side])[]]>([
    ['that is on when its sensor returns', 'danger', [smoke('unavailable'), smoke('on')]],
    ['that is on when its entity comes', 'danger', [null, smoke('on')]],
    [
      'that was on before, too',
      'danger',
      [smoke('off'), smoke('on')],
      [smoke('on'), smoke('unavailable')],
      [smoke('unavailable'), smoke('on')],
    ],
    ['that begins', 'changed', [smoke('off'), smoke('on')]],
    ['that goes on', 'none', [smoke('on'), ['on', { device_class: 'smoke', battery: 4 }]]],
    ['that is over when its sensor returns', 'none', [smoke('unavailable'), smoke('off')]],
  ])('smoke %s: %s', (_name, step, ...changes) => {
    expect(lastStep('binary_sensor.smoke', ...changes)).toBe(step);
  });

  it('takes an alarm that is triggered when its panel returns for a danger, and an armed one not', () => {
    expect(lastStep('alarm_control_panel.home', ['unavailable', 'triggered'])).toBe('danger');
    expect(lastStep('alarm_control_panel.home', ['unavailable', 'armed_away'])).toBe('none');
  });

  it('tells of a problem once, however often its sensor returns', () => {
    expect(
      lastStep(
        'binary_sensor.filter',
        [problem('off'), problem('on')],
        [problem('on'), problem('unavailable')],
        [problem('unavailable'), problem('on')],
      ),
    ).toBe('none');
  });

  it('hears the first press of a button, and not its return', () => {
    expect(lastStep('button.bell', ['unknown', '2026-11-21T06:00:00+00:00'])).toBe('changed');
    expect(lastStep('button.bell', ['unavailable', '2026-11-21T06:00:00+00:00'])).toBe('none');
  });

  it('keeps servers apart, and forgets those that are gone', () => {
    const states = createKnownStates();
    states.note(stateChanged('binary_sensor.door', 'on', 'off'), 'home');
    const back = stateChanged('binary_sensor.door', 'unavailable', 'on');
    expect(states.note(back, 'cabin')).toBe('none');
    expect(states.note(back, 'home')).toBe('changed');
    states.keepOnly(new Set(['cabin']));
    expect(states.note(stateChanged('binary_sensor.door', 'unavailable', 'off'), 'home')).toBe('none');
    expect(states.note(stateChanged('binary_sensor.door', 'unavailable', 'off'), 'cabin')).toBe('changed');
  });

  it('knows what was before this run, and believes what it has seen since', () => {
    const states = createKnownStates();
    states.note(stateChanged('light.a', 'off', 'on'), 'home');
    const before = (entity: string, state: string) => ({ serverId: 'home', entity, state });
    states.remember([before('light.a', 'off'), before('light.b', 'off'), before('light.c', 'unavailable')]);
    const back = (entity: string, state: string): StateStep =>
      states.note(stateChanged(entity, 'unavailable', state), 'home');
    expect(back('light.a', 'on')).toBe('none');
    expect(back('light.b', 'off')).toBe('none');
    expect(back('light.b', 'on')).toBe('changed');
    expect(back('light.c', 'on')).toBe('none');
  });

  it('is bounded: the entity that changed longest ago gives way', () => {
    const states = createKnownStates(3);
    for (const id of ['a', 'b', 'c']) states.note(stateChanged(`light.${id}`, 'off', 'on'), 'home');
    states.note(stateChanged('light.a', 'on', 'off'), 'home');
    states.note(stateChanged('light.d', 'off', 'on'), 'home');
    // Too long to be remembered, and so nothing has to give way.
    states.note(stateChanged(`light.${'x'.repeat(300)}`, 'off', 'on'), 'home');
    states.note(stateChanged('light.e', 'off', 'x'.repeat(300)), 'home');
    const isKnown = (id: string): boolean =>
      states.note(stateChanged(`light.${id}`, 'unavailable', 'dim'), 'home') === 'changed';
    expect(['a', 'c', 'd'].map(isKnown)).toEqual([true, true, true]);
    expect(isKnown('b')).toBe(false);
  });

  it.each([
    ['another event', haEvent('timer.finished', { entity_id: 'timer.a' })],
    ['nonsense', haEvent('state_changed', { entity_id: 5, old_state: 'x', new_state: [] })],
    ['two states without an entity', haEvent('state_changed', { old_state: {}, new_state: {} })],
  ])('makes nothing of %s', (_name, event) => {
    expect(createKnownStates().note(event, 'home')).toBe('none');
  });
});
