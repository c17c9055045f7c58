import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { makeSounds } from '../../scripts/sounds.mjs';
import { SOUNDS } from '../../src/core/history/alert.ts';

const FOLDER = new URL('../../assets/sounds/', import.meta.url);

it('every sound is a short file, and is what its numbers make', () => {
  const made = new Map(makeSounds());
  const expected = SOUNDS.filter((sound) => sound !== 'none').map((sound) => `${sound}.wav`);
  expect(readdirSync(FOLDER).toSorted()).toEqual(expected.toSorted());
  for (const name of expected) {
    const kept = readFileSync(new URL(name, FOLDER));
    expect(made.get(name)?.equals(kept), name).toBe(true);
    expect(kept.length, name).toBeLessThan(2 * 44_100 * 2);
  }
});
