import { CHAPTER_SLOTS, forEachSlot, highestUpTo, lowestFrom, type Bitmap } from './bitmap.ts';
import type { Posting } from './posting.ts';

/** Least and greatest time, epoch ms. Infinite, the wrong way round, where there is none. */
export interface TimeBounds {
  readonly firstAt: number;
  readonly lastAt: number;
}

export const NO_TIME: TimeBounds = { firstAt: Number.POSITIVE_INFINITY, lastAt: Number.NEGATIVE_INFINITY };

/** What is known of a chapter without looking into it. The bounds are those of its events. */
export interface ChapterSummary extends TimeBounds {
  readonly id: number;
  readonly count: number;
}

/** `CHAPTER_SLOTS` sequence numbers and the index over them. Slots are `seq - firstSeqOf(id)`. */
export interface Chapter {
  summary(): ChapterSummary;
  /** Slots that hold something. */
  present(): Bitmap;
  /** Epoch ms of a slot's event, by slot; other places mean nothing. To be read before those of another chapter are asked for. */
  times(): Float64Array;
  /** Slots with this very term. Must not be changed. */
  find(term: string): Bitmap;
  /** Each term that begins so. */
  scan(prefix: string, fn: (term: string, posting: Posting) => void): void;
}

/** Of these slots. */
export function timeBoundsOf(slots: Bitmap, times: Float64Array): TimeBounds {
  let { firstAt, lastAt } = NO_TIME;
  forEachSlot(slots, (slot) => {
    const at = times[slot] ?? 0;
    if (at < firstAt) firstAt = at;
    if (at > lastAt) lastAt = at;
  });
  return { firstAt, lastAt };
}

export function chapterOf(seq: number): number {
  return Math.floor(seq / CHAPTER_SLOTS);
}

export function slotOf(seq: number): number {
  return seq % CHAPTER_SLOTS;
}

export function firstSeqOf(chapterId: number): number {
  return chapterId * CHAPTER_SLOTS;
}

/** Epoch ms of the first or last event of a chapter; `null` where there is none. */
export function timeAt(chapter: Chapter | undefined, which: 'first' | 'last'): number | null {
  if (chapter === undefined) return null;
  const present = chapter.present();
  const slot = which === 'first' ? lowestFrom(present, 0) : highestUpTo(present, CHAPTER_SLOTS - 1);
  return slot === -1 ? null : (chapter.times()[slot] ?? null);
}
