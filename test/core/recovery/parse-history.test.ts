import { describe, expect, it } from 'vitest';
import { describeEvent } from '../../../src/core/events/sentence.ts';
import { parseHistory, parseLogbook } from '../../../src/core/recovery/parse-history.ts';
import { createSeenChanges } from '../../../src/core/recovery/seen-changes.ts';

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

describe('parseHistory', () => {
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
    for (const body of [null, {}, 'text', [null], [[null, 1, {}]], [[{ entity_id: 1 }]]]) {
      expect(parseHistory(body, SPAN)).toEqual([]);
    }
  });
});

describe('parseLogbook', () => {
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
        { when: at('2026-11-21T02:30:00Z') / 1000, name: 'Home Assistant', message: 'started' },
        { when: 'never', name: 'x', message: 'y' },
      ],
      SPAN,
    );
    expect(events.map(({ data }) => data['name'])).toEqual(['Morning', 'Home Assistant']);
  });
});

describe('createSeenChanges', () => {
  it('knows a live event again when the recorder tells of it, and forgets the oldest', () => {
    const seen = createSeenChanges(2);
    const [first, second, third] = parseHistory(
      [
        [
          state('light.a', 'on', '2026-11-21T02:10:00.123456+00:00'),
          state('light.a', 'off', '2026-11-21T02:10:01+00:00'),
          state('light.a', 'on', '2026-11-21T02:10:02+00:00'),
        ],
      ],
      SPAN,
    );
    if (first === undefined || second === undefined || third === undefined) throw new Error('three were due');
    seen.note({ ...first, origin: 'LOCAL', time_fired: '2026-11-21T02:10:00.125000+00:00' });
    expect(seen.has(first)).toBe(true);
    expect(seen.has(second)).toBe(false);
    seen.note(second);
    seen.note(third);
    expect(seen.has(first)).toBe(false);
  });
});
