import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../src/core/clock.ts';
import { createThrottle } from '../../../src/core/rules/throttle.ts';

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
  const summaries: { titles: readonly [string, number][]; count: number }[] = [];
  const throttle = createThrottle({
    clock,
    onSummary: (titles) => {
      shownAt.push(clock.monotonic());
      summaries.push({
        titles: [...titles],
        count: [...titles.values()].reduce((sum, each) => sum + each, 0),
      });
    },
  });
  const outcomes: boolean[] = [];
  const offer = (title: string): boolean => {
    const isShown = throttle.offer([title]);
    if (isShown) shownAt.push(clock.monotonic());
    outcomes.push(isShown);
    return isShown;
  };
  const count = (wanted: boolean): number => outcomes.filter((isShown) => isShown === wanted).length;
  return { clock, throttle, shownAt, summaries, offer, count };
}

describe('createThrottle', () => {
  it('raises up to its budget, then holds back and sums up once', () => {
    const { clock, offer, summaries, shownAt } = bench();
    for (let i = 0; i < BUDGET; i += 1) expect(offer(`light.${String(i)}`)).toBe(true);
    for (let i = 0; i < 8; i += 1) expect(offer('Front door opened')).toBe(false);
    for (let i = 0; i < 4; i += 1) expect(offer('Eggs ended')).toBe(false);
    clock.advance(WINDOW_MS - 1);
    expect(summaries).toEqual([]);
    clock.advance(1);
    expect(summaries).toEqual([
      {
        titles: [
          ['Front door opened', 8],
          ['Eggs ended', 4],
        ],
        count: 12,
      },
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
      ...Array.from({ length: BUDGET - 1 }, () => true),
      false,
    ]);
  });

  it('gives alerts that are shown together one place', () => {
    const { clock, throttle, offer, summaries } = bench();
    expect(throttle.offer(['a', 'b', 'c'])).toBe(true);
    for (let i = 1; i < BUDGET; i += 1) expect(offer(String(i))).toBe(true);
    expect(throttle.offer(['d', 'e'])).toBe(false);
    clock.advance(WINDOW_MS);
    expect(summaries).toMatchObject([{ count: 2 }]);
    expect(throttle.offer([])).toBe(true);
    for (let i = 1; i < BUDGET; i += 1) expect(offer(String(i))).toBe(true);
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
      onSummary: (titles) => summaries.push(...titles.values()),
    });
    const fire = (): void => {
      timer?.();
    };
    for (let i = 0; i < BUDGET + 1; i += 1) throttle.offer(['a']);
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
    expect(offer('a')).toBe(false);
    expect(summaries).toEqual([]);
    expect(clock.timers()).toBe(0);
  });

  it('keeps to its budget in any window, and accounts for each offer exactly once', () => {
    const step = fc.record({
      waitMs: fc.oneof(fc.constant(0), fc.nat(50), fc.nat(15_000)),
      thing: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const { clock, offer, count, shownAt, summaries } = bench();
        for (const { waitMs, thing } of steps) {
          clock.advance(waitMs);
          offer(thing);
        }
        clock.advance(WINDOW_MS * 2);
        for (const [index, at] of shownAt.entries()) {
          const sixth = shownAt[index + BUDGET];
          if (sixth !== undefined) expect(sixth - at).toBeGreaterThanOrEqual(WINDOW_MS);
        }
        const summed = summaries.reduce((sum, each) => sum + each.count, 0);
        expect(summed).toBe(count(false));
        expect(count(true) + summed).toBe(steps.length);
        expect(clock.timers()).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('stays small with a million things', () => {
    const { clock, throttle, summaries } = bench();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 1_000_000; i += 1) {
      if (i % 1_000 === 0) clock.advance(3_000);
      throttle.offer([`sensor.s${String(i)}`]);
    }
    clock.advance(WINDOW_MS);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(64 * 1_048_576);
    expect(summaries.every(({ titles }) => titles.length <= 65)).toBe(true);
  });
});
