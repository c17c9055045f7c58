import type { Clock } from '../clock.ts';
import type { LogEntry } from './log-entry.ts';
import { LIMITS } from '../limits.ts';
import type { LogReader } from './log-reader.ts';
import { SortedKeys } from './sorted-keys.ts';

/** Entries taken at once, and the time after which a look through memory lets others have their turn. */
const STEP = 64;
const SLICE_MS = 4;

export interface MemoryPartOptions {
  readonly log: LogReader;
  readonly clock: Clock;
  /** `null` when everything matches: then no entry is looked into. */
  readonly matches: ((entry: LogEntry) => boolean) | null;
  /** Entries with a lower seq are not looked at. */
  readonly fromSeq: number;
  /** More was looked at than had been when the last call returned. */
  onFound(): void;
  /**
   * What matches can't be told any more, because some of it has left memory unseen or there is too much to remember: only
   * a new session is right.
   */
  onLost(): void;
}

/** What a session sees of the log in memory: what was there when it began, newest first, and what came after. */
export function createMemoryPart(options: MemoryPartOptions) {
  const { log, clock, matches, fromSeq } = options;
  const recent = new SortedKeys(-1);
  const live = new SortedKeys(1);
  /** Everything from here up has been looked at, looking back; everything up to here, looking forward. */
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

  /** The newest first: what came since, then what was there. */
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
      // What needs no look into the entries is done before a slice is over.
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
    /** All that was in memory at the beginning has been looked at. */
    isFilled: (): boolean => filled,
    /** Looks at what came since: at once as far as a slice of time goes, the rest later. */
    advance(): void {
      if (resting === null && highestSeen < log.lastSeq) look();
    },
    close(): void {
      resting?.();
    },
  };
}
