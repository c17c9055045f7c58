import { join } from 'node:path';
import type { Alert } from '../../../src/core/history/alert.ts';
import type { HistoryItem, HistorySettings, StoredState } from '../../../src/core/history/history.ts';
import type { QueryNode } from '../../../src/core/query/ast.ts';
import { toFinders } from '../../../src/history/search/answer.ts';
import { createHistoryStore, type HistoryStore } from '../../../src/history/store/history-store.ts';
import { createStoredSearch, keysOf, type StoredSearch } from '../../../src/history/search/search.ts';
import { finish } from './finish.ts';
import { SETTINGS, START } from './stored-events.ts';
import { tempFolder } from './worker-bundle.ts';

export interface StorePlace {
  readonly file?: string;
  readonly settings?: Partial<HistorySettings>;
  readonly readOnly?: boolean;
  readonly now?: () => number;
}

/** A store in a folder of its own unless told where; opened. */
export function openStore(place: StorePlace = {}): HistoryStore {
  const {
    file = join(tempFolder(), 'history.db'),
    settings = {},
    readOnly = false,
    now = () => START,
  } = place;
  const store = createHistoryStore({
    file,
    from: import.meta.url,
    settings: { ...SETTINGS, ...settings },
    readOnly,
    now,
  });
  store.open();
  return store;
}

/** Appends as a batch from the main thread would. */
export function appendAll(store: HistoryStore, items: readonly HistoryItem[]): void {
  store.take(structuredClone(items));
  store.commit();
}

/** Writes notes as a batch would. */
export function addNotes(
  store: HistoryStore,
  {
    alerts = [],
    states = [],
  }: { readonly alerts?: readonly Alert[]; readonly states?: readonly StoredState[] },
): void {
  appendAll(store, [
    ...alerts.map((alert) => ({ kind: 'alert', alert }) as const),
    ...states.map((state) => ({ kind: 'state', state }) as const),
  ]);
}

const NO_NAMES: ReadonlyMap<string, string> = new Map();

/** A search that is complete. */
export function searchAll(
  store: HistoryStore,
  query: QueryNode,
  { belowSeq = Number.MAX_SAFE_INTEGER, names = NO_NAMES } = {},
): StoredSearch {
  const search = createStoredSearch(toFinders(store, query, names), keysOf(query, belowSeq));
  finish(search.run());
  return search;
}

/** Sequence numbers of all matches, newest first. */
export function findSeqs(store: HistoryStore, query: QueryNode, names = NO_NAMES): readonly number[] {
  return searchAll(store, query, { names }).matches.seqs(0, Number.MAX_SAFE_INTEGER);
}
