import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { GapRecovery } from '../../src/core/own-rows/own-row.ts';
import type { HistoryEntry } from '../../src/core/history/history.ts';
import type { HistoryStore } from '../../src/history/store/history-store.ts';
import { keyAt } from '../../src/history/search/answer.ts';
import { SETTINGS, START, stateEntry } from './support/stored-events.ts';
import { addNotes, appendAll, findSeqs, openStore, searchAll } from './support/test-store.ts';
import { tempFolder } from './support/worker-bundle.ts';

const EVERYTHING = { kind: 'everything' } as const;

function entries(from: number, to: number): readonly ReturnType<typeof stateEntry>[] {
  return Array.from({ length: to - from + 1 }, (_, index) => stateEntry(from + index));
}

function ownRow(seq: number, text: string): HistoryEntry {
  const own = { kind: 'imported', rowKind: 'gap', tone: 'bad', text } as const;
  return { kind: 'own', seq, serverId: 'Home-1', at: START, own };
}

function word(token: string) {
  return { kind: 'words', tokens: [token] } as const;
}

function trimAll(store: HistoryStore): number {
  let steps = 1;
  while (store.trim()) steps += 1;
  return steps;
}

describe('a row of our own', () => {
  const gap = { from: START, to: START + 60_000, reason: { code: 'ended' } } as const;
  const entry = (recovery: GapRecovery | null): HistoryEntry => ({
    kind: 'own',
    seq: 2,
    serverId: 'Home-1',
    at: START + 1,
    own: { kind: 'gap', gap, recovery },
  });

  it('is kept as data, and no sentence of it', () => {
    const file = join(tempFolder(), 'history.db');
    const store = openStore({ file });
    appendAll(store, [stateEntry(1), entry(null), stateEntry(3)]);
    appendAll(store, [entry({ count: 4, outcome: { kind: 'complete' } })]);
    const row = store.read(2)?.row;
    expect(row).toMatchObject({ seq: 2, kind: 'gap', at: START + 1, serverId: 'Home-1', tone: 'bad' });
    expect(row?.text).toContain('4 events');
    expect(findSeqs(store, { kind: 'facet', facet: 'kind', test: { kind: 'is', value: 'gap' } })).toEqual([
      2,
    ]);
    const data = store.databases()[0]?.statements.all<{ data: string }>('SELECT data FROM own_row');
    expect(data?.map((each) => JSON.parse(each.data) as unknown)).toEqual([
      { kind: 'gap', gap, recovery: { count: 4, outcome: { kind: 'complete' } } },
    ]);
    store.close();
  });
});

describe('what is written', () => {
  it('has an own row replaced by one of the same seq, and finds only the new words', () => {
    const store = openStore();
    appendAll(store, [stateEntry(1), ownRow(2, 'Disconnected'), stateEntry(3)]);
    appendAll(store, [ownRow(2, 'Disconnected, 4 events recovered')]);
    expect(store.read(2)?.row.text).toBe('Disconnected, 4 events recovered');
    expect(findSeqs(store, word('recovered'))).toEqual([2]);
    appendAll(store, [ownRow(2, 'Disconnected, nothing came back')]);
    expect(findSeqs(store, word('recovered'))).toEqual([]);
    expect(store.status().events).toBe(3);
    store.close();
  });

  it('takes recovered events into the place that was kept for them, also in a chapter that is sealed', () => {
    const file = join(tempFolder(), 'history.db');
    const store = openStore({ file });
    appendAll(store, [stateEntry(8_000), stateEntry(8_100)]);
    appendAll(store, [stateEntry(9_000)]);
    appendAll(store, [
      stateEntry(8_051, 'light.porch', 'on', { recovered: true }),
      stateEntry(8_050, 'light.porch', 'on', { recovered: true }),
    ]);
    const all = [9_000, 8_100, 8_051, 8_050, 8_000];
    expect(findSeqs(store, EVERYTHING)).toEqual(all);
    expect(store.read(8_050)?.row.recovered).toBe(true);
    store.close();
    const again = openStore({ file });
    expect(findSeqs(again, EVERYTHING)).toEqual(all);
    expect(findSeqs(again, { kind: 'flag', flag: 'recovered', wanted: true })).toEqual([8_051, 8_050]);
    again.close();
  });

  it('is redacted before it reaches the disk, also in texts that are no events', () => {
    const file = join(tempFolder(), 'history.db');
    const redaction = { keys: ['code'], patterns: ['secret-[0-9]+'] };
    const store = openStore({ file, settings: { redaction } });
    const call = {
      event_type: 'call_service',
      data: { domain: 'alarm_control_panel', service: 'alarm_disarm', service_data: { code: '4711' } },
      origin: 'LOCAL',
      time_fired: '',
    };
    appendAll(store, [
      stateEntry(1, '', '', { raw: JSON.stringify(call) }),
      stateEntry(2, '', '', { raw: 'broken secret-123 text' }),
    ]);
    expect(store.read(1)?.raw).not.toContain('4711');
    expect(store.read(2)?.raw).not.toContain('secret-123');
    expect(findSeqs(store, word('4711'))).toEqual([]);
    expect(findSeqs(store, word('123'))).toEqual([]);
    expect(findSeqs(store, word('disarm'))).toEqual([1]);
    store.close();
  });

  it('shows texts that could not be decoded as unparsed', () => {
    const store = openStore();
    appendAll(store, [stateEntry(1, '', '', { raw: 'no json' })]);
    expect(store.read(1)?.row).toMatchObject({ kind: 'unparsed', text: 'no json', tone: 'bad' });
    expect(
      findSeqs(store, { kind: 'facet', facet: 'kind', test: { kind: 'is', value: 'unparsed' } }),
    ).toEqual([1]);
    store.close();
  });

  it('remembers bookmarks', () => {
    const file = join(tempFolder(), 'history.db');
    const store = openStore({ file });
    appendAll(store, entries(1, 5));
    store.setBookmark(2, true);
    store.setBookmark(4, true);
    store.setBookmark(2, false);
    store.close();
    const again = openStore({ file });
    expect(again.read(4)?.row.bookmarked).toBe(true);
    expect(again.read(2)?.row.bookmarked).toBeUndefined();
    expect(findSeqs(again, { kind: 'flag', flag: 'bookmarked', wanted: true })).toEqual([4]);
    again.close();
  });
});

describe('limits', () => {
  it('by age takes the oldest away in short steps, and its traces in the index', () => {
    let now = START + 5_000_000;
    const store = openStore({ now: () => now, settings: { maxAgeMs: 2_000_000 } });
    appendAll(store, entries(1, 5_000));
    expect(trimAll(store)).toBeGreaterThan(5);
    const kept = findSeqs(store, EVERYTHING);
    expect(kept[0]).toBe(5_000);
    expect(kept.at(-1)).toBe(3_000);
    expect(store.read(2_900)).toBeNull();
    expect(store.status()).toMatchObject({ events: kept.length });
    expect(findSeqs(store, word('hall'))).toEqual(kept);
    now += 1_000_000_000;
    trimAll(store);
    expect(store.status().events).toBe(0);
    store.close();
  });

  it(
    'by size keeps the file below its limit and goes on writing into what became free',
    { timeout: 60_000 },
    () => {
      const file = join(tempFolder(), 'history.db');
      const maxBytes = 2_500_000;
      const store = openStore({ file, settings: { maxBytes } });
      for (let seq = 1; seq <= 24_000; seq += 2_000) {
        appendAll(store, entries(seq, seq + 1_999));
        trimAll(store);
      }
      const { events, bytes } = store.status();
      expect(events).toBeLessThan(20_000);
      expect(events).toBeGreaterThan(3_000);
      // The log of the database comes to it, which some thousand events more would not make longer.
      expect(bytes).toBeLessThan(maxBytes + 8_388_608);
      expect(findSeqs(store, EVERYTHING)).toHaveLength(events);
      store.configure({
        keep: true,
        maxBytes: 600_000,
        maxAgeMs: 1e12,
        redaction: { keys: [], patterns: [] },
      });
      trimAll(store);
      store.close();
      expect(statSync(file).size).toBeLessThan(maxBytes);
    },
  );

  it('in memory keeps the newest twenty thousand', () => {
    const store = openStore({ settings: { keep: false } });
    // Small ones: only their number matters.
    const raw = '{"event_type":"hall"}';
    for (let seq = 1; seq <= 22_000; seq += 1_000) {
      appendAll(
        store,
        entries(seq, seq + 999).map((entry) => ({ ...entry, raw })),
      );
    }
    trimAll(store);
    expect(store.status()).toMatchObject({ place: 'memory', problem: null });
    expect(store.status().events).toBeLessThanOrEqual(20_000);
    expect(store.status().events).toBeGreaterThan(19_000);
    expect(findSeqs(store, word('hall'))[0]).toBe(22_000);
    store.close();
  });
});

describe('settings', () => {
  it('nothing kept: leaves what is on disk alone until it is erased', () => {
    const file = join(tempFolder(), 'history.db');
    const first = openStore({ file });
    appendAll(first, entries(1, 10));
    first.close();
    const second = openStore({ file, settings: { keep: false } });
    expect(second.status()).toMatchObject({ place: 'memory', events: 0 });
    expect(existsSync(file)).toBe(true);
    second.erase();
    expect(existsSync(file)).toBe(false);
    second.close();
  });

  it('keeping is begun and ended while it runs', () => {
    const file = join(tempFolder(), 'history.db');
    const settings = { keep: true, maxBytes: 1e9, maxAgeMs: 1e12, redaction: { keys: [], patterns: [] } };
    const store = openStore({ file, settings: { keep: false } });
    appendAll(store, entries(101, 110));
    store.configure(settings);
    appendAll(store, entries(111, 112));
    expect(store.status()).toMatchObject({ place: 'disk', events: 2 });
    store.configure({ ...settings, keep: false });
    expect(store.status()).toMatchObject({ place: 'memory', events: 0 });
    appendAll(store, entries(113, 113));
    store.close();
    const again = openStore({ file });
    expect(findSeqs(again, EVERYTHING)).toEqual([112, 111]);
    again.close();
  });

  it('what came while nothing was kept takes no place of what is on disk', () => {
    const file = join(tempFolder(), 'history.db');
    const store = openStore({ file });
    const settings = { ...SETTINGS, keep: true };
    appendAll(store, entries(1, 300));
    addNotes(store, { alerts: [{ seq: 1, at: START, title: 'Kept', body: '', outcome: 'raised' }] });
    store.configure({ ...settings, keep: false });
    appendAll(store, entries(301, 310));
    addNotes(store, { alerts: [{ seq: 301, at: START, title: 'Not kept', body: '', outcome: 'raised' }] });
    store.configure(settings);
    appendAll(store, entries(311, 312));
    store.close();
    const again = openStore({ file });
    expect(findSeqs(again, word('hall'))).toHaveLength(302);
    expect([300, 301, 312].map((seq) => again.read(seq)?.row.seq)).toEqual([300, undefined, 312]);
    expect(again.alerts(Number.MAX_SAFE_INTEGER, 9).map(({ title }) => title)).toEqual(['Kept']);
    again.close();
  });

  it('erasing takes the database, its log and what was put aside', () => {
    const file = join(tempFolder(), 'history.db');
    writeFileSync(join(dirname(file), 'history.damaged-2026.db'), 'old');
    const store = openStore({ file });
    appendAll(store, [stateEntry(1, 'light.verysecretname')]);
    store.erase();
    expect(existsSync(join(dirname(file), 'history.damaged-2026.db'))).toBe(false);
    expect(store.status()).toMatchObject({ place: 'disk', events: 0 });
    appendAll(store, entries(2, 3));
    expect(findSeqs(store, EVERYTHING)).toEqual([3, 2]);
    store.close();
    expect(readFileSync(file).includes('verysecretname')).toBe(false);
  });
});

describe('a search', () => {
  it('addresses its matches from the newest, across chapters', () => {
    const store = openStore();
    appendAll(store, entries(1, 20_000));
    const { matches } = searchAll(store, EVERYTHING, { belowSeq: 19_001 });
    expect(matches.count()).toBe(19_000);
    expect(matches.seqs(0, 2)).toEqual([19_000, 18_999]);
    expect(matches.seqs(2_615, 4)).toEqual([16_385, 16_384, 16_383, 16_382]);
    expect(matches.seqs(18_999, 10)).toEqual([1]);
    expect(matches.seqs(19_000, 10)).toEqual([]);
    expect(matches.ordinalOf(5)).toBe(18_995);
    expect(matches.ordinalOf(19_001)).toBeNull();
    expect(matches.ordinalAtOrBelow(keyAt(store, START + 100_500))).toBe(18_900);
    expect(matches.ordinalAtOrBelow(keyAt(store, START - 1))).toBeNull();
    store.close();
  });
});
