import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeyAllocator, freeKey, keyAt, KEYS_PER_MS, timeOfKey } from '../../../src/core/log/keys.ts';

const NOW = Date.parse('2026-12-01T12:00:00Z');
const YEAR_2100 = Date.parse('2100-01-01T00:00:00Z');

describe('keyAt and timeOfKey', () => {
  it.each([
    [0, 0],
    [1, 1_024],
    [1.9, 1_024],
    [-5, 0],
    [NOW, NOW * 1_024],
    [YEAR_2100, YEAR_2100 * 1_024],
  ])('%s ms begins at key %s', (ms, key) => {
    expect(keyAt(ms)).toBe(key);
    expect(timeOfKey(key)).toBe(Math.max(0, Math.floor(ms)));
  });

  it.each([0, 1, KEYS_PER_MS - 1])('knows the time of the key %s of a millisecond', (counter) => {
    expect(timeOfKey(keyAt(NOW) + counter)).toBe(NOW);
  });

  it('stays within the exact integers until 2100 and beyond', () => {
    expect(keyAt(YEAR_2100) + KEYS_PER_MS).toBeLessThan(Number.MAX_SAFE_INTEGER);
  });
});

describe('freeKey', () => {
  const base = keyAt(NOW);

  it.each<[string, readonly number[], number | undefined, number]>([
    ['nothing is taken', [], undefined, base],
    ['the first key is taken', [base], undefined, base + 1],
    ['a later key is taken', [base + 1], undefined, base],
    ['it must stand after another of the moment', [], base + 6, base + 7],
    ['it must stand after one of an earlier moment', [], base - 3, base],
    ['the key after the other is taken', [base + 7], base + 6, base + 8],
  ])('finds a key where %s', (_, taken, after, expected) => {
    expect(freeKey(NOW, (key) => taken.includes(key), after)).toBe(expected);
  });

  it('goes on in the next millisecond where one is full', () => {
    const isTaken = (key: number): boolean => timeOfKey(key) === NOW || key === keyAt(NOW + 1);
    expect(freeKey(NOW, isTaken)).toBe(keyAt(NOW + 1) + 1);
  });

  it('looks at each key once for a batch of one moment', () => {
    let looks = 0;
    let after = -1;
    for (let at = 0; at < 2_000; at += 1) {
      after = freeKey(
        NOW,
        () => {
          looks += 1;
          return false;
        },
        after,
      );
    }
    expect(looks).toBe(2_000);
    expect(after).toBe(base + 1_999);
  });
});

describe('the allocator of live keys', () => {
  it('gives the first key of a new millisecond, and counts within one', () => {
    const keys = createKeyAllocator();
    const given = [NOW, NOW, NOW + 1].map((now) => keys.next(now).key);
    expect(given).toEqual([keyAt(NOW), keyAt(NOW) + 1, keyAt(NOW + 1)]);
    expect(keys.last).toBe(keyAt(NOW + 1));
  });

  it('goes on after the last key of an earlier run', () => {
    const lastKey = keyAt(NOW) + 9;
    expect(createKeyAllocator(lastKey).next(NOW)).toEqual({ key: lastKey + 1, setBackMs: 0 });
    expect(createKeyAllocator(lastKey).next(NOW + 2)).toEqual({ key: keyAt(NOW + 2), setBackMs: 0 });
  });

  it('stands after what came late', () => {
    const keys = createKeyAllocator();
    keys.noteTaken(keyAt(NOW + 5));
    keys.noteTaken(keyAt(NOW));
    expect(keys.next(NOW).key).toBe(keyAt(NOW + 5) + 1);
  });

  it.each<[string, readonly number[], readonly number[]]>([
    ['a clock that goes on', [0, 10, 10, 20], [0, 0, 0, 0]],
    ['a small correction', [0, -999], [0, 0]],
    ['a clock set back by an hour, once', [0, -3_600_000, -3_599_000], [0, 3_600_000, 0]],
    ['a clock set back twice', [0, -5_000, -4_000, -9_000], [0, 5_000, 0, 5_000]],
  ])('tells of %s', (_, steps, expected) => {
    const keys = createKeyAllocator(keyAt(NOW));
    expect(steps.map((step) => keys.next(NOW + step).setBackMs)).toEqual(expected);
  });

  it('tells of a clock that was set back while Porchlight did not run', () => {
    expect(createKeyAllocator(keyAt(NOW)).next(NOW - 60_000).setBackMs).toBe(60_000);
  });

  it('gives unique, rising, exact keys whatever the clock does', () => {
    const clock = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -1e6, max: 1e6 })));
    fc.assert(
      fc.property(clock, fc.integer({ min: 2e6, max: YEAR_2100 }), (steps, start) => {
        const keys = createKeyAllocator();
        let now = start;
        let before = -1;
        for (const step of steps) {
          now = Math.max(0, now + step);
          const { key } = keys.next(now);
          expect(key).toBeGreaterThan(before);
          expect(Number.isSafeInteger(key)).toBe(true);
          expect(key).toBeGreaterThanOrEqual(keyAt(now));
          before = key;
        }
      }),
    );
  });

  it('finds late keys that are unique, in the order of their moments, and near them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: NOW, max: NOW + 3 }), { maxLength: 3_000 }),
        fc.uniqueArray(fc.integer({ min: keyAt(NOW), max: keyAt(NOW + 2) })),
        (moments, live) => {
          const taken = new Set(live);
          let after = -1;
          for (const ms of moments.sort((a, b) => a - b)) {
            const key = freeKey(ms, (candidate) => taken.has(candidate), after);
            expect(taken.has(key)).toBe(false);
            expect(key).toBeGreaterThan(after);
            expect(key).toBeGreaterThanOrEqual(keyAt(ms));
            expect(key).toBeLessThanOrEqual(keyAt(ms) + moments.length + live.length);
            taken.add(key);
            after = key;
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});
