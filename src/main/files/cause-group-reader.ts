import { groupByCause } from '../../core/chain/group-by-cause.ts';
import { readMatches } from '../../core/history/read-matches.ts';
import type { HistorySearch, StoredEvent } from '../../core/history/history.ts';

/** At most so many events are grouped, the newest: a person can't read more. */
const MAX_GROUPED_EVENTS = 2_000;

/**
 * What a search finds, grouped by what started it, in the order of the first event of each. `cut`: there were more events, and
 * only the newest are grouped. Closes the search.
 */
export async function readCauseGroups(search: HistorySearch) {
  const events: StoredEvent[] = [];
  const { signal } = new AbortController();
  try {
    const { pages } = readMatches(search, { limit: MAX_GROUPED_EVENTS, reverse: false, signal });
    for await (const page of pages) events.push(...page);
    const { count } = search.progress();
    return { groups: groupByCause(events), cut: count > MAX_GROUPED_EVENTS };
  } finally {
    search.close();
  }
}
