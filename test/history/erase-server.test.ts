import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Alert } from '../../src/core/history/alert.ts';
import type { HistoryStore } from '../../src/history/store/history-store.ts';
import { START, stateEntry } from './support/stored-events.ts';
import { addNotes, appendAll, findSeqs, openStore } from './support/test-store.ts';

/** All texts that the file has, also those of no event. */
function textsOf(store: HistoryStore): string {
  return store
    .databases()
    .flatMap(({ statements }) => statements.all<{ texts: Uint8Array }>('SELECT texts FROM text_block'))
    .map(({ texts }) => inflateSync(texts).toString('utf8'))
    .join('');
}

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
      alerts: [
        alertOf(1),
        alertOf(2),
        alertOf(null),
        { ...alertOf(null), title: 'Silent', about: { rule: 'r', server: 'demo', entity: '' } },
      ],
      states: [
        { serverId: 'demo', at: START, state: 'live', code: '' },
        { serverId: 'Home-1', at: START, state: 'live', code: '' },
      ],
    });
    store.setBookmark(2, true);
    store.setBookmark(3, true);
    expect(store.eraseServer('demo')).toBe(false);
    expect(findSeqs(store, { kind: 'everything' })).toEqual([3, 1]);
    expect(findSeqs(store, { kind: 'words', tokens: ['demo'] })).toEqual([]);
    expect(store.alerts(Number.MAX_SAFE_INTEGER, 9).map(({ seq }) => seq)).toEqual([null, 1]);
    expect(store.connectionSpans(START + 1, 9).map(({ serverId }) => serverId)).toEqual(['Home-1']);
    expect(findSeqs(store, { kind: 'flag', flag: 'bookmarked', wanted: true })).toEqual([3]);
    expect(store.status().events).toBe(2);
    store.close();
  });

  it('goes in steps, and each of the others keeps its text', () => {
    const store = openStore({ settings: { keep: true } });
    const raws = new Map<number, string>();
    const entries = Array.from({ length: 2_101 }, (_, index) => {
      const other = index % 50 === 0;
      const entry = stateEntry(index + 1, other ? 'light.hall' : 'light.secret_room', 'on', {
        ...(other ? {} : { serverId: 'demo' }),
      });
      if (other) raws.set(index + 1, entry.raw);
      return entry;
    });
    appendAll(store, entries);
    expect(store.eraseServer('demo')).toBe(true);
    expect(store.eraseServer('demo')).toBe(false);
    expect(findSeqs(store, { kind: 'everything' }).toReversed()).toEqual([...raws.keys()]);
    for (const [seq, raw] of raws) expect(store.read(seq)?.raw).toBe(raw);
    expect(textsOf(store)).not.toContain('secret_room');
    expect(textsOf(store)).toContain('light.hall');
    store.close();
  });
});
