import type { Clock } from '../clock.ts';
import type { LogEntry } from './log-entry.ts';
import { LIMITS } from '../limits.ts';
import type { LogReader } from './log-reader.ts';
import { SortedKeys } from './sorted-keys.ts';

/** Entries checked at once, and the time after which the scan of memory gives other work a turn. */
const STEP = 64;
const SLICE_MS = 4;

export interface MemoryPartOptions {
  readonly log: LogReader;
  readonly clock: Clock;
  /** `null` when everything matches: then no entry is decoded. */
  readonly matches: ((entry: LogEntry) => boolean) | null;
  /** Entries with a lower seq are not checked. */
  readonly fromSeq: number;
  /** More entries were checked since the last call returned. */
  onFound(): void;
  /**
   * The matches are incomplete, because some have left memory unchecked, or there are too many to remember: a new session
   * is needed.
   */
  onLost(): void;
}

/** The part of a session in memory: matches from before it began, newest first, and those since. */
export function createMemoryPart(options: MemoryPartOptions) {
  const { log, clock, matches, fromSeq } = options;
  const recent = new SortedKeys(-1);
  const live = new SortedKeys(1);
  /** Bounds of the checked keys: backwards down to `lowestSeen`, forwards up to `highestSeen`. */
  let highestSeen = log.lastSeq;
  let lowestSeen = highestSeen + 1;
  let filled = false;
  let resting: (() => void) | null = null;

  const isMatch = (entry: LogEntry): boolean => matches === null || matches(entry);

  function lookBack(): void {
    const entries = log.before(lowestSeen, STEP);
    for (let at = entries.length - 1; at >= 0; at -= 1) {
      const entry = entries[at];
      if (entry === undefined || entry.seq < fromSeq) break;
      if (isMatch(entry)) recent.push(entry.seq);
      lowestSeen = entry.seq;
    }
    filled = entries.length < STEP || (entries[0]?.seq ?? 0) < fromSeq;
  }

  /** Returns whether there may be more. */
  function lookForward(): boolean {
    const entries = log.after(highestSeen, STEP);
    for (const entry of entries) {
      if (isMatch(entry)) live.push(entry.seq);
      highestSeen = entry.seq;
    }
    return entries.length === STEP;
  }

  /** The newest first: entries since the beginning, then those before. */
  function look(): void {
    if (log.floorSeq > highestSeen || live.length + recent.length > LIMITS.maxSessionKeys) {
      options.onLost();
      return;
    }
    const until = clock.monotonic() + SLICE_MS;
    let behind = highestSeen < log.lastSeq;
    while (behind || !filled) {
      if (behind) behind = lookForward();
      else lookBack();
      // Without decoding, the scan ends before a slice is over.
      if (matches !== null && clock.monotonic() >= until) break;
    }
    if (behind || !filled) resting ??= clock.after(0, goOn);
  }

  function goOn(): void {
    resting = null;
    look();
    options.onFound();
  }

  look();
  return {
    /** Matches from before the beginning, newest first, and those since, oldest first. Keys only. */
    recent,
    live,
    /** All entries that were in memory at the beginning have been checked. */
    isFilled: (): boolean => filled,
    /** Checks entries since: at once for one slice of time, the rest later. */
    advance(): void {
      if (resting === null && highestSeen < log.lastSeq) look();
    },
    close(): void {
      resting?.();
    },
  };
}
