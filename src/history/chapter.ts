import { CHAPTER_SLOTS, type Bitmap } from './bitmap.ts';
import type { Posting } from './posting.ts';

/** What is known of a chapter without looking into it. */
export interface ChapterSummary {
  readonly id: number;
  readonly count: number;
  /** Least and greatest time of its events, epoch ms. */
  readonly firstAt: number;
  readonly lastAt: number;
}

/** `CHAPTER_SLOTS` sequence numbers and the index over them. Slots are `seq - firstSeqOf(id)`. */
export interface Chapter {
  summary(): ChapterSummary;
  /** Slots that hold something. */
  present(): Bitmap;
  /** Epoch ms of a slot's event, by slot; other places mean nothing. */
  times(): Float64Array;
  /** Slots with this very term. Must not be changed. */
  find(term: string): Bitmap;
  /** Each term that begins so. */
  scan(prefix: string, fn: (term: string, posting: Posting) => void): void;
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
