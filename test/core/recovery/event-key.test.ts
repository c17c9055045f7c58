import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HaEvent } from '../../../src/core/events/event.ts';
import { happenedAt, happenedAtMicros, keyOf, keysOf } from '../../../src/core/recovery/event-key.ts';

interface Moments {
  readonly isState: boolean;
  readonly entity: number;
  /** Microseconds within one second. */
  readonly set: number;
  readonly fired: number;
}

const iso = (micros: number): string => `2026-11-21T02:10:00.${String(micros).padStart(6, '0')}+00:00`;

function toEvent({ isState, entity, set, fired }: Moments): HaEvent {
  return {
    event_type: isState ? 'state_changed' : 'automation_triggered',
    data: {
      entity_id: `light.${String(entity)}`,
      ...(isState ? { new_state: { last_updated: iso(set) } } : {}),
    },
    origin: 'LOCAL',
    time_fired: iso(fired),
  };
}

describe('keys of an event', () => {
  it('are the same for two events exactly where entity and moment are, to the microsecond', () => {
    const micros = fc.integer({ min: 0, max: 5 });
    const moments = fc.record({ isState: fc.boolean(), entity: fc.nat(2), set: micros, fired: micros });
    fc.assert(
      fc.property(moments, moments, (seen, asked) => {
        const isSameThing = seen.entity === asked.entity;
        const isSame = asked.isState ? seen.isState && seen.set === asked.set : seen.fired === asked.fired;
        expect(keysOf(toEvent(seen)).includes(keyOf(toEvent(asked)) ?? '')).toBe(isSameThing && isSame);
      }),
    );
  });

  it('are those of the moment of the event where the state has none', () => {
    const event = toEvent({ isState: true, entity: 1, set: 1, fired: 2 });
    const withoutMoment = { ...event, data: { ...event.data, new_state: { last_updated: 'soon' } } };
    expect(keyOf(withoutMoment)).toBe(keysOf(event)[1]);
    expect(keysOf(withoutMoment)).toEqual([keyOf(withoutMoment)]);
  });

  it('are none where nothing says when it happened', () => {
    const event: HaEvent = { event_type: 'x', data: {}, origin: 'LOCAL', time_fired: 'today' };
    expect(keyOf(event)).toBeNull();
    expect(keysOf(event)).toEqual([]);
    expect(happenedAt(event)).toBeNull();
    expect(happenedAtMicros(event)).toBeNull();
  });

  it.each([
    ['2026-11-21T02:10:00.123456+00:00', 123_456],
    ['2026-11-21T02:10:00.5Z', 500_000],
    ['2026-11-21T03:10:00+01:00', 0],
  ])('know the moment %s', (moment, micros) => {
    const event: HaEvent = { event_type: 'x', data: {}, origin: 'LOCAL', time_fired: moment };
    expect(happenedAtMicros(event)).toBe(Date.parse('2026-11-21T02:10:00Z') * 1000 + micros);
    expect(happenedAt(event)).toBe(Date.parse('2026-11-21T02:10:00Z') + Math.floor(micros / 1000));
  });
});
