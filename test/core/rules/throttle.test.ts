import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../src/core/clock.ts';
import { createThrottle } from '../../../src/core/rules/throttle.ts';
import type { Offer, ThrottleOutcome } from '../../../src/core/rules/throttle.ts';

const BUDGET = 5;
const WINDOW_MS = 10_000;

/** A clock without promises, since a throttle has none: a million offers need no turn of the event loop. */
function createPlainClock(): Omit<Clock, 'every'> & { advance(ms: number): void; timers(): number } {
  let now = 0;
  const timers = new Map<symbol, { dueAt: number; fn: () => void }>();
  const next = (until: number): [symbol, { dueAt: number; fn: () => void }] | undefined =>
    [...timers].filter(([, { dueAt }]) => dueAt <= until).sort((a, b) => a[1].dueAt - b[1].dueAt)[0];
  return {
    now: () => now,
    monotonic: () => now,
    after(delayMs, fn) {
      const id = Symbol();
      timers.set(id, { dueAt: now + delayMs, fn });
      return () => void timers.delete(id);
    },
    advance(ms) {
      const until = now + ms;
      for (let due = next(until); due !== undefined; due = next(until)) {
        timers.delete(due[0]);
        now = due[1].dueAt;
        due[1].fn();
      }
      now = until;
    },
    timers: () => timers.size,
  };
}

function bench() {
  const clock = createPlainClock();
  const shownAt: number[] = [];
  const summaries: { title: string; body: string; count: number }[] = [];
  const throttle = createThrottle({
    clock,
    onSummary: (summary) => {
      shownAt.push(clock.monotonic());
      summaries.push(summary);
    },
  });
  const outcomes: ThrottleOutcome[] = [];
  const offer = (type: string, subject = '', cooldownMs = 0): ThrottleOutcome => {
    const outcome = throttle.offer({ type, subject, cooldownMs });
    if (outcome === 'raised') shownAt.push(clock.monotonic());
    outcomes.push(outcome);
    return outcome;
  };
  const count = (wanted: ThrottleOutcome): number => outcomes.filter((outcome) => outcome === wanted).length;
  return { clock, throttle, shownAt, summaries, offer, count };
}

describe('createThrottle', () => {
  it('raises up to its budget, then holds back and sums up once', () => {
    const { clock, offer, summaries, shownAt } = bench();
    for (let i = 0; i < BUDGET; i += 1) expect(offer('state_changed', `light.${String(i)}`)).toBe('raised');
    for (let i = 0; i < 8; i += 1) expect(offer('state_changed', `sensor.${String(i)}`)).toBe('burst');
    for (let i = 0; i < 4; i += 1) expect(offer('timer.finished', `timer.${String(i)}`)).toBe('burst');
    clock.advance(WINDOW_MS - 1);
    expect(summaries).toEqual([]);
    clock.advance(1);
    expect(summaries).toEqual([
      { title: '12 more alerts', body: '8 state_changed, 4 timer.finished', count: 12 },
    ]);
    clock.advance(60_000);
    expect(summaries).toHaveLength(1);
    expect(shownAt).toHaveLength(BUDGET + 1);
  });

  it('counts a summary against the budget', () => {
    const { clock, offer } = bench();
    for (let i = 0; i < BUDGET + 1; i += 1) offer('a');
    clock.advance(WINDOW_MS);
    expect(Array.from({ length: BUDGET }, () => offer('b'))).toEqual([
      ...Array.from({ length: BUDGET - 1 }, () => 'raised'),
      'burst',
    ]);
  });

  it('is silent about the same type and subject for its cool-down', () => {
    const { clock, offer } = bench();
    expect(offer('tag_scanned', 'fridge', 30_000)).toBe('raised');
    clock.advance(29_999);
    expect(offer('tag_scanned', 'fridge', 30_000)).toBe('cooldown');
    expect(offer('tag_scanned', 'door', 30_000)).toBe('raised');
    expect(offer('timer.finished', 'fridge', 30_000)).toBe('raised');
    clock.advance(1);
    expect(offer('tag_scanned', 'fridge', 30_000)).toBe('raised');
  });

  it('starts no cool-down for what was held back', () => {
    const { clock, offer } = bench();
    for (let i = 0; i < BUDGET; i += 1) offer('a', String(i));
    expect(offer('a', 'late', 60_000)).toBe('burst');
    clock.advance(WINDOW_MS);
    expect(offer('a', 'late', 60_000)).toBe('raised');
  });

  it('waits on where a timer comes early', () => {
    let now = 0;
    let timer: (() => void) | null = null;
    const summaries: number[] = [];
    const throttle = createThrottle({
      clock: {
        monotonic: () => now,
        after: (_delayMs, fn) => {
          timer = fn;
          return () => (timer = null);
        },
      },
      onSummary: ({ count }) => summaries.push(count),
    });
    const fire = (): void => {
      timer?.();
    };
    for (let i = 0; i < BUDGET + 1; i += 1) throttle.offer({ type: 'a', subject: '', cooldownMs: 0 });
    now = WINDOW_MS - 0.4;
    fire();
    expect(summaries).toEqual([]);
    now = WINDOW_MS;
    fire();
    expect(summaries).toEqual([1]);
  });

  it('does nothing more once stopped', () => {
    const { clock, offer, throttle, summaries } = bench();
    for (let i = 0; i < BUDGET + 3; i += 1) offer('a');
    throttle.stop();
    expect(clock.timers()).toBe(0);
    clock.advance(100_000);
    expect(offer('a')).toBe('burst');
    expect(summaries).toEqual([]);
    expect(clock.timers()).toBe(0);
  });

  it('keeps to its budget in any window, and accounts for each offer exactly once', () => {
    const step = fc.record({
      waitMs: fc.oneof(fc.constant(0), fc.nat(50), fc.nat(15_000)),
      type: fc.constantFrom('state_changed', 'timer.finished', 'tag_scanned'),
      subject: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'),
      cooldownMs: fc.constantFrom(0, 1, 9_000, 10_000, 40_000),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const { clock, offer, count, shownAt, summaries } = bench();
        for (const { waitMs, type, subject, cooldownMs } of steps) {
          clock.advance(waitMs);
          offer(type, subject, cooldownMs);
        }
        clock.advance(WINDOW_MS * 2);
        for (const [index, at] of shownAt.entries()) {
          const sixth = shownAt[index + BUDGET];
          if (sixth !== undefined) expect(sixth - at).toBeGreaterThanOrEqual(WINDOW_MS);
        }
        const summed = summaries.reduce((sum, each) => sum + each.count, 0);
        expect(summed).toBe(count('burst'));
        expect(count('raised') + count('cooldown') + summed).toBe(steps.length);
        expect(clock.timers()).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('stays small and quick with a million subjects and types', () => {
    const { clock, throttle, summaries } = bench();
    const before = process.memoryUsage().heapUsed;
    const started = performance.now();
    const offer: Offer = { type: 'state_changed', subject: '', cooldownMs: 86_400_000 };
    for (let i = 0; i < 1_000_000; i += 1) {
      if (i % 1_000 === 0) clock.advance(3_000);
      throttle.offer({ ...offer, subject: `sensor.s${String(i)}`, type: `t${String(i)}` });
    }
    clock.advance(WINDOW_MS);
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(64 * 1_048_576);
    expect(summaries.every(({ body }) => body.length < 500)).toBe(true);
  });
});
