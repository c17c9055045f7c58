import { countAbove, countBits, hasBit, highestUpTo, slotFromTop, unite, type Bitmap } from './bitmap.ts';
import { chapterOf, firstSeqOf, slotOf } from './chapter.ts';

/**
 * What a search has found, from the newest to the oldest: a bit for each sequence number, some 150 kB for a million.
 * Ordinal 0 is the newest.
 */
export interface Matches {
  /** Older matches than all before: of the next chapter, or more of the one that was added last. */
  add(chapterId: number, slots: Bitmap): void;
  count(): number;
  /** Sequence numbers of ordinals `from` up to `from + count`; fewer at the end. */
  seqs(from: number, count: number): readonly number[];
  ordinalOf(seq: number): number | null;
  /** Chapters that have matches, the newest first, with the ordinal of the first match in each. */
  parts(): readonly MatchPart[];
}

export interface MatchPart {
  readonly chapterId: number;
  readonly slots: Bitmap;
  readonly firstOrdinal: number;
  readonly count: number;
}

export function createMatches(): Matches {
  const parts: { -readonly [Key in keyof MatchPart]: MatchPart[Key] }[] = [];
  let total = 0;

  /** Index of the part that has an ordinal. */
  function partOf(ordinal: number): number {
    let low = 0;
    let high = parts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((parts[middle]?.firstOrdinal ?? 0) <= ordinal) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  return {
    add(chapterId, slots) {
      const count = countBits(slots);
      if (count === 0) return;
      const last = parts.at(-1);
      if (last?.chapterId === chapterId) {
        last.slots = unite(last.slots, slots);
        last.count += count;
      } else {
        // The slots of an open chapter go on changing.
        parts.push({ chapterId, slots: Uint32Array.from(slots), firstOrdinal: total, count });
      }
      total += count;
    },
    count: () => total,
    seqs(from, count) {
      const seqs: number[] = [];
      for (let index = Math.max(0, partOf(from)); index < parts.length; index += 1) {
        const part = parts[index];
        if (part === undefined || seqs.length >= count) break;
        let slot = slotFromTop(part.slots, Math.max(0, from - part.firstOrdinal));
        while (slot !== -1 && seqs.length < count) {
          seqs.push(firstSeqOf(part.chapterId) + slot);
          slot = highestUpTo(part.slots, slot - 1);
        }
      }
      return seqs;
    },
    ordinalOf(seq) {
      const part = parts.find(({ chapterId }) => chapterId === chapterOf(seq));
      if (part === undefined || !hasBit(part.slots, slotOf(seq))) return null;
      return part.firstOrdinal + countAbove(part.slots, slotOf(seq));
    },
    parts: () => parts,
  };
}
