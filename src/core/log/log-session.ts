import type { Clock } from '../clock.ts';
import type { Row } from '../events/row.ts';
import type { History, HistorySearch } from '../history/history.ts';
import type { QueryNode } from '../query/ast.ts';
import { rowOf, type LogEntry } from './log-entry.ts';
import type { LogReader } from './log-reader.ts';
import { createMemoryPart } from './memory-part.ts';

/** The methods of the store that a session needs. */
export type SessionHistory = Pick<History, 'search' | 'rowsOf' | 'nearest' | 'status'>;

export interface LogSessionOptions {
  /** `EMPTY_LOG` for a source without live events. */
  readonly log: LogReader;
  readonly history: SessionHistory | null;
  readonly clock: Clock;
  /** Includes own rows if they should be shown (`toViewQuery`). */
  readonly root: QueryNode;
  /** The same for an entry in memory; `null` when every one matches. */
  readonly matches: ((entry: LogEntry) => boolean) | null;
  /** Rows up to this seq are left out; 0 for none. */
  readonly afterSeq: number;
  /** The extent may have changed, because more older matches were found. */
  onNews(): void;
  /** Matches have left memory unseen: a new session is needed. */
  onLost(): void;
}

/** The ordinals of the session: from `first` up to, not including, `end`. */
export interface LogExtent {
  readonly first: number;
  readonly end: number;
  /** The search for older matches is complete. */
  readonly complete: boolean;
}

/** A place in a session. */
export interface Place {
  /** Of the row, or of the nearest one before it; one less than `first` if there is none. */
  readonly ordinal: number;
  /** It is exactly the requested row. */
  readonly exact: boolean;
}

function searchBelow({ history, root, afterSeq }: LogSessionOptions, seq: number): HistorySearch | null {
  if (history === null || afterSeq + 1 >= seq) return null;
  const limits: QueryNode = { kind: 'seq', from: afterSeq + 1, to: Number.MAX_SAFE_INTEGER };
  return history.search(afterSeq === 0 ? root : { kind: 'and', parts: [root, limits] }, seq);
}

/**
 * One query over stored and arriving rows, as one list. Rows are addressed by ordinal: 0 is the first match
 * after the beginning, -1 the newest one before it. The session keeps keys, never rows.
 */
export type LogSession = ReturnType<typeof createLogSession>;

/** Begins a session. Matches that are found at once are there when it returns; `onNews` reports the rest. */
export function createLogSession(options: LogSessionOptions) {
  const { log, history, root } = options;
  const splitSeq = log.floorSeq + 1;
  const stored = searchBelow(options, splitSeq);
  const memory = createMemoryPart({
    ...options,
    fromSeq: Math.max(splitSeq, options.afterSeq + 1),
    onFound: options.onNews,
  });
  const { recent, live } = memory;
  const undo = stored?.onProgress(options.onNews);
  let closed = false;

  const progress = (): { count: number; complete: boolean } =>
    !memory.isFilled() || stored === null ? { count: 0, complete: memory.isFilled() } : stored.progress();

  function seqAt(ordinal: number): number | undefined {
    return ordinal < 0 ? recent.at(-1 - ordinal) : live.at(ordinal);
  }

  /** First ordinal whose row still exists: without a store, rows that leave memory are gone. */
  function firstKept(): number {
    if (history !== null) return -recent.length;
    const leftLive = live.countThrough(log.floorSeq);
    return leftLive > 0 ? leftLive : -recent.countThrough(log.floorSeq + 1);
  }

  function extent(): LogExtent {
    const { count, complete } = progress();
    return { first: firstKept() - count, end: live.length, complete };
  }

  async function rowsBySeq(seqs: readonly (number | undefined)[]): Promise<readonly (Row | null)[]> {
    const kept = seqs.map((seq) => {
      const entry = seq === undefined ? undefined : log.get(seq);
      return entry === undefined ? undefined : rowOf(entry);
    });
    const missing = seqs.filter((seq, at): seq is number => seq !== undefined && kept[at] === undefined);
    const fetched = missing.length === 0 || history === null ? [] : await history.rowsOf(missing);
    const bySeq = new Map(fetched.map((row) => [row.seq, row]));
    return seqs.map((seq, at) => kept[at] ?? bySeq.get(seq ?? -1) ?? null);
  }

  /** Stored rows of ordinals `from` to `to`, oldest first. */
  async function storedRows(from: number, to: number): Promise<readonly (Row | null)[]> {
    if (stored === null || from >= to) return [];
    const newestFirst = await stored.rows(-recent.length - to, to - from);
    const rows = newestFirst.toReversed();
    return [...Array.from({ length: to - from - rows.length }, () => null), ...rows];
  }

  /** Rows of ordinals `from` up to `from + count`; `null` if a row is no longer stored. */
  async function rows(from: number, count: number): Promise<readonly (Row | null)[]> {
    const middle = Math.max(from, Math.min(from + count, -recent.length));
    const seqs = Array.from({ length: from + count - middle }, (_, at) => seqAt(middle + at));
    const [older, newer] = await Promise.all([storedRows(from, middle), rowsBySeq(seqs)]);
    return [...older, ...newer];
  }

  /** The place of a stored match by its ordinal there; before all rows for `null`. */
  function storedPlace(index: number | null, exact = false): Place {
    return index === null
      ? { ordinal: extent().first - 1, exact: false }
      : { ordinal: -1 - recent.length - index, exact };
  }

  /** Ordinal of a stored seq, once the search has reached it; `null` if the search has ended without it. */
  async function waitFor(search: HistorySearch, seq: number): Promise<number | null> {
    for (;;) {
      const { complete } = search.progress();
      const found = await search.ordinalOf(seq);
      if (found !== null || complete || closed) return found;
      await new Promise<void>((resolve) => {
        const stop = search.onProgress(() => {
          stop();
          resolve();
        });
      });
    }
  }

  return {
    extent,
    /** Checks entries that were added to the log. */
    advance: memory.advance,
    rows,
    /** Rows from an ordinal to the end, or as many of the newest as are in memory. */
    newest(from: number): readonly Row[] {
      const found: Row[] = [];
      for (let ordinal = live.length - 1; ordinal >= from; ordinal -= 1) {
        const entry = log.get(seqAt(ordinal) ?? -1);
        if (entry === undefined) break;
        found.push(rowOf(entry));
      }
      return found.reverse();
    },
    /** Place of a seq, or of the nearest match before it. */
    async find(seq: number): Promise<Place> {
      const since = live.countThrough(seq);
      if (since > 0) return { ordinal: since - 1, exact: live.at(since - 1) === seq };
      // `recent` is in falling order: keys before `seq` are newer.
      const newer = recent.countThrough(seq + 1);
      const candidate = recent.at(newer);
      if (candidate !== undefined) return { ordinal: -1 - newer, exact: candidate === seq };
      const row = stored === null ? null : await history?.nearest(root, seq + 1, 'before');
      if (stored === null || row == null) return storedPlace(null);
      return storedPlace(await waitFor(stored, row.seq), row.seq === seq);
    },
    /** Place of the newest match at or before a moment, epoch ms. */
    async findMoment(at: number): Promise<Place> {
      let low = -recent.length;
      let high = live.length;
      while (low < high) {
        const middle = Math.floor((low + high) / 2);
        const then = (await rows(middle, 1))[0]?.at ?? null;
        if (then === null || then <= at) low = middle + 1;
        else high = middle;
      }
      if (low > -recent.length) return { ordinal: low - 1, exact: false };
      return storedPlace((await stored?.ordinalAt(at)) ?? null);
    },
    close(): void {
      closed = true;
      undo?.();
      memory.close();
      stored?.close();
    },
  };
}
