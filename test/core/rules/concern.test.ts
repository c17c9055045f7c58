import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchChoice } from '../../../src/core/rules/choices.ts';
import { createConcern } from '../../../src/core/rules/concern.ts';
import { DEFAULT_SETTINGS, type NotificationChoice } from '../../../src/core/settings/settings.ts';
import { haEvent, stateChanged } from '../../support/event-builders.ts';

const encoder = new TextEncoder();
/** With a Kelvin sign and a dotted I, whose lower case is an ASCII letter, or has one. */
const LETTERS = ['a', 'b', 'K', '_', '.', '"', '\\', '/', 'ü', '\u212a', '\u0130', 'é'];
const GLOB_LETTERS = ['a', 'b', 'k', 'K', 'i', '_', '.', '*', 'ü'];
const { choices } = DEFAULT_SETTINGS.notifications;

function message(json: string): Uint8Array {
  return encoder.encode(`data: ${json}\n\n`);
}

function choice(type: string, entities: readonly string[] = []): NotificationChoice {
  return { type, enabled: true, entities: [...entities], toStates: [], cooldownMs: 0 };
}

describe('createConcern', () => {
  it.each([
    ['a door', stateChanged('binary_sensor.front_door', 'off', 'on'), true],
    ['a leak, by any name', stateChanged('binary_sensor.bath_leak_2', 'off', 'on'), true],
    ['an alarm', stateChanged('alarm_control_panel.home', 'disarmed', 'triggered'), true],
    ['a timer', haEvent('timer.finished', { entity_id: 'timer.eggs' }), true],
    ['another binary sensor', stateChanged('binary_sensor.hall_motion', 'off', 'on'), false],
    ['a light', stateChanged('light.hall', 'off', 'on'), false],
    ['a call', haEvent('call_service', { domain: 'light', service: 'turn_on' }), false],
  ])('knows %s by its bytes', (_name, event, concerns) => {
    expect(createConcern(choices)(message(JSON.stringify(event)))).toBe(concerns);
  });

  it('is concerned by nothing without choices, and by what is switched off neither', () => {
    const door = message(JSON.stringify(stateChanged('binary_sensor.front_door', 'off', 'on')));
    expect(createConcern([])(door)).toBe(false);
    expect(createConcern(choices.map((each) => ({ ...each, enabled: false })))(door)).toBe(false);
  });

  it.each([
    ['letters as escapes', [choice('tag_scanned')], '{"event_type": "t\\u0061g_scanned"}'],
    ['capitals', [choice('state_changed', ['LOCK.*'])], '{"entity_id": "Lock.Front"}'],
    ['a type no JSON writes plainly', [choice('größer')], '{"event_type": "x"}'],
    ['a type with a quotation mark', [choice('say "hi"')], '{"event_type": "x"}'],
    ['every entity', [choice('state_changed', ['*'])], '{"event_type": "x"}'],
  ])('rather asks once too often: %s', (_name, wanted, json) => {
    expect(createConcern(wanted)(message(json))).toBe(true);
  });

  it('is not concerned by umlauts, however they are written', () => {
    const isConcerned = createConcern(choices);
    for (const json of ['{"name": "Tür"}', '{"name": "T\\u00fcr"}']) {
      expect(isConcerned(message(json))).toBe(false);
    }
  });

  it('never overlooks what a choice matches', () => {
    const letters = fc.string({ unit: fc.constantFrom(...LETTERS), maxLength: 6 });
    const glob = fc.string({ unit: fc.constantFrom(...GLOB_LETTERS), minLength: 1, maxLength: 6 });
    const anyChoice = fc
      .tuple(fc.oneof(fc.constant('state_changed'), letters), fc.array(glob, { maxLength: 3 }))
      .map(([type, entities]) => choice(type, entities));
    const anyEvent = fc.oneof(
      letters.map((entity) => stateChanged(entity, 'off', 'on')),
      fc.tuple(letters, letters).map(([type, entity]) => haEvent(type, { entity_id: entity })),
    );
    fc.assert(
      fc.property(fc.array(anyChoice, { maxLength: 3 }), anyEvent, fc.boolean(), (wanted, event, escapes) => {
        const json = JSON.stringify(event);
        const written = escapes ? json.replace(/[^ -~]|[aK]/gu, toEscapes) : json;
        fc.pre(matchChoice(event, wanted) !== null);
        expect(createConcern(wanted)(message(written))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

/** Python's way to write what is not ASCII. */
function toEscapes(text: string): string {
  return text.replace(/./gsu, (letter) =>
    [...Array(letter.length).keys()]
      .map((at) => `\\u${letter.charCodeAt(at).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
