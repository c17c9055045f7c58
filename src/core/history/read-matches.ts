import type { HistorySearch, SearchProgress, StoredEvent } from './history.ts';

/** Events that are read at once. Two pages are in memory. */
const PAGE_EVENTS = 250;

/** The matches of a query, for printing or an export. */
export interface Matches {
  /** Page by page, in constant memory. Ends early, without an error, when its signal aborts. */
  readonly pages: AsyncIterable<readonly StoredEvent[]>;
  /** Their total; `null` while that is not known. */
  total(): number | null;
}

export interface ReadOptions {
  /** At most so many, the newest ones; `null` for all. */
  readonly limit: number | null;
  /** Newest first instead of oldest first. */
  readonly reverse: boolean;
  readonly signal: AbortSignal;
}

/**
 * The matches of a search, oldest first by default, for which it first waits until the oldest is found. The
 * caller closes the search.
 */
export function readMatches(search: HistorySearch, options: ReadOptions): Matches {
  const enough = options.limit ?? Number.POSITIVE_INFINITY;
  return {
    pages: options.reverse ? readNewestFirst(search, options) : readOldestFirst(search, options),
    total: () => countUpTo(enough, search.progress()),
  };
}

async function* readOldestFirst(
  search: HistorySearch,
  { limit, signal }: ReadOptions,
): AsyncGenerator<readonly StoredEvent[]> {
  const count = await waitForCount(search, limit ?? Number.POSITIVE_INFINITY, signal);
  const ask = (end: number): Promise<readonly StoredEvent[]> => {
    const from = Math.max(0, end - PAGE_EVENTS);
    const page = search.events(from, end - from);
    // The reader may leave before it comes.
    page.catch(() => undefined);
    return page;
  };
  // The next page is read while somebody works on this one.
  let coming = count === 0 || signal.aborted ? Promise.resolve([]) : ask(count);
  for (let end = count; end > 0 && !signal.aborted; end -= PAGE_EVENTS) {
    const page = await coming;
    if (end > PAGE_EVENTS) coming = ask(end - PAGE_EVENTS);
    yield page.toReversed();
  }
}

async function* readNewestFirst(
  search: HistorySearch,
  { limit, signal }: ReadOptions,
): AsyncGenerator<readonly StoredEvent[]> {
  const end = limit ?? Number.MAX_SAFE_INTEGER;
  for (let from = 0; from < end && !signal.aborted; from += PAGE_EVENTS) {
    const wanted = Math.min(PAGE_EVENTS, end - from);
    const page = await search.events(from, wanted);
    yield page;
    if (page.length < wanted) return;
  }
}

/** How many matches there are, or `enough` when there are more; 0 when the signal aborts first. */
function waitForCount(search: HistorySearch, enough: number, signal: AbortSignal): Promise<number> {
  return new Promise((resolve) => {
    function look(progress: SearchProgress): void {
      const count = countUpTo(enough, progress);
      if (count !== null) settle(count);
    }
    function settle(count: number): void {
      undo();
      signal.removeEventListener('abort', onAbort);
      resolve(count);
    }
    function onAbort(): void {
      settle(0);
    }
    const undo = search.onProgress(look);
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    else look(search.progress());
  });
}

/** The number of matches, or `enough` when there are more; `null` while neither is known. */
function countUpTo(enough: number, { count, complete }: SearchProgress): number | null {
  return complete || count >= enough ? Math.min(count, enough) : null;
}
