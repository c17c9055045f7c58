import type { QueryNode } from '../../core/query/ast.ts';
import { NO_END, type Finder, type KeyRange } from './finder.ts';
import { createMatches, keptPart } from './matches.ts';
import type { Steps } from './steps.ts';

/** Rows checked in the first slice, which should fill a page; each slice is larger than the one before. */
const FIRST_ROWS = 512;
const GROWTH = 4;
const MAX_ROWS = 32_768;
/** The same if events must be read. */
const READ_ROWS = 1_024;
const ALL = Number.MAX_SAFE_INTEGER;

/** One query over the stored events. `run` searches; the other members return what was found. */
export type StoredSearch = ReturnType<typeof createStoredSearch>;

/** The keys below `belowSeq` that a query can match: those that it names itself. */
export function keysOf(query: QueryNode, belowSeq: number): KeyRange {
  const parts = query.kind === 'and' ? query.parts : [query];
  const named = parts.filter((part) => part.kind === 'seq');
  return {
    low: Math.max(0, ...named.map(({ from }) => from)),
    high: Math.min(belowSeq, NO_END, ...named.map(({ to }) => to + 1)),
  };
}

/** `finders`: one for each database; the first one's events are in memory and few. */
export function createStoredSearch(finders: readonly Finder[], keys: KeyRange) {
  const matches = createMatches();

  /** The events in memory, together with those on disk among and above them, in the order of their keys. */
  function* mergeMemory(memory: Finder, disk: Finder, high: number): Steps<number> {
    const range: KeyRange = { low: Math.min(high, memory.lowest() ?? high), high };
    const found: number[] = [];
    for (const finder of [memory, disk]) yield* finder.judge(range, (key) => found.push(key));
    matches.add(
      keptPart(
        range,
        found.sort((a, b) => b - a),
      ),
    );
    return range.low;
  }

  function* slices(finder: Finder, end: number): Steps<void> {
    let rows = FIRST_ROWS;
    for (let high = end; high > keys.low;) {
      const low = Math.max(keys.low, finder.boundary(high, rows));
      const range: KeyRange = { low, high };
      if (!finder.exact) yield* judgeSlice(finder, range);
      else if (rows === FIRST_ROWS) matches.add(keptPart(range, finder.keys(range, 0, ALL)));
      else addCounted(finder, range);
      high = low;
      rows = Math.min(finder.exact ? MAX_ROWS : READ_ROWS, rows * GROWTH);
      yield;
    }
  }

  function addCounted(finder: Finder, range: KeyRange): void {
    matches.add({
      ...range,
      count: finder.count(range),
      keys: (skip, limit) => finder.keys(range, skip, limit),
      countAbove: (key) =>
        key < range.high ? finder.count({ low: Math.max(range.low, key + 1), high: range.high }) : 0,
    });
  }

  /** A page may be full before a slice is complete. */
  function* judgeSlice(finder: Finder, { low, high }: KeyRange): Steps<void> {
    let part: number[] = [];
    let top = high;
    const take = (key: number): void => void part.push(key);
    for (const steps = finder.judge({ low, high }, take); steps.next().done !== true;) {
      const last = part.at(-1);
      if (last === undefined) continue;
      matches.add(keptPart({ low: last, high: top }, Float64Array.from(part)));
      [part, top] = [[], last];
      yield;
    }
    matches.add(keptPart({ low, high: top }, Float64Array.from(part)));
  }

  return {
    matches,
    /** Goes through the keys from the newest to the oldest. */
    *run(): Steps<void> {
      const [first, second] = finders;
      let { high } = keys;
      if (first !== undefined && second !== undefined) high = yield* mergeMemory(first, second, high);
      const disk = second ?? first;
      if (disk !== undefined) yield* slices(disk, high);
    },
  };
}
