import type { LogEntry } from './log-entry.ts';

/** The log in memory, to be looked at. The event log is one. */
export interface LogReader {
  /** Every row with a higher key is here; one with this key or a lower one is not, and only a store may have it. */
  readonly floorSeq: number;
  /** The highest key there has been. */
  readonly lastSeq: number;
  get(seq: number): LogEntry | undefined;
  /** The first `max` entries after `afterSeq`, oldest first. */
  after(afterSeq: number, max: number): readonly LogEntry[];
  /** The last `max` entries before `beforeSeq`, oldest first. */
  before(beforeSeq: number, max: number): readonly LogEntry[];
}

/** The log of a source that nothing is added to. */
export const EMPTY_LOG: LogReader = {
  floorSeq: Number.MAX_SAFE_INTEGER - 1,
  lastSeq: Number.MAX_SAFE_INTEGER - 1,
  get: () => undefined,
  after: () => [],
  before: () => [],
};
