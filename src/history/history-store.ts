import type { HistoryProblem, HistorySettings, HistoryStatus } from '../core/history/history.ts';
import type { QueryItem } from '../core/query/item.ts';
import { CHAPTER_SLOTS, highestUpTo } from './bitmap.ts';
import { BLOCK_SEQS } from './block.ts';
import { createBookmarks } from './bookmarks.ts';
import { createChapterList, type ChapterList } from './chapter-list.ts';
import { firstSeqOf, timeAt } from './chapter.ts';
import { createEntryList, type EntryList } from './entry-list.ts';
import { toProblem } from './fault.ts';
import { createNotes, type Notes } from './notes.ts';
import { openDatabase } from './open-database.ts';
import type { DatabaseSync } from './open-sqlite.ts';
import { putAside, removeDatabase } from './put-aside.ts';
import { createShelf } from './shelf.ts';
import { readEntry, readItem, type StoredItem } from './stored-item.ts';
import { createTrimmer } from './trim.ts';
import { createWriter, type Writer } from './writer.ts';

/** Bytes that are held in memory at most while the disk can't be written. */
const MAX_PENDING_BYTES = 64 * 1_048_576;
/** How long after a failed write the next is tried. */
const RETRY_WRITE_MS = 5_000;
const EVERYTHING = Number.MAX_SAFE_INTEGER;

export interface HistoryStoreOptions {
  readonly file: string;
  /** File or file URL of the running bundle. */
  readonly from: string;
  readonly settings: HistorySettings;
  readonly readOnly?: boolean;
  /** Epoch ms. */
  now(): number;
}

/**
 * The history itself, synchronous. It holds in memory what no database takes, within bounds, and goes on: nothing here
 * throws but questions to a database that is damaged, and `withRecovery` begins a new one then.
 */
export interface HistoryStore {
  readonly chapters: ChapterList;
  readonly entries: EntryList;
  readonly notes: Notes;
  readonly writer: Writer;
  readonly bookmarks: ReadonlySet<number>;
  /** Opens the database, or holds everything in memory and says why. */
  open(): void;
  /** Tries again after a problem. */
  retry(): void;
  status(): HistoryStatus;
  /** Of the status, without the cost of the rest. */
  problem(): HistoryProblem | null;
  /** The highest seq kept; 0 when there is none. */
  lastSeq(): number;
  read(seq: number): StoredItem | null;
  /** The part of it that a query looks at, for somebody who looks at very many. */
  readItem(seq: number): QueryItem | null;
  setBookmark(seq: number, on: boolean): void;
  /** Writes what was put since the last commit. */
  commit(): void;
  /** One step of trimming. True when there may be more to do. */
  trim(): boolean;
  configure(settings: HistorySettings): void;
  erase(): void;
  /** The database turned out to be damaged: puts it aside and begins a new one. */
  recover(error: unknown): void;
  /** Counts events that came when nothing more could be held. */
  countLost(events: number): void;
  /** True while nothing more may be held in memory. */
  isFull(): boolean;
  close(): void;
}

export function createHistoryStore(options: HistoryStoreOptions): HistoryStore {
  const { file, from, now, readOnly = false } = options;
  let { settings } = options;
  const shelf = createShelf();
  const chapters = createChapterList(shelf);
  const entries = createEntryList(shelf);
  const writer = createWriter(chapters, entries, settings.redaction);
  const trimmer = createTrimmer(shelf, chapters, entries);
  const bookmarks = createBookmarks(shelf);
  let database: DatabaseSync | null = null;
  let problem: HistoryProblem | null = null;
  let aside: string | null = null;
  let lost = 0;
  let retryWriteAt = 0;

  function attach(): void {
    database = openDatabase({ file, from, readOnly });
    // A reader sees one moment, however long it looks and whatever the app writes meanwhile.
    if (readOnly) database.exec('BEGIN');
    shelf.attach(database, file);
    for (const table of [shelf.alert, shelf.state]) table.moveBehindStored();
    load();
    // The ends are looked at with every status; what is damaged in between shows when it is read.
    timesOfEnds();
    problem = aside === null ? null : 'corrupt';
  }

  function timesOfEnds(): Pick<HistoryStatus, 'oldestAt' | 'newestAt'> {
    const all = chapters.all();
    return { oldestAt: timeAt(all[0], 'first'), newestAt: timeAt(all.at(-1), 'last') };
  }

  function safeTimesOfEnds(): Pick<HistoryStatus, 'oldestAt' | 'newestAt'> {
    try {
      return timesOfEnds();
    } catch (error) {
      recover(error);
      return { oldestAt: null, newestAt: null };
    }
  }

  /** What is in memory stays and is written with the next commit. */
  function tryAttach(): void {
    try {
      attach();
    } catch (error) {
      problem = toProblem(error);
      const mayBeginAnew = problem === 'corrupt' && !readOnly;
      // What could not be opened has changed nothing in memory, and to index all of it again takes seconds.
      if (database === null && !mayBeginAnew) return;
      detach();
      forget();
      if (mayBeginAnew) beginAnew();
      else load();
    }
  }

  function beginAnew(): void {
    try {
      aside = putAside(file, now());
      attach();
    } catch (error) {
      detach();
      forget();
      load();
      problem = toProblem(error);
    }
  }

  function load(): void {
    chapters.load();
    const first = shelf.block.ids(0, EVERYTHING, 1)[0];
    if (first !== undefined) chapters.setFloor(first * BLOCK_SEQS);
    bookmarks.load();
    rebuildOpenChapters();
  }

  /** The index of a chapter that was being written is made again from its texts. */
  function rebuildOpenChapters(): void {
    const known = new Set(chapters.all().map((chapter) => chapter.summary().id));
    for (const id of shelf.dictionary.ids(0, EVERYTHING)) {
      if (known.has(id)) continue;
      const blocks = shelf.block.ids(firstSeqOf(id) / BLOCK_SEQS, firstSeqOf(id + 1) / BLOCK_SEQS);
      for (const block of blocks) entries.entriesOf(block).forEach(writer.reindex);
    }
  }

  function forget(): void {
    chapters.reset();
    entries.reset();
    bookmarks.reset();
  }

  function detach(): void {
    shelf.attach(null, file);
    database?.close();
    database = null;
  }

  /** Leaves the database, with nothing in memory. */
  function leave(): void {
    detach();
    forget();
    shelf.clearPending();
    problem = null;
  }

  function write(): void {
    entries.pack();
    const newest = chapters.all().at(-1)?.summary().id ?? null;
    if (newest !== null) chapters.sealSlice(newest);
    if (database === null || now() < retryWriteAt) return;
    try {
      shelf.commit();
      retryWriteAt = 0;
      problem = aside === null ? null : 'corrupt';
    } catch (error) {
      recover(error);
    }
  }

  function recover(error: unknown): void {
    problem = toProblem(error);
    retryWriteAt = now() + RETRY_WRITE_MS;
    if (problem !== 'corrupt' || readOnly) return;
    // What waits was deflated with dictionaries that are gone with the file.
    detach();
    forget();
    shelf.clearPending();
    retryWriteAt = 0;
    beginAnew();
  }

  function countEvents(): number {
    return chapters.all().reduce((sum, chapter) => sum + chapter.summary().count, 0);
  }

  return {
    chapters,
    entries,
    notes: createNotes(shelf),
    writer,
    bookmarks: bookmarks.seqs,
    open() {
      if (settings.keep) tryAttach();
    },
    retry() {
      if (settings.keep && database === null && problem !== null) tryAttach();
    },
    problem: () => problem,
    status() {
      const times = safeTimesOfEnds();
      const isWritten = database !== null && (problem === null || problem === 'corrupt');
      return {
        place: isWritten ? 'disk' : 'memory',
        problem,
        putAside: aside,
        events: countEvents(),
        bytes: shelf.totalBytes(),
        ...times,
        lost,
      };
    },
    lastSeq() {
      const chapter = chapters.all().at(-1);
      if (chapter === undefined) return 0;
      return firstSeqOf(chapter.summary().id) + highestUpTo(chapter.present(), CHAPTER_SLOTS - 1);
    },
    read(seq) {
      const entry = seq < chapters.floor() ? null : entries.keep(seq);
      return entry === null ? null : readEntry(entry, bookmarks.seqs.has(seq));
    },
    readItem(seq) {
      const entry = seq < chapters.floor() ? null : entries.read(seq);
      return entry === null ? null : readItem(entry, bookmarks.seqs.has(seq));
    },
    setBookmark(seq, on) {
      bookmarks.set(seq, on);
      write();
    },
    commit: write,
    trim() {
      const before = problem === null || database !== null ? 0 : countEvents();
      const hasMore = trimmer.step(settings, now());
      if (before > 0) lost += before - countEvents();
      bookmarks.dropBelow(chapters.floor());
      if (shelf.hasPending()) write();
      return hasMore;
    },
    configure(next) {
      const before = settings;
      settings = next;
      writer.setRedaction(next.redaction);
      if (next.keep === before.keep) return;
      if (before.keep) write();
      // What was not to be kept stays so. A run goes on with its numbers: its blocks would take the place of kept ones, too.
      leave();
      if (next.keep) tryAttach();
    },
    erase() {
      leave();
      removeDatabase(file);
      aside = null;
      if (settings.keep) tryAttach();
    },
    recover,
    countLost: (events) => void (lost += events),
    isFull: () => database !== null && shelf.pendingBytes() > MAX_PENDING_BYTES,
    close() {
      if (!readOnly) {
        retryWriteAt = 0;
        entries.pack();
        chapters.seal();
        write();
      }
      detach();
    },
  };
}
