import type { HistoryLimits } from '../core/history/history.ts';
import { BLOCK_SEQS } from './block.ts';
import type { ChapterList } from './chapter-list.ts';
import { chapterOf } from './chapter.ts';
import type { EntryList } from './entry-list.ts';
import { timeOfNote } from './notes.ts';
import type { NumberedTable } from './numbered-table.ts';
import { PAGES_PER_CHAPTER } from './open-database.ts';
import type { Shelf } from './shelf.ts';

/** Parts that are removed in one step: some milliseconds. */
const STEP_PARTS = 32;
/** What is held in memory, when nothing is kept on disk or the disk can't be written. */
const MEMORY_EVENTS = 20_000;
const MEMORY_BYTES = 16 * 1_048_576;
/** What is left for the log of the database, which no trimming makes smaller. */
const LOG_BYTES = 8 * 1_048_576;
const MAX_ALERTS = 10_000;
const MAX_STATES = 10_000;

/** Takes away what is too old or too much, the oldest first, a little at a time. */
export interface Trimmer {
  /** One step of at most some milliseconds. True when there may be more to do. */
  step(limits: HistoryLimits, now: number): boolean;
}

export function createTrimmer(shelf: Shelf, chapters: ChapterList, entries: EntryList): Trimmer {
  function isTooMuch({ maxBytes }: HistoryLimits): boolean {
    if (shelf.isOnDisk()) return shelf.usedBytes() > maxBytes - Math.min(LOG_BYTES, maxBytes / 4);
    const count = chapters.all().reduce((sum, chapter) => sum + chapter.summary().count, 0);
    return shelf.pendingBytes() > Math.min(maxBytes, MEMORY_BYTES) || count > MEMORY_EVENTS;
  }

  /** By arrival here, since a server's own clock can be anything. */
  function isTooOld(block: number, oldest: number): boolean {
    return entries.entriesOf(block).every(({ receivedAt }) => receivedAt < oldest);
  }

  /** The last block stays, since it is being written. True when some were removed. */
  function removeBlocks(limits: HistoryLimits, now: number): boolean {
    const last = shelf.block.lastId() ?? 0;
    const oldest = shelf.block.ids(0, last, STEP_PARTS + 1);
    const isFull = isTooMuch(limits);
    const firstKept = oldest.findIndex((id) => !isFull && !isTooOld(id, now - limits.maxAgeMs));
    const removed = firstKept === -1 ? Math.min(oldest.length, STEP_PARTS) : firstKept;
    for (const id of oldest.slice(0, removed)) shelf.block.remove(id);
    if (removed > 0) chapters.setFloor((oldest[removed] ?? last) * BLOCK_SEQS);
    return removed > 0;
  }

  function removeNotes(table: NumberedTable, maxNotes: number, oldest: number): boolean {
    const last = table.lastId() ?? 0;
    const isDoomed = (id: number): boolean => {
      const note = table.get(id);
      return id <= last - maxNotes || note === null || timeOfNote(note) < oldest;
    };
    // Nearly always nothing is to be done, which the oldest of them tells.
    if (!table.ids(0, last, 1).some(isDoomed)) return false;
    const doomed = table.ids(0, last, STEP_PARTS).filter(isDoomed);
    for (const id of doomed) table.remove(id);
    return doomed.length === STEP_PARTS;
  }

  /** Parts of a chapter whose blocks are all gone. True when there was one. */
  function removeDeadChapter(): boolean {
    const floor = chapterOf(chapters.floor());
    const page = shelf.page.ids(0, floor * PAGES_PER_CHAPTER, STEP_PARTS);
    for (const id of page) shelf.page.remove(id);
    if (page.length > 0) return true;
    const dead = shelf.dictionary.ids(0, floor, STEP_PARTS);
    for (const id of dead) {
      for (const table of [shelf.dictionary, shelf.chapter, shelf.span, shelf.directory]) table.remove(id);
      chapters.drop(id);
    }
    return dead.length > 0;
  }

  return {
    step(limits, now) {
      const oldest = now - limits.maxAgeMs;
      const notes =
        removeNotes(shelf.alert, MAX_ALERTS, oldest) || removeNotes(shelf.state, MAX_STATES, oldest);
      return notes || removeDeadChapter() || removeBlocks(limits, now) || shelf.shrink();
    },
  };
}
