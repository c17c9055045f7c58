import type { HistoryProblem } from '../../core/history/history.ts';
import type { RedactionRules } from '../../core/redaction/default-rules.ts';
import { createEventDatabase, type EventDatabase } from './event-database.ts';
import { toProblem } from './fault.ts';
import { moveAll } from './move-all.ts';
import { IN_MEMORY } from './open-database.ts';
import { putAside, removeDatabase } from './put-aside.ts';

/** How long after a failed write the next is tried. */
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

/** The databases of a history: the file, and one in memory for what the file does not take. */
export function createPlaces(options: PlacesOptions) {
  const { file, from, readOnly, now, redaction } = options;
  let disk: EventDatabase | null = null;
  let memory: EventDatabase | null = null;
  let problem: HistoryProblem | null = null;
  /** What stays to be said while all is well again. */
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
      // A damaged database may not even be closed. It is left behind.
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
    /** All there are; what is in memory first. */
    all: (): readonly EventDatabase[] => [memory, disk].filter((each) => each !== null),
    problem: (): HistoryProblem | null => problem,
    putAside: (): string | null => aside,
    /** The file is open, and the last write to it worked. */
    isWritable: (): boolean => disk !== null && problem === standing,
    /** Opens the file. A damaged or earlier one is put aside and a new one begun. */
    open,
    /** Where is written now: the file, unless it failed a moment ago. What waited in memory goes there first. */
    target,
    /** A write or a question failed. */
    fail,
    /** A write worked. */
    succeed(): void {
      if (disk !== null) problem = standing;
    },
    /** The next write goes to the file, whenever the last one failed. */
    retryNow(): void {
      retryWriteAt = 0;
    },
    /** Closes all, with nothing to say of what was. */
    leave,
    /** Deletes the file and what was put aside. */
    erase(): void {
      leave();
      removeDatabase(file);
      aside = null;
    },
  };
}
