import { describe, expect, it } from 'vitest';
import { describeEvent } from '../../../src/core/events/sentence.ts';
import { parseHistory } from './support/parse-answers.ts';

const at = (text: string): number => Date.parse(text);
const SPAN = { from: at('2026-11-21T02:00:00Z'), to: at('2026-11-21T03:00:00Z') };

function state(entityId: string, value: string, time: string): Record<string, unknown> {
  return {
    entity_id: entityId,
    state: value,
    attributes: { friendly_name: 'Hall' },
    last_changed: time,
    last_updated: time,
    context: { id: `c-${value}`, parent_id: null, user_id: null },
  };
}

describe('a history', () => {
  it('turns each later state into the change that was missed, with the one before it as the old state', () => {
    const events = parseHistory(
      [
        [
          state('light.hall', 'off', '2026-11-21T01:00:00+00:00'),
          state('light.hall', 'on', '2026-11-21T02:10:00.123456+00:00'),
          state('light.hall', 'off', '2026-11-21T02:20:00+00:00'),
        ],
      ],
      SPAN,
    );
    expect(events.map(describeEvent)).toEqual(['Hall turned on, was off', 'Hall turned off, was on']);
    expect(events[0]).toMatchObject({
      event_type: 'state_changed',
      context: { id: 'c-on', parent_id: null },
    });
  });

  it('takes nothing from outside the span and survives any shape', () => {
    expect(parseHistory([[state('light.hall', 'on', '2026-11-21T03:00:01+00:00')]], SPAN)).toEqual([]);
    expect(parseHistory([[{}, { entity_id: 1 }, state('light.hall', 'on', 'soon')]], SPAN)).toEqual([]);
  });
});

describe('a history, as the recorder of all versions writes', () => {
  it('makes a removal of a state without text and attributes', () => {
    const events = parseHistory(
      [
        [
          state('sensor.t', '22', '2026-11-21T02:10:00+00:00'),
          { ...state('sensor.t', '', '2026-11-21T02:11:00+00:00'), attributes: {} },
          state('sensor.t', '23', '2026-11-21T02:12:00+00:00'),
        ],
      ],
      SPAN,
    );
    expect(
      events.map(({ data }) => [
        (data['old_state'] as { state: string } | null)?.state,
        (data['new_state'] as { state: string } | null)?.state,
      ]),
    ).toEqual([
      [undefined, '22'],
      ['22', undefined],
      [undefined, '23'],
    ]);
  });

  it('does not believe a context that all states share', () => {
    const context = { id: '01M804YDZFYCKBZWM5EH7GVEVH', parent_id: null, user_id: null };
    const one = { ...state('light.a', 'on', '2026-11-21T02:10:00+00:00'), context };
    const other = { ...state('light.b', 'on', '2026-11-21T02:11:00+00:00'), context };
    for (const event of parseHistory([[one], [other]], SPAN)) {
      expect(JSON.stringify(event)).not.toContain('context');
    }
    const mine = { ...context, id: 'another' };
    expect(
      parseHistory([[one], [{ ...other, context: mine }]], SPAN).map((event) => event.context?.id),
    ).toEqual([context.id, 'another']);
  });
});
