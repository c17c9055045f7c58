import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HistoryStatus } from '../../src/core/history/history.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { connectHistory } from '../../src/history/worker/history-client.ts';
import { createHistoryStore } from '../../src/history/store/history-store.ts';
import type { Carrier } from '../../src/history/worker/line.ts';
import { createLocalCarrier } from '../../src/history/worker/local-carrier.ts';
import { openSqlite } from '../../src/history/store/open-sqlite.ts';
import type { HistoryAsk, HistoryTell } from '../../src/history/worker/protocol.ts';
import { createVirtualClock, type VirtualClock } from '../support/virtual-clock.ts';
import { SETTINGS, stateEntry } from './support/stored-events.ts';
import { appendAll, openStore } from './support/test-store.ts';
import { tempFolder } from './support/worker-bundle.ts';

const STATUS: HistoryStatus = {
  place: 'disk',
  problem: null,
  putAside: null,
  events: 0,
  bytes: 0,
  oldestAt: null,
  newestAt: null,
  lost: 0,
};

/** The other side of the line, played by the test. */
function createFakeCarrier() {
  const posted: HistoryAsk[] = [];
  const listeners: ((message: HistoryTell) => void)[] = [];
  const endListeners: ((message: string) => void)[] = [];
  const carrier: Carrier = {
    post: (message) => void posted.push(message),
    onMessage: (fn) => void listeners.push(fn),
    onEnd: (fn) => void endListeners.push(fn),
    end: () => Promise.resolve(),
  };
  return {
    carrier,
    posted,
    tell: (message: HistoryTell) => listeners.forEach((listener) => listener(message)),
    die: (message: string) => endListeners.forEach((listener) => listener(message)),
    batches: () =>
      posted.filter((message) => message.kind === 'batch').map(({ batch }) => batch.facts.length / 5),
  };
}

async function openFake(clock: VirtualClock) {
  const other = createFakeCarrier();
  const opening = connectHistory(other.carrier, { clock });
  other.tell({ kind: 'opened', lastSeq: 7, status: STATUS });
  return { other, ...(await opening) };
}

describe('appending', () => {
  it('is sent soon after a pause, then together, with one timer at most and none at rest', async () => {
    const clock = createVirtualClock();
    const { other, history, lastSeq } = await openFake(clock);
    expect(lastSeq).toBe(7);
    expect(clock.timers).toBe(0);
    history.append(stateEntry(7));
    history.append(stateEntry(8));
    expect([other.batches(), clock.timers]).toEqual([[], 1]);
    await clock.advance(50);
    expect([other.batches(), clock.timers]).toEqual([[2], 0]);
    history.append(stateEntry(9));
    await clock.advance(50);
    history.append(stateEntry(10));
    expect([other.batches(), clock.timers]).toEqual([[2], 1]);
    await clock.advance(850);
    expect([other.batches(), clock.timers]).toEqual([[2, 2], 0]);
  });

  it('is sent before each question, and counted until it was taken in', async () => {
    const { other, history } = await openFake(createVirtualClock());
    history.append(stateEntry(7));
    history.append(stateEntry(8));
    const bytes = history.backlogBytes();
    expect(bytes).toBeGreaterThan(600);
    void history.readEvent(8);
    expect(other.posted.map(({ kind }) => kind)).toEqual(['batch', 'ask']);
    for (const message of [...other.posted]) {
      if (message.kind === 'batch') other.tell({ kind: 'took', bytes: message.batch.bytes, status: null });
    }
    expect(history.backlogBytes()).toBe(0);
  });

  it('is dropped and counted when too much waits', async () => {
    const { history } = await openFake(createVirtualClock());
    const raw = 'x'.repeat(1_048_576);
    const fits = LIMITS.maxHistoryBacklogBytes / raw.length;
    for (let seq = 0; seq < fits + 5; seq += 1) history.append(stateEntry(seq, '', '', { raw }));
    expect(history.status().lost).toBe(4);
    expect(history.backlogBytes()).toBeLessThanOrEqual(LIMITS.maxHistoryBacklogBytes + raw.length);
  });
});

describe('a thread that does not answer', () => {
  it('does not hold up the start, and keys are those of the time', async () => {
    const clock = createVirtualClock();
    const other = createFakeCarrier();
    const opening = connectHistory(other.carrier, { clock });
    await clock.advance(2_000);
    const { history, lastSeq } = await opening;
    expect(lastSeq).toBe(0);
    expect(history.status()).toMatchObject({ place: 'memory', problem: 'failed' });
    other.tell({ kind: 'opened', lastSeq: 5, status: STATUS });
    expect(history.status()).toMatchObject({ place: 'disk', problem: null });
  });

  it('fails what was asked when it ends, says so, and counts what comes after', async () => {
    const { other, history } = await openFake(createVirtualClock());
    const seen: HistoryStatus[] = [];
    history.onStatus((status) => seen.push(status));
    const asked = history.readEvent(1);
    other.die('The history stopped: out of memory');
    await expect(asked).rejects.toThrow('out of memory');
    await expect(history.alerts(Number.MAX_SAFE_INTEGER, 1)).rejects.toThrow('out of memory');
    expect(seen.at(-1)).toMatchObject({ place: 'none', problem: 'failed' });
    history.append(stateEntry(9));
    expect(history.status().lost).toBe(1);
  });
});

describe('a database that is locked at the start', () => {
  it('is tried again after half a minute, and gets what was held in memory', async () => {
    const file = join(tempFolder(), 'history.db');
    const before = openStore({ file });
    appendAll(before, [stateEntry(1), stateEntry(2)]);
    before.close();
    const other = openSqlite({ file, readOnly: false, from: import.meta.url });
    other.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');

    const clock = createVirtualClock();
    const store = createHistoryStore({ file, from: import.meta.url, settings: SETTINGS, now: clock.now });
    const carrier = createLocalCarrier(store, clock);
    const unparsed: number[] = [];
    const opening = connectHistory(carrier, { clock, onUnparsed: (seqs) => unparsed.push(...seqs) });
    carrier.open();
    const { history, lastSeq } = await opening;
    const nextSeq = lastSeq + 3;
    expect(history.status()).toMatchObject({ place: 'memory', problem: 'locked' });
    history.append(stateEntry(nextSeq));
    history.append(stateEntry(nextSeq + 1, '', '', { raw: 'no json' }));
    await history.flush();
    expect(unparsed).toEqual([nextSeq + 1]);
    await clock.advance(30_000);
    expect(history.status()).toMatchObject({ place: 'memory', problem: 'locked' });
    other.close();
    await clock.advance(30_000);
    expect(history.status()).toMatchObject({ place: 'disk', problem: null, events: 4 });
    const search = history.search({ kind: 'everything' }, Number.MAX_SAFE_INTEGER);
    expect((await search.rows(0, 9)).map(({ seq }) => seq)).toEqual([nextSeq + 1, nextSeq, 2, 1]);
    await history.close();
  });
});
