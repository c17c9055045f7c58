import { firstIndex } from '../../core/log/sorted-keys.ts';
import type { KeyRange } from './finder.ts';

/** Some of the matches of a search: those in a range of keys below the ranges of earlier parts. */
export interface MatchPart extends KeyRange {
  readonly firstOrdinal: number;
  readonly count: number;
  /** Keys of ordinals within the part, newest first. */
  keys(skip: number, limit: number): readonly number[];
  /** How many of its matches have a higher key. */
  countAbove(key: number): number;
}

/** The matches of a search, from the newest to the oldest. Ordinal 0 is the newest. */
export function createMatches() {
  const parts: MatchPart[] = [];
  let total = 0;

  function ordinalAtOrBelow(key: number): number | null {
    const part = parts.find(({ low, count }) => count > 0 && low <= key) ?? null;
    // The part whose lowest key is at or below it, or the next lower one that has any.
    if (part === null) return null;
    const ordinal = part.firstOrdinal + part.countAbove(key);
    return ordinal < total ? ordinal : null;
  }

  return {
    add(part: Omit<MatchPart, 'firstOrdinal'>): void {
      parts.push({ ...part, firstOrdinal: total });
      total += part.count;
    },
    count: (): number => total,
    /** Keys of ordinals `from` up to `from + count`; fewer at the end. */
    seqs(from: number, count: number): readonly number[] {
      const seqs: number[] = [];
      for (const part of parts) {
        if (seqs.length >= count) break;
        const skip = Math.max(0, from - part.firstOrdinal);
        if (skip < part.count) seqs.push(...part.keys(skip, count - seqs.length));
      }
      return seqs;
    },
    ordinalOf(seq: number): number | null {
      const ordinal = ordinalAtOrBelow(seq);
      if (ordinal === null) return null;
      const part = parts.find(({ low, high }) => seq >= low && seq < high);
      return part?.keys(ordinal - part.firstOrdinal, 1)[0] === seq ? ordinal : null;
    },
    /** Ordinal of the newest match with a key of at most this; `null` while or where there is none. */
    ordinalAtOrBelow,
  };
}

/** A part whose keys are in memory, newest first. */
export function keptPart(
  range: KeyRange,
  keys: Float64Array | readonly number[],
): Omit<MatchPart, 'firstOrdinal'> {
  return {
    ...range,
    count: keys.length,
    keys: (skip, limit) => [...keys.slice(skip, skip + limit)],
    countAbove: (key) => firstIndex(0, keys.length, (at) => (keys[at] ?? 0) <= key),
  };
}
