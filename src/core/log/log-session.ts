import type { Row } from '../events/row.ts';
import type { HistorySearch } from '../history/history.ts';
import { rowOf } from './log-entry.ts';
import type { QueryNode } from '../query/ast.ts';
import { createMemoryPart } from './memory-part.ts';
import { findPlace, findMoment } from './places.ts';
import type { LogExtent, LogSession, LogSessionOptions } from './session-contract.ts';

function searchBelow({ history, root, afterSeq }: LogSessionOptions, seq: number): HistorySearch | null {
  if (history === null || afterSeq + 1 >= seq) return null;
  const limits: QueryNode = { kind: 'seq', from: afterSeq + 1, to: Number.MAX_SAFE_INTEGER };
  return history.search(afterSeq === 0 ? root : { kind: 'and', parts: [root, limits] }, seq);
}

/** Begins a session: what can be told at once is there when this returns, the rest is told by `onNews`. */
export function createLogSession(options: LogSessionOptions): LogSession {
  const { log, history } = options;
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

  /** First ordinal whose row can still be had: without a store, what leaves memory is gone. */
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

  async function rows(from: number, count: number): Promise<readonly (Row | null)[]> {
    const middle = Math.max(from, Math.min(from + count, -recent.length));
    const seqs = Array.from({ length: from + count - middle }, (_, at) => seqAt(middle + at));
    const [older, newer] = await Promise.all([storedRows(from, middle), rowsBySeq(seqs)]);
    return [...older, ...newer];
  }

  const places = {
    ...options,
    stored,
    recent,
    live,
    extent,
    isClosed: () => closed,
    atOf: async (ordinal: number) => (await rows(ordinal, 1))[0]?.at ?? null,
  };
  return {
    extent,
    advance: memory.advance,
    rows,
    newest(from) {
      const found: Row[] = [];
      for (let ordinal = live.length - 1; ordinal >= from; ordinal -= 1) {
        const entry = log.get(seqAt(ordinal) ?? -1);
        if (entry === undefined) break;
        found.push(rowOf(entry));
      }
      return found.reverse();
    },
    find: (seq) => findPlace(places, seq),
    findMoment: (at) => findMoment(places, at),
    close() {
      closed = true;
      undo?.();
      memory.close();
      stored?.close();
    },
  };
}
