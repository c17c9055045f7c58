import fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HistoryEntry } from '../../src/core/history/history.ts';
import type { QueryNode } from '../../src/core/query/ast.ts';
import { itemOf } from '../../src/core/log/log-entry.ts';
import { createMatcher } from '../../src/core/query/create-matcher.ts';
import type { HistoryStore } from '../../src/history/store/history-store.ts';
import { arbitraryQuery } from './support/arbitrary-query.ts';
import { arbitraryStory } from './support/arbitrary-story.ts';
import { appendAll, findSeqs, openStore } from './support/test-store.ts';
import { tempFolder } from './support/worker-bundle.ts';

const STORIES = 60;
const QUERIES = 25;
const NAMES = new Map([['cabin', 'My Cabin']]);

/** The same question to every item one by one. */
function matchAll(
  store: HistoryStore,
  entries: readonly HistoryEntry[],
  query: QueryNode,
): readonly number[] {
  const isMatch = createMatcher(query, { serverNames: NAMES });
  return entries
    .flatMap(({ seq }) =>
      store.databases().flatMap(({ table }) => {
        const row = table.find(seq);
        return row !== null && isMatch(itemOf(table.read(row))) ? [seq] : [];
      }),
    )
    .reverse();
}

describe('what the index and reading find is what the matcher finds in memory', () => {
  it('for any story and any query, while it is written, sealed and opened again', { timeout: 90_000 }, () => {
    const folder = tempFolder();
    let story = 0;
    let found = 0;
    fc.assert(
      fc.property(
        arbitraryStory,
        fc.array(arbitraryQuery, { minLength: QUERIES, maxLength: QUERIES }),
        (entries, queries) => {
          story += 1;
          const file = join(folder, `${String(story)}.db`);
          const open = openStore({ file });
          appendAll(open, entries);
          entries.filter((_, index) => index % 5 === 0).forEach((entry) => open.setBookmark(entry.seq, true));
          expect(findSeqs(open, { kind: 'everything' })).toHaveLength(entries.length);
          const check = (store: HistoryStore): void => {
            for (const query of queries) {
              const expected = matchAll(store, entries, query);
              found += expected.length;
              expect(findSeqs(store, query, NAMES), JSON.stringify(query)).toEqual(expected);
            }
          };
          check(open);
          open.close();
          const again = openStore({ file });
          check(again);
          again.close();
        },
      ),
      { numRuns: STORIES },
    );
    // Queries that never find anything would agree on everything.
    expect(found).toBeGreaterThan(STORIES * QUERIES);
  });
});
