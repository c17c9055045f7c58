import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowCache, toWholeChunks } from '../../../src/core/view/row-cache.ts';
import { makeRow } from './make-row.ts';

function rowsAt(from: number, count: number): ReturnType<typeof makeRow>[] {
  return Array.from({ length: count }, (_, at) => makeRow(10_000_000 + from + at));
}

describe('RowCache', () => {
  it('gives back what was put, and says what is missing, chunk by chunk', () => {
    const cache = new RowCache();
    cache.put(-3, rowsAt(-3, 6));
    expect([cache.get(-4), cache.get(-3)?.seq, cache.get(2)?.seq, cache.get(3)]).toEqual([
      undefined,
      9_999_997,
      10_000_002,
      undefined,
    ]);
    expect(cache.missing(-110, 5)).toEqual([
      { from: -110, count: 10 },
      { from: -100, count: 97 },
      { from: 3, count: 2 },
    ]);
    expect(cache.missing(-3, 3)).toEqual([]);
    expect(cache.missing(5, 5)).toEqual([]);
  });

  it('knows what is gone from what is not here', () => {
    const cache = new RowCache();
    cache.put(7, [null]);
    expect([cache.get(7), cache.missing(7, 8)]).toEqual([null, []]);
  });

  it('is bounded, and keeps what was used last', () => {
    const cache = new RowCache();
    cache.put(0, rowsAt(0, 100));
    for (let from = 100; from < 1_000_000; from += 100) {
      cache.touch(0, 10);
      cache.put(from, rowsAt(from, 100));
    }
    const kept = Array.from({ length: 1_000_000 }, (_, at) => at).filter((at) => cache.get(at) !== undefined);
    expect(kept.length).toBeLessThanOrEqual(6_400);
    expect([cache.get(5)?.seq, cache.get(999_999)?.seq]).toEqual([10_000_005, 10_999_999]);
  });

  it('misses nothing that it does not have', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -400, max: 400 }), fc.nat(150)), { maxLength: 6 }),
        fc.integer({ min: -500, max: 400 }),
        fc.nat(300),
        (puts, from, count) => {
          const cache = new RowCache();
          for (const [start, length] of puts) cache.put(start, rowsAt(start, length));
          const missing = cache.missing(from, from + count);
          for (let at = from; at < from + count; at += 1) {
            const named = missing.some((each) => at >= each.from && at < each.from + each.count);
            if (cache.get(at) === undefined) expect(named).toBe(true);
          }
        },
      ),
    );
  });
});

describe('toWholeChunks', () => {
  it.each([
    [-1, 1, -100, 100],
    [5, 30, 0, 100],
    [100, 200, 100, 200],
  ])('%i to %i grows to %i to %i', (from, end, wholeFrom, wholeEnd) => {
    const whole = toWholeChunks(from, end);
    expect([whole.from + 0, whole.end]).toEqual([wholeFrom, wholeEnd]);
  });
});
