import type { HistorySearch } from '../history/history.ts';
import type { QueryNode } from '../query/ast.ts';
import type { SortedKeys } from './sorted-keys.ts';
import type { LogExtent, Place, SessionHistory } from './session-contract.ts';

/** The parts of a session, as far as looking something up needs them. */
export interface SessionParts {
  readonly root: QueryNode;
  readonly history: SessionHistory | null;
  readonly stored: HistorySearch | null;
  readonly recent: SortedKeys;
  readonly live: SortedKeys;
  extent(): LogExtent;
  /** Epoch ms of the row at an ordinal; `null` when it is not kept any more. */
  atOf(ordinal: number): Promise<number | null>;
  isClosed(): boolean;
}

/** Before all rows there are. */
function beforeAll({ extent }: SessionParts): Place {
  return { ordinal: extent().first - 1, exact: false };
}

/** Ordinal of a stored seq, once the search has come so far; `null` when it has come to its end without it. */
async function waitFor(stored: HistorySearch, seq: number, isClosed: () => boolean): Promise<number | null> {
  for (;;) {
    const { complete } = stored.progress();
    const found = await stored.ordinalOf(seq);
    if (found !== null || complete || isClosed()) return found;
    await new Promise<void>((resolve) => {
      const undo = stored.onProgress(() => {
        undo();
        resolve();
      });
    });
  }
}

/** A seq, or the nearest match before it. */
export async function findPlace(parts: SessionParts, seq: number): Promise<Place> {
  const { recent, live, stored, history, root } = parts;
  const since = live.countThrough(seq);
  if (since > 0) return { ordinal: since - 1, exact: live.at(since - 1) === seq };
  // `recent` falls: what stands in it before `seq` is newer.
  const newer = recent.countThrough(seq + 1);
  const candidate = recent.at(newer);
  if (candidate !== undefined) return { ordinal: -1 - newer, exact: candidate === seq };
  if (stored === null || history === null) return beforeAll(parts);
  const row = await history.nearest(root, seq + 1, 'before');
  const index = row === null ? null : await waitFor(stored, row.seq, parts.isClosed);
  if (row === null || index === null) return beforeAll(parts);
  return { ordinal: -1 - recent.length - index, exact: row.seq === seq };
}

/** The newest match at or before a moment. */
export async function findMoment(parts: SessionParts, at: number): Promise<Place> {
  const { recent, live, stored } = parts;
  let low = -recent.length;
  let high = live.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const then = await parts.atOf(middle);
    if (then === null || then <= at) low = middle + 1;
    else high = middle;
  }
  if (low > -recent.length) return { ordinal: low - 1, exact: false };
  const index = (await stored?.ordinalAt(at)) ?? null;
  return index === null ? beforeAll(parts) : { ordinal: -1 - recent.length - index, exact: false };
}
