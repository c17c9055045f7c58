import { CHAPTER_SLOTS, NO_SLOTS, createBitmap, forEachSlot, setBit, type Bitmap } from './bitmap.ts';
import { ByteReader } from './byte-reader.ts';
import { createByteWriter } from './byte-writer.ts';
import type { Chapter, ChapterSummary } from './chapter.ts';
import type { OpenChapter } from './open-chapter.ts';
import { toBitmap } from './posting.ts';
import { findTerm, packTerms, readTerms } from './term-page.ts';

/** A chapter as it is stored. */
export interface PackedChapter {
  readonly summary: ChapterSummary;
  /** Which slots are taken, and when. */
  readonly spans: Uint8Array;
  /** The first term of each page. */
  readonly directory: Uint8Array;
  readonly pages: readonly Uint8Array[];
}

export function packChapter(chapter: OpenChapter): PackedChapter {
  const pages = packTerms(chapter.sortedPostings());
  const writer = createByteWriter();
  writer.varint(pages.length);
  for (const { firstTerm } of pages) writer.text(firstTerm);
  return {
    summary: chapter.summary(),
    spans: packSpans(chapter),
    directory: writer.take(),
    pages: pages.map(({ bytes }) => bytes),
  };
}

/** Where the parts of a stored chapter are read from. They throw when a part is not there. */
export interface ChapterParts {
  spans(): Uint8Array;
  directory(): Uint8Array;
  page(index: number): Uint8Array;
}

/** A stored chapter, read as far as it is asked about. */
export function createSealedChapter(summary: ChapterSummary, parts: ChapterParts): Chapter {
  let firstTerms: readonly string[] | null = null;
  let present: Bitmap | null = null;

  function directory(): readonly string[] {
    firstTerms ??= readDirectory(parts.directory());
    return firstTerms;
  }

  return {
    summary: () => summary,
    present() {
      present ??= readSpans(parts.spans()).present;
      return present;
    },
    times: () => readSpans(parts.spans()).times,
    find(term): Bitmap {
      const page = pageOf(directory(), term);
      if (page < 0) return NO_SLOTS;
      const posting = findTerm(parts.page(page), term);
      return posting === null ? NO_SLOTS : toBitmap(posting);
    },
    scan(prefix, fn) {
      const first = Math.max(0, pageOf(directory(), prefix));
      for (let page = first; page < directory().length; page += 1) {
        for (const { term, count, posting } of readTerms(parts.page(page), prefix)) {
          if (!term.startsWith(prefix)) return;
          fn(term, count, posting);
        }
      }
    },
  };
}

/** The page in which a term would stand: the last that does not begin behind it; -1 before the first. */
function pageOf(firstTerms: readonly string[], term: string): number {
  let low = 0;
  let high = firstTerms.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((firstTerms[middle] ?? '') <= term) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function readDirectory(bytes: Uint8Array): readonly string[] {
  const reader = new ByteReader(bytes);
  return Array.from({ length: reader.varint() }, () => reader.text());
}

/** Distances between slots and between times: two or three bytes an event. */
function packSpans(chapter: OpenChapter): Uint8Array {
  const writer = createByteWriter();
  const times = chapter.times();
  let previousSlot = -1;
  let previousAt = 0;
  writer.varint(chapter.summary().count);
  forEachSlot(chapter.present(), (slot) => {
    const at = times[slot] ?? 0;
    writer.varint(slot - previousSlot - 1);
    writer.signed(at - previousAt);
    previousSlot = slot;
    previousAt = at;
  });
  return writer.take();
}

function readSpans(bytes: Uint8Array): { readonly present: Bitmap; readonly times: Float64Array } {
  const reader = new ByteReader(bytes);
  const present = createBitmap();
  const times = new Float64Array(CHAPTER_SLOTS);
  const count = reader.varint();
  let slot = -1;
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    slot += reader.varint() + 1;
    at += reader.signed();
    if (slot >= CHAPTER_SLOTS) throw new RangeError('a slot lies outside of its chapter');
    setBit(present, slot);
    times[slot] = at;
  }
  return { present, times };
}
