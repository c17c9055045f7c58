import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeenKeys } from '../../../src/core/recovery/seen-keys.ts';

describe('keys of seen events', () => {
  it('are known again, also after they waited, and no others', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1 }), ([other = '', ...keys]) => {
        const seen = new SeenKeys();
        for (const key of keys) seen.add(key);
        for (const known of [seen, new SeenKeys(seen.pack())]) {
          expect(keys.every((key) => known.has(key))).toBe(true);
          expect(known.has(other)).toBe(false);
        }
      }),
    );
  });

  it('of a flood are all different: 200,000 microseconds of two things', () => {
    const seen = new SeenKeys();
    for (let at = 0; at < 100_000; at += 1) {
      seen.add(`state light.hall ${String(1_795_262_400_000_000 + at)}`);
      seen.add(`entry light.hall ${String(1_795_262_400_000_000 + at)}`);
    }
    expect(seen.pack()).toHaveLength(200_000);
  });
});
