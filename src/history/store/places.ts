import type { HistoryProblem } from '../../core/history/history.ts';
import type { RedactionRules } from '../../core/redaction/default-rules.ts';
import { createEventDatabase, type EventDatabase } from './event-database.ts';
import { toProblem } from './fault.ts';
import { moveAll } from './move-all.ts';
import { IN_MEMORY } from './open-database.ts';
import { putAside, removeDatabase } from './put-aside.ts';

/** How long after a failed write the next one is tried. */
const RETRY_WRITE_MS = 5_000;

export interface PlacesOptions {
  readonly file: string;
  /** File or file URL of the running bundle. */
  readonly from: string;
  readonly readOnly: boolean;
  /** Epoch ms. */
  now(): number;
  redaction(): RedactionRules;
}

/** The databases of a history: the file, and one in memory for events that the file can't take. */
export function createPlaces(options: PlacesOptions) {
  const { file, from, readOnly, now, redaction } = options;
  let disk: EventDatabase | null = null;
  let memory: EventDatabase | null = null;
  let problem: HistoryProblem | null = null;
  /** A problem that is still reported although writing works again. */
  let standing: HistoryProblem | null = null;
  let aside: string | null = null;
  let retryWriteAt = 0;

  function openFile(): void {
    disk = createEventDatabase({ file, from, readOnly, redaction });
    problem = standing;
  }

  function open(): void {
    try {
      openFile();
    } catch (error) {
      fail(error);
    }
  }

  function fail(error: unknown): void {
    problem = toProblem(error);
    retryWriteAt = now() + RETRY_WRITE_MS;
    if ((problem === 'corrupt' || problem === 'earlier') && !readOnly) beginAnew(problem);
  }

  function beginAnew(reason: 'corrupt' | 'earlier'): void {
    closeFile();
    try {
      aside = putAside(file, reason === 'earlier' ? 'earlier' : 'damaged', now());
      standing = reason;
      openFile();
    } catch (error) {
      problem = toProblem(error);
    }
  }

  function closeFile(): void {
    try {
      disk?.close();
    } catch {
      // Closing a damaged database may fail. It stays open.
    }
    disk = null;
  }

  function inMemory(): EventDatabase {
    memory ??= createEventDatabase({ file: IN_MEMORY, from, readOnly: false, redaction });
    return memory;
  }

  function leaveMemory(): void {
    memory?.close();
    memory = null;
  }

  function target(): EventDatabase {
    if (disk === null || readOnly || (problem !== standing && now() < retryWriteAt)) return inMemory();
    if (memory === null) return disk;
    try {
      moveAll(memory, disk);
      disk.commit(now());
      leaveMemory();
      problem = standing;
      return disk;
    } catch (error) {
      fail(error);
      return inMemory();
    }
  }

  function leave(): void {
    leaveMemory();
    closeFile();
    problem = null;
    standing = null;
  }

  return {
    disk: (): EventDatabase | null => disk,
    /** All databases; the one in memory first. */
    all: (): readonly EventDatabase[] => [memory, disk].filter((each) => each !== null),
    problem: (): HistoryProblem | null => problem,
    putAside: (): string | null => aside,
    /** The file is open, and the last write to it worked. */
    isWritable: (): boolean => disk !== null && problem === standing,
    /** Opens the file. A damaged or earlier one is set aside and a new one begun. */
    open,
    /** The database to write now: the file, unless it has just failed. Events waiting in memory are moved there first. */
    target,
    /** A write or a question failed. */
    fail,
    /** A write worked. */
    succeed(): void {
      if (disk !== null) problem = standing;
    },
    /** The next write goes to the file, even if the last one has just failed. */
    retryNow(): void {
      retryWriteAt = 0;
    },
    /** Closes all and clears the problem. */
    leave,
    /** Deletes the file and those set aside. */
    erase(): void {
      leave();
      removeDatabase(file);
      aside = null;
    },
  };
}
