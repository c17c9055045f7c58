import type { QueryNode } from '../core/query/ast.ts';
import { createMatcher } from '../core/query/create-matcher.ts';
import {
  CHAPTER_SLOTS,
  clearBit,
  hasBit,
  highestUpTo,
  intersect,
  isEmpty,
  lowestFrom,
  subtract,
  type Bitmap,
} from './bitmap.ts';
import { firstSeqOf, type Chapter } from './chapter.ts';
import { createEvaluation, type EvaluateContext } from './evaluate.ts';
import type { StoredItem } from './stored-item.ts';
import type { Steps } from './steps.ts';

/** Events that are read and judged in one step: at 10 us each some 3 ms. */
const STEP_EVENTS = 256;

export interface FindSource {
  read(seq: number): StoredItem | null;
}

/** Finds the matches of a query in a chapter: by the index, and by reading where that does not decide. */
export interface Finder {
  /** Slots that match, of those in `within`. */
  findAll(chapter: Chapter, within: Bitmap): Steps<Bitmap>;
  /** The match next to `slot`, itself excluded; -1 when there is none. */
  findNext(chapter: Chapter, slot: number, direction: 'before' | 'after'): Steps<number>;
}

export function createFinder(root: QueryNode, context: EvaluateContext, source: FindSource): Finder {
  const evaluate = createEvaluation(root, context);
  const isMatch = createMatcher(root, context);

  function isMatchAt(chapter: Chapter, slot: number): boolean {
    const found = source.read(firstSeqOf(chapter.summary().id) + slot);
    return found !== null && isMatch(found.item);
  }

  return {
    *findAll(chapter, within) {
      const { must, may } = evaluate(chapter);
      const present = intersect(chapter.present(), within);
      const candidates = intersect(may, present);
      const unsure = subtract(candidates, must);
      if (isEmpty(unsure)) return candidates;
      const matches = Uint32Array.from(candidates);
      let judged = 0;
      for (
        let slot = highestUpTo(unsure, CHAPTER_SLOTS - 1);
        slot !== -1;
        slot = highestUpTo(unsure, slot - 1)
      ) {
        if (!isMatchAt(chapter, slot)) clearBit(matches, slot);
        judged += 1;
        if (judged % STEP_EVENTS === 0) yield;
      }
      return matches;
    },
    *findNext(chapter, slot, direction) {
      const { must, may } = evaluate(chapter);
      const candidates = intersect(may, chapter.present());
      const step = (from: number): number =>
        direction === 'before' ? highestUpTo(candidates, from - 1) : lowestFrom(candidates, from + 1);
      let judged = 0;
      for (let at = step(slot); at !== -1; at = step(at)) {
        if (hasBit(must, at) || isMatchAt(chapter, at)) return at;
        judged += 1;
        if (judged % STEP_EVENTS === 0) yield;
      }
      return -1;
    },
  };
}
