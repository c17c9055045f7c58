import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HaEvent } from '../../../src/core/events/event.ts';
import { describeEvent } from '../../../src/core/events/sentence.ts';
import { parseHistory } from '../../../src/core/recovery/parse-history.ts';
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

describe('parseHistory, as the recorder of all versions writes', () => {
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

interface Sighting {
  readonly state: boolean;
  readonly entity: number;
  readonly set: string;
  readonly fired: string;
}

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
    expect([second, third].map(seen.has)).toEqual([true, true]);
  });

  it('knows to the microsecond what a plain list of keys knows, however many there were', () => {
    const moment = fc
      .integer({ min: 0, max: 40 })
      .map((n) => `2026-11-21T02:10:00.${String(n).padStart(6, '0')}+00:00`);
    const sighting = fc.record({ state: fc.boolean(), entity: fc.nat(3), set: moment, fired: moment });
    const toEvent = ({ state: isState, entity, set, fired }: Sighting): HaEvent => ({
      event_type: isState ? 'state_changed' : 'automation_triggered',
      data: {
        entity_id: `light.${String(entity)}`,
        ...(isState ? { new_state: { last_updated: set } } : {}),
      },
      origin: 'LOCAL',
      time_fired: fired,
    });
    const keysOf = ({ state: isState, entity, set, fired }: Sighting): readonly string[] => [
      ...(isState ? [`state ${String(entity)} ${set}`] : []),
      `entry ${String(entity)} ${fired}`,
    ];
    fc.assert(
      fc.property(
        fc.array(sighting, { maxLength: 60 }),
        fc.array(sighting, { maxLength: 20 }),
        (noted, asked) => {
          const seen = createSeenChanges(40);
          for (const one of noted) seen.note(toEvent(one));
          const known = new Set(noted.slice(-40).flatMap(keysOf));
          for (const one of asked) expect(seen.has(toEvent(one))).toBe(known.has(keysOf(one)[0] ?? ''));
        },
      ),
    );
  });

  it('knows a state whose moment can not be read by the moment of its event', () => {
    const seen = createSeenChanges();
    const event: HaEvent = {
      event_type: 'state_changed',
      data: { entity_id: 'light.a', new_state: { last_updated: 'soon' } },
      origin: 'LOCAL',
      time_fired: '2026-11-21T02:10:00.000001+00:00',
    };
    expect(seen.has(event)).toBe(false);
    seen.note(event);
    expect(seen.has(event)).toBe(true);
  });

  it('remembers 20,000 and grows to it', () => {
    const seen = createSeenChanges();
    const at = (second: number): HaEvent => ({
      event_type: 'state_changed',
      data: { entity_id: 'light.a' },
      origin: 'LOCAL',
      time_fired: new Date(1_700_000_000_000 + second * 1_000).toISOString(),
    });
    for (let second = 0; second < 20_100; second += 1) seen.note(at(second));
    expect([0, 99, 100, 20_099].map((second) => seen.has(at(second)))).toEqual([false, false, true, true]);
    expect(seen.newestAt()).toBe(1_700_000_000_000 + 20_099_000);
    expect(seen.entityIds()).toEqual(['light.a']);
  });
});
