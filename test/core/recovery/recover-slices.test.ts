import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HaEvent } from '../../../src/core/events/event.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { happenedAt } from '../../../src/core/recovery/event-key.ts';
import type { Span } from '../../../src/core/recovery/parse-history.ts';
import type { MissedEvents } from '../../../src/core/recovery/recover-missed.ts';
import { recoverSlices } from '../../../src/core/recovery/recover-slices.ts';
import type { RecoveryOutcome } from '../../../src/core/recovery/recovery.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 21);

function eventAt(at: number, n: number): HaEvent {
  const time = new Date(at).toISOString();
  return { event_type: 'logbook_entry', data: { n }, origin: '', time_fired: time };
}

interface Asked {
  readonly outcome: RecoveryOutcome;
  readonly slices: readonly Span[];
  /** Of each slice, oldest first. */
  readonly found: readonly (readonly unknown[])[];
  readonly downTo: readonly number[];
}

interface Options {
  readonly max?: number;
  readonly room?: number;
  /** Instead of the answer of a slice. */
  readonly instead?: (slice: Span, n: number) => MissedEvents | null;
  readonly signal?: AbortSignal;
}

/** Asks a recorder that has events at these moments, ms after the start. It leaves out the event at the end of a span. */
async function ask(hours: number, moments: readonly number[], options: Options = {}): Promise<Asked> {
  const { max = 100, room = Number.POSITIVE_INFINITY, signal = new AbortController().signal } = options;
  const events = moments.toSorted((a, b) => a - b).map((at, n) => eventAt(START + at, n));
  const seen = new Set<unknown>();
  const slices: Span[] = [];
  const found: (readonly unknown[])[] = [];
  const downTo: number[] = [];
  const outcome = await recoverSlices({
    span: { from: START, to: START + hours * HOUR },
    max,
    signal,
    mayAskMore: () => seen.size < room,
    recoverSlice: ({ from, to }) => {
      slices.push({ from, to });
      const other = options.instead?.({ from, to }, slices.length);
      if (other != null) return Promise.resolve(other);
      const within = events.filter((event) => {
        const at = happenedAt(event) ?? 0;
        return at > from && at < to && !seen.has(event.data['n']);
      });
      const kept = within.slice(-max);
      const cutAt = kept.length < within.length ? happenedAt(kept[0] ?? eventAt(0, 0)) : null;
      return Promise.resolve({ events: kept, outcome: { kind: 'complete' }, cutAt });
    },
    onSlice: (slice, at) => {
      for (const { data } of slice.events) seen.add(data['n']);
      found.push(slice.events.map(({ data }) => data['n']));
      downTo.push(at);
      return Promise.resolve();
    },
  });
  return { outcome, slices, found, downTo };
}

describe('a span in slices', () => {
  it('is one slice where it is short', async () => {
    const { slices, outcome } = await ask(1, [1, 2, 3]);
    expect(slices).toEqual([{ from: START, to: START + HOUR }]);
    expect(outcome).toEqual({ kind: 'complete' });
  });

  it('is asked for the newest first, in longer and longer slices where little happened', async () => {
    const { slices, downTo } = await ask(240, []);
    expect(slices.at(0)).toEqual({ from: START + 239 * HOUR, to: START + 240 * HOUR });
    expect(slices.length).toBeLessThan(30);
    expect(downTo.at(-1)).toBe(START);
    expect(downTo).toEqual(downTo.toSorted((a, b) => b - a));
  });

  it('brings every event once, the newest slices first, and never too many at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 30 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 600 }),
        fc.integer({ min: 20, max: 120 }),
        async (hours, shares, max) => {
          // At least 10 ms apart, so that never more events than fit happen at once.
          const steps = new Set(
            shares.map((share) => Math.floor((share * (hours * HOUR - 100)) / 10) * 10 + 5),
          );
          const { found, outcome } = await ask(hours, [...steps], { max });
          expect(outcome).toEqual({ kind: 'complete' });
          expect(found.toReversed().flat()).toEqual([...steps].map((_, n) => n));
          for (const slice of found) expect(slice.length).toBeLessThanOrEqual(max);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('brings what happened at once also where it does not fit', async () => {
    const { outcome, found } = await ask(
      1,
      Array.from({ length: 250 }, () => HOUR / 2),
    );
    expect(found.map((slice) => slice.length).filter((length) => length > 0)).toEqual([100, 100, 50]);
    expect(outcome).toEqual({ kind: 'complete' });
  });

  it('goes on behind a moment of which it can never have all, and says so', async () => {
    const at = START + HOUR / 2;
    const same: MissedEvents = { events: [eventAt(at, 1)], outcome: { kind: 'complete' }, cutAt: at };
    const { outcome, slices } = await ask(1, [], { instead: ({ to }) => (to > at ? same : null) });
    expect(slices.length).toBeLessThan(15);
    expect(slices.at(-1)?.from).toBe(START);
    expect(outcome).toMatchObject({ kind: 'partial', missing: [{ what: 'earlier' }] });
  });

  it('goes on with what is left when memory is full', async () => {
    const moments = Array.from({ length: 500 }, (_, n) => n * 6_000 + 1);
    const { outcome, found } = await ask(1, moments, { room: 200 });
    expect(found.flat()).toHaveLength(200);
    expect(outcome).toMatchObject({ kind: 'partial', missing: [{ what: 'earlier' }] });
  });

  it('is not at its end when the connection ends', async () => {
    const ending = new AbortController();
    const asked = await ask(48, [], {
      signal: ending.signal,
      instead: (_, n) => {
        if (n === 2) ending.abort();
        return null;
      },
    });
    expect(asked.slices).toHaveLength(2);
    expect(asked.outcome).toEqual({ kind: 'running', downTo: asked.downTo.at(-1) });
  });

  it('keeps what was found when the connection ends in the middle of a slice, and asks for that slice again', async () => {
    const ending = new AbortController();
    const part: MissedEvents = {
      events: [eventAt(START + 1, 7)],
      outcome: { kind: 'partial', missing: [{ what: 'entities', asked: 1, total: 2 }] },
      cutAt: null,
    };
    const asked = await ask(1, [], {
      signal: ending.signal,
      instead: () => {
        ending.abort();
        return part;
      },
    });
    expect(asked.found).toEqual([[7]]);
    expect(asked.outcome).toEqual({ kind: 'running', downTo: START + HOUR });
  });

  it('is unavailable where the first slice is, and only partial where a later one is', async () => {
    const none: MissedEvents = { events: [], outcome: { kind: 'unavailable', why: 'failed' }, cutAt: null };
    expect((await ask(48, [], { instead: () => none })).outcome).toEqual(none.outcome);
    const later = await ask(48, [], { instead: (_, n) => (n === 3 ? none : null) });
    expect(later.slices).toHaveLength(3);
    expect(later.outcome).toEqual({
      kind: 'partial',
      missing: [{ what: 'failed' }, { what: 'earlier', since: later.downTo.at(-1) }],
    });
  });

  it('says once what is missing in several slices', async () => {
    const part: MissedEvents = {
      events: [],
      outcome: { kind: 'partial', missing: [{ what: 'unseen-entities' }] },
      cutAt: null,
    };
    const { outcome } = await ask(48, [], { instead: () => part });
    expect(outcome).toEqual({ kind: 'partial', missing: [{ what: 'unseen-entities' }] });
  });

  it('never asks for a slice of more than half a day', async () => {
    const { slices } = await ask(240, []);
    for (const { from, to } of slices) expect(to - from).toBeLessThanOrEqual(15 * LIMITS.recoverySliceMs + 1);
  });
});
