import { describe, expect, it } from 'vitest';
import type { Alert } from '../../src/core/history/alert.ts';
import { START, stateEntry } from './support/stored-events.ts';
import { addNotes, appendAll, findSeqs, openStore } from './support/test-store.ts';

const alertOf = (seq: number | null): Alert => ({
  seq,
  at: START,
  title: 'Door',
  body: '',
  outcome: 'raised',
});

describe('erasing one server', () => {
  it.each([true, false])('leaves nothing of it, and everything of the others (on disk: %j)', (keep) => {
    const store = openStore({ settings: { keep } });
    const demo = { serverId: 'demo' };
    appendAll(store, [
      stateEntry(1),
      stateEntry(2, 'light.demo', 'on', demo),
      stateEntry(3, 'light.hall'),
      stateEntry(4, 'light.demo', 'on', { ...demo, raw: 'no json' }),
    ]);
    addNotes(store, {
      alerts: [alertOf(1), alertOf(2), alertOf(null)],
      states: [
        { serverId: 'demo', at: START, state: 'live', code: '' },
        { serverId: 'Home-1', at: START, state: 'live', code: '' },
      ],
    });
    store.setBookmark(2, true);
    store.setBookmark(3, true);
    store.eraseServer('demo');
    expect(findSeqs(store, { kind: 'everything' })).toEqual([3, 1]);
    expect(findSeqs(store, { kind: 'words', tokens: ['demo'] })).toEqual([]);
    expect(store.alerts(Number.MAX_SAFE_INTEGER, 9).map(({ seq }) => seq)).toEqual([null, 1]);
    expect(store.connectionSpans(START + 1, 9).map(({ serverId }) => serverId)).toEqual(['Home-1']);
    expect(findSeqs(store, { kind: 'flag', flag: 'bookmarked', wanted: true })).toEqual([3]);
    expect(store.status().events).toBe(2);
    store.close();
  });
});
