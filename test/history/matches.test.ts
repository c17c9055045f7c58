import { describe, expect, it } from 'vitest';
import { CHAPTER_SLOTS, createBitmap, setBit, type Bitmap } from '../../src/history/bitmap.ts';
import { createMatches } from '../../src/history/matches.ts';

function bitmapOf(...slots: readonly number[]): Bitmap {
  const bitmap = createBitmap();
  for (const slot of slots) setBit(bitmap, slot);
  return bitmap;
}

describe('matches', () => {
  it('of a chapter may come in parts, as they are found', () => {
    const matches = createMatches();
    matches.add(1, bitmapOf(900, 800));
    expect(matches.seqs(0, 10)).toEqual([CHAPTER_SLOTS + 900, CHAPTER_SLOTS + 800]);
    matches.add(1, bitmapOf());
    matches.add(1, bitmapOf(5, 3));
    matches.add(0, bitmapOf(70));
    expect(matches.count()).toBe(5);
    expect(
      matches.parts().map(({ chapterId, firstOrdinal, count }) => [chapterId, firstOrdinal, count]),
    ).toEqual([
      [1, 0, 4],
      [0, 4, 1],
    ]);
    expect(matches.seqs(1, 3)).toEqual([CHAPTER_SLOTS + 800, CHAPTER_SLOTS + 5, CHAPTER_SLOTS + 3]);
    expect(matches.ordinalOf(CHAPTER_SLOTS + 3)).toBe(3);
    expect(matches.ordinalOf(70)).toBe(4);
  });

  it('are not those of a bitmap that changes afterwards', () => {
    const matches = createMatches();
    const slots = bitmapOf(9);
    matches.add(0, slots);
    setBit(slots, 10);
    expect(matches.seqs(0, 10)).toEqual([9]);
  });
});
