import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { HaEvent } from '../../../src/core/events/event.ts';
import { happenedAtMicros, keyOf } from '../../../src/core/recovery/event-key.ts';
import { FoundEvents } from '../../../src/core/recovery/found-events.ts';

const MAX = 5;

function eventAt(micros: number): HaEvent {
  const fired = `2026-11-21T02:10:00.${String(micros).padStart(6, '0')}+00:00`;
  return { event_type: 'x', data: { entity_id: 'light.a' }, origin: '', time_fired: fired };
}

const microsOf = (event: HaEvent): number => (happenedAtMicros(event) ?? 0) % 1_000_000;

it('keeps the newest that were not seen, each once, in order, and knows what it left out', () => {
  const micros = fc.integer({ min: 0, max: 40_000 });
  fc.assert(
    fc.property(fc.array(micros, { maxLength: 60 }), fc.array(micros, { maxLength: 10 }), (told, known) => {
      const seen = new Set(known.map((at) => keyOf(eventAt(at)) ?? ''));
      const found = new FoundEvents(MAX, seen);
      for (const at of told) found.add(eventAt(at));
      const fresh = [...new Set(told.filter((at) => !known.includes(at)))].sort((a, b) => a - b);
      const expected = fresh.slice(-MAX);
      expect(found.sorted().map(microsOf)).toEqual(expected);
      const cutAt = Date.UTC(2026, 10, 21, 2, 10) + Math.floor((expected[0] ?? 0) / 1000);
      expect(found.cutAt).toBe(fresh.length > MAX ? cutAt : null);
    }),
  );
});

it('passes over what has no moment, and what is older than what was left out elsewhere', () => {
  const found = new FoundEvents(MAX, new Set());
  found.add({ ...eventAt(1), time_fired: 'soon' });
  found.noteCut(Date.UTC(2026, 10, 21, 2, 10) + 2);
  found.add(eventAt(1_999));
  found.add(eventAt(2_000));
  expect(found.sorted().map(microsOf)).toEqual([2_000]);
});
