import type { QueryNode } from '../core/query/ast.ts';
import { createMatcher } from '../core/query/create-matcher.ts';
import type { QueryItem } from '../core/query/item.ts';
import {
  CHAPTER_SLOTS,
  NO_SLOTS,
  clearBit,
  hasBit,
  highestUpTo,
  intersect,
  isEmpty,
  lowestFrom,
  slotsBetween,
  subtract,
  unite,
  type Bitmap,
} from './bitmap.ts';
import { firstSeqOf, type Chapter } from './chapter.ts';
import { createEvaluation, type EvaluateContext } from './evaluate.ts';
import type { Steps } from './steps.ts';

/** Events that are read and judged in one step: at some 30 us each 2 ms. */
const STEP_EVENTS = 64;

export interface FindSource {
  readItem(seq: number): QueryItem | null;
}

/** Finds the matches of a query in a chapter: by the index, and by reading where that does not decide. */
export interface Finder {
  /** Slots that match, of those in `within`. */
  findAll(chapter: Chapter, within: Bitmap): Steps<Bitmap>;
  /**
   * The same in parts, the newest first, so that a page is full before all of its chapter has been read. `onRead` is told of each
   * match that had to be read, while that is at hand.
   */
  findFromTop(
    chapter: Chapter,
    within: Bitmap,
    take: (slots: Bitmap) => void,
    onRead?: (seq: number) => void,
  ): Steps<void>;
  /** The match next to `slot`, itself excluded; -1 when there is none. */
  findNext(chapter: Chapter, slot: number, direction: 'before' | 'after'): Steps<number>;
}

export function createFinder(root: QueryNode, context: EvaluateContext, source: FindSource): Finder {
  const evaluate = createEvaluation(root, context);
  const isMatch = createMatcher(root, context);

  function isMatchAt(chapter: Chapter, slot: number): boolean {
    const item = source.readItem(firstSeqOf(chapter.summary().id) + slot);
    return item !== null && isMatch(item);
  }

  function* findFromTop(
    chapter: Chapter,
    within: Bitmap,
    take: (slots: Bitmap) => void,
    onRead?: (seq: number) => void,
  ): Steps<void> {
    const { must, may } = evaluate(chapter);
    const candidates = intersect(may, intersect(chapter.present(), within));
    const unsure = subtract(candidates, must);
    if (isEmpty(unsure)) {
      take(candidates);
      return;
    }
    const matches = Uint32Array.from(candidates);
    for (let top = CHAPTER_SLOTS; top > 0;) {
      let slot = highestUpTo(unsure, top - 1);
      for (let judged = 0; slot !== -1 && judged < STEP_EVENTS; judged += 1) {
        if (!isMatchAt(chapter, slot)) clearBit(matches, slot);
        else onRead?.(firstSeqOf(chapter.summary().id) + slot);
        slot = highestUpTo(unsure, slot - 1);
      }
      take(intersect(matches, slotsBetween(slot + 1, top)));
      top = slot + 1;
      yield;
    }
  }

  return {
    *findAll(chapter, within) {
      let all = NO_SLOTS;
      yield* findFromTop(chapter, within, (slots) => {
        all = unite(all, slots);
      });
      return all;
    },
    findFromTop,
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
