import { CHAPTER_SLOTS, highestUpTo, slotsBetween } from './bitmap.ts';
import { firstSeqOf, type Chapter } from './chapter.ts';
import type { Finder } from './find.ts';
import { createMatches, type Matches } from './matches.ts';
import type { Steps } from './steps.ts';

/** One query over what is kept. `run` finds, the rest tells of what was found. */
export interface StoredSearch {
  readonly matches: Matches;
  isComplete(): boolean;
  /** Goes through the chapters from the newest to the oldest. */
  run(): Steps<void>;
  /** Ordinal of the newest match at or before a moment; `undefined` while that is not known. */
  ordinalAt(at: number): number | null | undefined;
}

export interface SearchSource {
  /** The oldest first. */
  chapters(): readonly Chapter[];
  chapter(id: number): Chapter | null;
  /** Keeps at hand what is about to be shown. */
  keep(seq: number): void;
}

/** A page and its cushion: rows that somebody waits for, as a rule. */
const FIRST_MATCHES = 128;

export function createStoredSearch(source: SearchSource, finder: Finder, belowSeq: number): StoredSearch {
  const matches = createMatches();
  let isComplete = false;

  /** Rows of the first page are made of what was read to find them. */
  function keepFirst(seq: number): void {
    if (matches.count() < FIRST_MATCHES) source.keep(seq);
  }

  return {
    matches,
    isComplete: () => isComplete,
    *run() {
      // Chapters may be sealed, trimmed or begun while this runs: each is looked up when its turn comes.
      const ids = source.chapters().map((chapter) => chapter.summary().id);
      for (const id of ids.reverse()) {
        const chapter = source.chapter(id);
        if (chapter === null || firstSeqOf(id) >= belowSeq) continue;
        const within = slotsBetween(0, belowSeq - firstSeqOf(id));
        yield* finder.findFromTop(chapter, within, (slots) => matches.add(id, slots), keepFirst);
        yield;
      }
      isComplete = true;
    },
    ordinalAt(at) {
      for (const { chapterId, slots, firstOrdinal } of matches.parts()) {
        const chapter = source.chapter(chapterId);
        if (chapter === null || chapter.summary().firstAt > at) continue;
        const times = chapter.times();
        let ordinal = firstOrdinal;
        for (
          let slot = highestUpTo(slots, CHAPTER_SLOTS - 1);
          slot !== -1;
          slot = highestUpTo(slots, slot - 1)
        ) {
          if ((times[slot] ?? 0) <= at) return ordinal;
          ordinal += 1;
        }
      }
      if (!isComplete) return undefined;
      return matches.count() === 0 ? null : matches.count() - 1;
    },
  };
}
