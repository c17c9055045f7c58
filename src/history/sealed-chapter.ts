import { ALL_SLOTS, CHAPTER_SLOTS, NO_SLOTS, hasBit, type Bitmap } from './bitmap.ts';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import type { Chapter, ChapterSummary } from './chapter.ts';
import type { OpenChapter } from './open-chapter.ts';
import { toBitmap, type Posting } from './posting.ts';
import type { Steps } from './steps.ts';
import { fieldPrefix } from './term.ts';
import { findTerm, packTerms, scanPage } from './term-page.ts';

/** A chapter as it is stored. */
export interface PackedChapter {
  readonly summary: ChapterSummary;
  /** Which slots are taken, and when. */
  readonly spans: Uint8Array;
  /** The first term of each page. */
  readonly directory: Uint8Array;
  readonly pages: readonly Uint8Array[];
}

/** The chapter must not be written to until this is done. */
export function* packChapter(chapter: OpenChapter): Steps<PackedChapter> {
  const pages = yield* packTerms(yield* chapter.sortedTerms());
  const writer = new ByteWriter();
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

const KIND = fieldPrefix('kind');
/** One for all chapters: a histogram of a million events would leave 8 MB behind otherwise. */
const timesRead = new Float64Array(CHAPTER_SLOTS);

/** A stored chapter, read as far as it is asked about. */
export function createSealedChapter(summary: ChapterSummary, parts: ChapterParts): Chapter {
  let firstTerms: readonly string[] | null = null;
  let slots: Bitmap | null = null;
  let kinds: ReadonlyMap<string, Bitmap> | null = null;

  function directory(): readonly string[] {
    firstTerms ??= readDirectory(parts.directory());
    return firstTerms;
  }

  function present(): Bitmap {
    if (summary.count === CHAPTER_SLOTS) return ALL_SLOTS;
    slots ??= readPresent(new ByteReader(parts.spans()));
    return slots;
  }

  function scan(prefix: string, fn: (term: string, posting: Posting) => void): void {
    const first = Math.max(0, pageOf(directory(), prefix));
    for (let page = first; page < directory().length; page += 1) {
      if (scanPage(parts.page(page), prefix, fn)) return;
    }
  }

  /** Kept, since every view asks for four of them (`toViewQuery`). In nearly all chapters there are only events. */
  function slotsByKind(): ReadonlyMap<string, Bitmap> {
    if (kinds !== null) return kinds;
    const found = new Map<string, Bitmap>();
    scan(KIND, (term, posting) => {
      found.set(term, posting.count === summary.count ? present() : toBitmap(posting));
    });
    kinds = found;
    return found;
  }

  return {
    summary: () => summary,
    present,
    times: () => readTimes(parts.spans()),
    find(term): Bitmap {
      if (term.startsWith(KIND)) return slotsByKind().get(term) ?? NO_SLOTS;
      const page = pageOf(directory(), term);
      if (page < 0) return NO_SLOTS;
      return findTerm(parts.page(page), term);
    },
    scan,
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

/** The number of slots, their bits unless all are taken, then the distances between their times. */
function packSpans(chapter: OpenChapter): Uint8Array {
  const writer = new ByteWriter();
  const times = chapter.times();
  const present = chapter.present();
  const { count } = chapter.summary();
  writer.varint(count);
  if (count < CHAPTER_SLOTS)
    writer.bytes(new Uint8Array(present.buffer, present.byteOffset, present.byteLength));
  let previousAt = 0;
  for (let slot = 0; slot < CHAPTER_SLOTS; slot += 1) {
    if (!hasBit(present, slot)) continue;
    const at = times[slot] ?? 0;
    writer.signed(at - previousAt);
    previousAt = at;
  }
  return writer.take();
}

function readPresent(reader: ByteReader): Bitmap {
  const count = reader.varint();
  if (count === CHAPTER_SLOTS) return ALL_SLOTS;
  const copy = Uint8Array.prototype.slice.call(reader.bytes(NO_SLOTS.byteLength));
  return new Uint32Array(copy.buffer, copy.byteOffset, NO_SLOTS.length);
}

function readTimes(bytes: Uint8Array): Float64Array {
  const reader = new ByteReader(bytes);
  const present = readPresent(reader);
  let at = 0;
  for (let slot = 0; slot < CHAPTER_SLOTS; slot += 1) {
    if (!hasBit(present, slot)) continue;
    at += reader.signed();
    timesRead[slot] = at;
  }
  return timesRead;
}
