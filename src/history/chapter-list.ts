import { CHAPTER_SLOTS, countBits, intersect, slotsBetween } from './bitmap.ts';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { firstSeqOf, type Chapter, type ChapterSummary } from './chapter.ts';
import { DamagedError } from './fault.ts';
import { OpenChapter } from './open-chapter.ts';
import { PAGES_PER_CHAPTER } from './open-database.ts';
import { createSealedChapter, packChapter, type PackedChapter } from './sealed-chapter.ts';
import type { Shelf } from './shelf.ts';
import type { Steps } from './steps.ts';

/** How long a chapter is sealed at a time, beside the writing of a batch. */
const SLICE_MS = 4;
/** Full chapters that may wait to be sealed: their indexes are some 3 MB each. */
const MAX_UNSEALED = 2;

/** The index of everything kept: chapters in order, of which those that are being written are open. */
export interface ChapterList {
  /** All that have something at or above the floor, the oldest first. */
  all(): readonly Chapter[];
  get(id: number): Chapter | null;
  /** The chapter to write in, with its index in memory. */
  openFor(id: number): OpenChapter;
  isOpen(id: number): boolean;
  /** Puts the indexes of all open chapters on the shelf. */
  seal(): void;
  /** The same for those before `keepOpen`, a slice of some milliseconds at a time; those behind in it at once. */
  sealSlice(keepOpen: number): void;
  /** Takes a chapter off the list. Its parts stay on the shelf. */
  drop(id: number): void;
  /** Sequence numbers below are trimmed. */
  floor(): number;
  setFloor(seq: number): void;
  /** Reads from the shelf which chapters there are. */
  load(): void;
  reset(): void;
}

export function createChapterList(shelf: Shelf): ChapterList {
  const sealed = new Map<number, Chapter>();
  const open = new Map<number, OpenChapter>();
  let floor = 0;
  let listed: readonly Chapter[] | null = null;
  /** What is being sealed, until somebody writes to it once more. */
  let sealing: { readonly id: number; readonly steps: Steps<PackedChapter> } | null = null;

  function createSealed(summary: ChapterSummary): Chapter {
    const { id } = summary;
    return createSealedChapter(summary, {
      spans: () => present(shelf.span.get(id), 'span', id),
      directory: () => present(shelf.directory.get(id), 'directory', id),
      page: (index) => present(shelf.page.get(id * PAGES_PER_CHAPTER + index), 'page', id),
    });
  }

  function list(): readonly Chapter[] {
    listed ??= [...sealed, ...open]
      .sort(([a], [b]) => a - b)
      .filter(([id]) => firstSeqOf(id + 1) > floor)
      .map(([id, chapter]) =>
        firstSeqOf(id) < floor ? withFloor(chapter, floor - firstSeqOf(id)) : chapter,
      );
    return listed;
  }

  function sealOne(id: number, packed: PackedChapter): void {
    dropPages(id);
    packed.pages.forEach((bytes, index) => shelf.page.put(id * PAGES_PER_CHAPTER + index, bytes));
    shelf.directory.put(id, packed.directory);
    shelf.span.put(id, packed.spans);
    shelf.chapter.put(id, packSummary(packed.summary));
    open.delete(id);
    sealed.set(id, createSealed(packed.summary));
    sealing = null;
    listed = null;
  }

  /** Chapters that are full, the oldest first. */
  function fullChapters(keepOpen: number): readonly (readonly [id: number, chapter: OpenChapter])[] {
    if (open.size < 2) return [];
    return [...open].filter(([id]) => id < keepOpen).sort(([a], [b]) => a - b);
  }

  /** Until the time is up; where there is none it begins and ends in this call. */
  function sealFor(id: number, chapter: OpenChapter, untilMs: number): void {
    if (sealing?.id !== id) sealing = { id, steps: packChapter(chapter) };
    do {
      const step = sealing.steps.next();
      if (step.done === true) {
        sealOne(id, step.value);
        return;
      }
    } while (performance.now() < untilMs);
  }

  function dropPages(id: number): void {
    const first = id * PAGES_PER_CHAPTER;
    for (const page of shelf.page.ids(first, first + PAGES_PER_CHAPTER)) shelf.page.remove(page);
  }

  return {
    all: list,
    get: (id) => list().find((chapter) => chapter.summary().id === id) ?? null,
    openFor(id) {
      const known = open.get(id);
      if (sealing?.id === id) sealing = null;
      if (known !== undefined) return known;
      const chapter = new OpenChapter(id, sealed.get(id));
      // Until it is sealed again its index on disk is not the whole truth.
      shelf.chapter.remove(id);
      sealed.delete(id);
      open.set(id, chapter);
      listed = null;
      return chapter;
    },
    isOpen: (id) => open.has(id),
    seal() {
      for (const [id, chapter] of open) sealFor(id, chapter, Number.POSITIVE_INFINITY);
    },
    sealSlice(keepOpen) {
      fullChapters(keepOpen).forEach(([id, chapter], index, full) => {
        const isBehind = full.length - index > MAX_UNSEALED;
        if (isBehind) sealFor(id, chapter, Number.POSITIVE_INFINITY);
        else if (sealing === null || sealing.id === id) sealFor(id, chapter, performance.now() + SLICE_MS);
      });
    },
    drop(id) {
      if (sealing?.id === id) sealing = null;
      sealed.delete(id);
      open.delete(id);
      listed = null;
    },
    floor: () => floor,
    setFloor(seq) {
      floor = seq;
      listed = null;
    },
    load() {
      for (const id of shelf.chapter.ids(0, Number.MAX_SAFE_INTEGER)) {
        const bytes = present(shelf.chapter.get(id), 'chapter', id);
        sealed.set(id, createSealed(readSummary(id, bytes)));
      }
      listed = null;
    },
    reset() {
      sealing = null;
      sealed.clear();
      open.clear();
      floor = 0;
      listed = null;
    },
  };
}

function present(bytes: Uint8Array | null, part: string, chapter: number): Uint8Array {
  if (bytes === null) throw new DamagedError(`Chapter ${String(chapter)} has lost a ${part}.`);
  return bytes;
}

/** What is left of a chapter whose beginning was trimmed. */
function withFloor(chapter: Chapter, firstSlot: number): Chapter {
  const above = slotsBetween(firstSlot, CHAPTER_SLOTS);
  const present = (): Uint32Array => intersect(chapter.present(), above);
  return {
    times: () => chapter.times(),
    scan: (prefix, fn) => chapter.scan(prefix, fn),
    present,
    summary: () => ({ ...chapter.summary(), count: countBits(present()) }),
    find: (term) => intersect(chapter.find(term), above),
  };
}

function packSummary({ count, firstAt, lastAt }: ChapterSummary): Uint8Array {
  const writer = new ByteWriter(32);
  writer.varint(count);
  writer.float64(firstAt);
  writer.float64(lastAt);
  return writer.take();
}

function readSummary(id: number, bytes: Uint8Array): ChapterSummary {
  const reader = new ByteReader(bytes);
  return { id, count: reader.varint(), firstAt: reader.float64(), lastAt: reader.float64() };
}
