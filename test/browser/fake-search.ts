import type { HistorySearch, SearchProgress, StoredEvent } from '../../src/core/history/history.ts';

/** Events in order of seq, by their place. */
export interface Indexed {
  at(index: number): StoredEvent | undefined;
  countBelow(seq: number): number;
}

/** A slice of looking leaves the page time to draw. */
const SLICE_MS = 5;
const STEP = 50;

/** Looks from the newest to the oldest in slices, as the store does in its thread. */
export function createFakeSearch(
  events: Indexed,
  matches: ((event: StoredEvent) => boolean) | null,
  end: number,
): HistorySearch {
  /** Places of matches, newest first; not kept where everything matches. */
  const found: number[] = [];
  const listeners = new Set<(progress: SearchProgress) => void>();
  let next = matches === null ? -1 : end - 1;
  let closed = false;

  const progress = (): SearchProgress => ({
    count: matches === null ? end : found.length,
    complete: next < 0,
  });
  const placeOf = (ordinal: number): number =>
    matches === null ? end - 1 - ordinal : (found[ordinal] ?? -1);

  function look(): void {
    const until = performance.now() + SLICE_MS;
    while (next >= 0 && performance.now() < until) {
      for (let left = STEP; left > 0 && next >= 0; left -= 1, next -= 1) {
        const event = events.at(next);
        if (event !== undefined && matches?.(event) === true) found.push(next);
      }
    }
    for (const listener of listeners) listener(progress());
    if (next >= 0 && !closed) setTimeout(look, 2);
  }
  if (next >= 0) setTimeout(look);

  /** The first ordinal for which it holds; they are in order of falling seq. */
  function firstWhere(holds: (event: StoredEvent) => boolean): number | null {
    let low = 0;
    let high = progress().count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const event = events.at(placeOf(middle));
      if (event !== undefined && holds(event)) high = middle;
      else low = middle + 1;
    }
    return low < progress().count ? low : null;
  }

  /** Waits until so many are found, or all there are. */
  async function reach(count: number): Promise<void> {
    while (!closed && !progress().complete && progress().count < count) {
      await new Promise<void>((resolve) => {
        listeners.add(function goOn() {
          listeners.delete(goOn);
          resolve();
        });
      });
    }
  }

  async function list(from: number, count: number): Promise<readonly StoredEvent[]> {
    await reach(from + count);
    const wanted = Array.from({ length: count }, (_, i) => from + i).filter(
      (ordinal) => ordinal < progress().count,
    );
    return wanted.map((ordinal) => events.at(placeOf(ordinal))).filter((event) => event !== undefined);
  }

  return {
    rows: async (from, count) => (await list(from, count)).map(({ row }) => row),
    events: list,
    async ordinalOf(seq) {
      const ordinal = firstWhere((event) => event.seq <= seq);
      return ordinal !== null && events.at(placeOf(ordinal))?.seq === seq ? ordinal : null;
    },
    async ordinalAt(at) {
      const last = progress().count - 1;
      return firstWhere((event) => event.row.at <= at) ?? (last < 0 ? null : last);
    },
    progress,
    onProgress(fn) {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
    close() {
      closed = true;
      listeners.clear();
    },
  };
}
