import type { History, HistoryEntry, HistorySettings, StoredState } from '../../src/core/history/history.ts';

/** A history that notes what it is told and has nothing to tell: for tests of what stands around it. */
export interface InertHistory extends History {
  readonly appended: HistoryEntry[];
  /** Of after the last erasure. */
  readonly stateChanges: StoredState[];
  readonly settings: HistorySettings[];
  /** Servers that were erased. */
  readonly erased: string[];
}

export function createInertHistory(place: 'disk' | 'memory' = 'memory'): InertHistory {
  const appended: HistoryEntry[] = [];
  const stateChanges: StoredState[] = [];
  const settings: HistorySettings[] = [];
  const erased: string[] = [];
  return {
    erased,
    appended,
    stateChanges,
    settings,
    status: () => ({
      place,
      problem: null,
      putAside: null,
      events: appended.length,
      bytes: 0,
      oldestAt: null,
      newestAt: null,
      lost: 0,
    }),
    onStatus: () => () => undefined,
    append: (entry) => appended.push(entry),
    appendAlert: () => undefined,
    appendState: (state) => stateChanges.push(state),
    backlogBytes: () => 0,
    configure: (next) => settings.push(next),
    search: () => ({
      rows: () => Promise.resolve([]),
      events: () => Promise.resolve([]),
      ordinalOf: () => Promise.resolve(null),
      ordinalAt: () => Promise.resolve(null),
      progress: () => ({ count: 0, complete: true }),
      onProgress: () => () => undefined,
      close: () => undefined,
    }),
    rowsOf: () => Promise.resolve([]),
    readEvent: () => Promise.resolve(null),
    nearest: () => Promise.resolve(null),
    byContext: () => Promise.resolve([]),
    currentStates: () => Promise.resolve([]),
    histogram: () => Promise.resolve({ from: 0, to: 1, bucketMs: 1, series: [], gaps: [], total: 0 }),
    busiest: () => Promise.resolve({ total: 0, busy: [], silent: [] }),
    states: () => Promise.resolve([]),
    values: () => Promise.resolve([]),
    alerts: () => Promise.resolve([]),
    connectionSpans: () => Promise.resolve([]),
    unfinishedGaps: () => Promise.resolve([]),
    setBookmark: () => Promise.resolve(),
    erase: () => {
      stateChanges.length = 0;
      return Promise.resolve();
    },
    eraseServer: (serverId) => {
      erased.push(serverId);
      return Promise.resolve();
    },
    flush: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
