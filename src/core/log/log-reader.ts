import type { LogEntry } from './log-entry.ts';

/** Reads the log in memory. The event log is one. */
export interface LogReader {
  /** Every row with a higher key is in memory. A row with this key or a lower one is not; a store may have it. */
  readonly floorSeq: number;
  /** The highest key so far. */
  readonly lastSeq: number;
  get(seq: number): LogEntry | undefined;
  /** The first `max` entries after `afterSeq`, oldest first. */
  after(afterSeq: number, max: number): readonly LogEntry[];
  /** The last `max` entries before `beforeSeq`, oldest first. */
  before(beforeSeq: number, max: number): readonly LogEntry[];
}

/** The log of a source without live events. */
export const EMPTY_LOG: LogReader = {
  floorSeq: Number.MAX_SAFE_INTEGER - 1,
  lastSeq: Number.MAX_SAFE_INTEGER - 1,
  get: () => undefined,
  after: () => [],
  before: () => [],
};
