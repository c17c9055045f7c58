import { describe, expect, it } from 'vitest';
import { parseHistory, parseLogbook } from './support/parse-answers.ts';

const SPAN = { from: Date.parse('2026-11-21T02:00:00Z'), to: Date.parse('2026-11-21T03:00:00Z') };

function stateOf(entityId: string, value: string, time: string): Record<string, unknown> {
  return { entity_id: entityId, state: value, attributes: {}, last_changed: time, last_updated: time };
}

describe('a logbook', () => {
  it('takes what is not a state', () => {
    const events = parseLogbook(
      [
        {
          when: '2026-11-21T02:10:00+00:00',
          name: 'Morning',
          message: 'triggered by time',
          entity_id: 'automation.m',
        },
        { when: '2026-11-21T02:10:00+00:00', name: 'Hall', state: 'on', entity_id: 'light.hall' },
        {
          when: Date.parse('2026-11-21T02:30:00Z') / 1000,
          name: 'Home Assistant',
          message: 'started',
        },
        { when: 'never', name: 'x', message: 'y' },
      ],
      SPAN,
      [],
    );
    expect(events.map(({ data }) => data['name'])).toEqual(['Morning', 'Home Assistant']);
  });

  it('tells the words about a state from others where a version of 2019 does not', () => {
    const changes = parseHistory(
      [
        [
          stateOf('input_boolean.lamp', 'on', '2026-11-21T02:10:23.999995+00:00'),
          stateOf('input_boolean.lamp', 'off', '2026-11-21T02:10:24.327376+00:00'),
        ],
        [stateOf('automation.on_lamp', 'off', '2026-11-21T02:20:00+00:00')],
      ],
      SPAN,
    );
    const entry = (entityId: string | null, message: string, when: string): Record<string, unknown> => ({
      when,
      name: 'Name',
      message,
      entity_id: entityId,
    });
    const events = parseLogbook(
      [
        entry('input_boolean.lamp', 'turned on', '2026-11-21T02:10:24.000004+00:00'),
        entry('automation.on_lamp', 'has been triggered', '2026-11-21T02:10:24.000100+00:00'),
        entry('input_boolean.lamp', 'turned off', '2026-11-21T02:10:24.327390+00:00'),
        entry('input_boolean.lamp', 'said something', '2026-11-21T02:10:24.328+00:00'),
        entry(null, 'said hi', '2026-11-21T02:10:24.389521+00:00'),
        entry('automation.on_lamp', 'turned off', '2026-11-21T02:20:00.000020+00:00'),
        entry('automation.on_lamp', 'has been triggered', '2026-11-21T02:20:00.000090+00:00'),
      ],
      SPAN,
      changes,
    );
    expect(events.map(({ data }) => data['message'])).toEqual([
      'has been triggered',
      'said something',
      'said hi',
      'has been triggered',
    ]);
  });

  it('survives any shape', () => {
    const entries = [{ message: 1, when: [] }, {}, { message: 'x', when: 1e300 }];
    expect(parseLogbook(entries, SPAN, [])).toEqual([]);
  });
});
