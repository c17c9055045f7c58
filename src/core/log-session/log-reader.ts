import type { LogEntry } from '../log-entry.ts';

/** The log in memory, to be looked at. The event log is one. */
export interface LogReader {
  /** Sequence number of the oldest entry kept; `nextSeq` when there is none. */
  readonly firstSeq: number;
  /** Sequence number of the newest entry; 0 before the first. */
  readonly lastSeq: number;
  readonly nextSeq: number;
  get(seq: number): LogEntry | undefined;
  /** The first `max` entries after `afterSeq`, oldest first. */
  after(afterSeq: number, max: number): readonly LogEntry[];
  /** The last `max` entries before `beforeSeq`, oldest first. */
  before(beforeSeq: number, max: number): readonly LogEntry[];
}

/** The log of a source that nothing is added to. */
export const EMPTY_LOG: LogReader = {
  firstSeq: Number.MAX_SAFE_INTEGER,
  lastSeq: 0,
  nextSeq: Number.MAX_SAFE_INTEGER,
  get: () => undefined,
  after: () => [],
  before: () => [],
};
