import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Alert } from '../../src/core/history/alert.ts';
import type { HistoryStatus } from '../../src/core/history/history.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { connectHistory } from '../../src/history/worker/history-client.ts';
import { createHistoryStore } from '../../src/history/store/history-store.ts';
import { createLocalCarrier } from '../../src/history/worker/local-carrier.ts';
import { openSqlite } from '../../src/history/store/open-sqlite.ts';
import type { Carrier, HistoryAsk, HistoryTell } from '../../src/history/worker/protocol.ts';
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

const ALERT: Alert = { seq: 7, at: 1, title: 'Door', body: 'opened', outcome: 'raised' };

/** The other side of the line, played by the test. */
function createFakeCarrier() {
  const posted: HistoryAsk[] = [];
  const listeners: ((message: HistoryTell) => void)[] = [];
  const endListeners: (() => void)[] = [];
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
    die: () => endListeners.forEach((listener) => listener()),
    batches: () =>
      posted.filter((message) => message.kind === 'batch').map(({ batch }) => batch.items.length),
  };
}

async function openFake(clock: VirtualClock) {
  const other = createFakeCarrier();
  const opening = connectHistory(() => other.carrier, { clock });
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
    expect(history.status().lost).toBe(5);
    expect(history.backlogBytes()).toBeLessThanOrEqual(LIMITS.maxHistoryBacklogBytes + raw.length);
  });
});

describe('what is on its way', () => {
  it('counts for more than its text: a message without any is sent, and too many of them are not held', async () => {
    const clock = createVirtualClock();
    const { other, history } = await openFake(clock);
    history.append(stateEntry(8, '', '', { raw: '' }));
    await clock.advance(50);
    expect(other.batches()).toEqual([1]);
    for (let seq = 9; seq < 400_000; seq += 1) history.append(stateEntry(seq, '', '', { raw: '' }));
    expect(history.status().lost).toBeGreaterThan(0);
  });
});

describe('a thread that does not answer', () => {
  it('does not hold up the start, and keys are those of the time', async () => {
    const clock = createVirtualClock();
    const other = createFakeCarrier();
    const opening = connectHistory(() => other.carrier, { clock });
    await clock.advance(2_000);
    const { history, lastSeq } = await opening;
    expect(lastSeq).toBe(0);
    expect(history.status()).toMatchObject({ place: 'memory', problem: 'failed' });
    other.tell({ kind: 'opened', lastSeq: 5, status: STATUS });
    expect(history.status()).toMatchObject({ place: 'disk', problem: null });
  });
});

/** A history whose other sides are played by the test, each new one started by the supervision. */
async function openMortal() {
  const clock = createVirtualClock();
  const others: ReturnType<typeof createFakeCarrier>[] = [];
  const deaths: number[] = [];
  const start = (): Carrier => {
    const other = createFakeCarrier();
    others.push(other);
    return other.carrier;
  };
  const opening = connectHistory(start, { clock, onDeath: (count) => deaths.push(count) });
  const newest = (): ReturnType<typeof createFakeCarrier> => {
    const last = others.at(-1);
    if (last === undefined) throw new Error('None was started.');
    return last;
  };
  const open = (): void => newest().tell({ kind: 'opened', lastSeq: 7, status: STATUS });
  /** Says yes to the last thing asked. */
  const confirm = (): void => {
    const asked = newest().posted.findLast((message) => message.kind === 'ask');
    const sent = newest().posted.filter((message) => message.kind === 'batch');
    newest().tell({ kind: 'took', bytes: sent.at(-1)?.batch.bytes ?? 0, status: null });
    if (asked !== undefined) newest().tell({ kind: 'answer', id: asked.id, value: null });
  };
  open();
  const { history } = await opening;
  return { clock, history, others, deaths, newest, open, confirm };
}

describe('a thread that dies', () => {
  it('fails what is asked until there is another, and says so', async () => {
    const { clock, history, newest, open } = await openMortal();
    const seen: HistoryStatus[] = [];
    history.onStatus((status) => seen.push(status));
    const asked = history.readEvent(1);
    newest().die();
    await expect(asked).rejects.toThrow('The history is being started again.');
    await expect(history.alerts(Number.MAX_SAFE_INTEGER, 1)).rejects.toThrow('started again');
    expect(seen.at(-1)).toMatchObject({ place: 'none', problem: 'failed' });
    await clock.advance(1_000);
    open();
    expect(seen.at(-1)).toMatchObject({ place: 'disk', problem: null });
    void history.readEvent(2);
    expect(newest().posted.at(-1)).toMatchObject({ kind: 'ask', question: { kind: 'readEvent' } });
  });

  it('is started again, later each time, and soon again after a good hour', async () => {
    const { clock, others, deaths, newest, open } = await openMortal();
    const pauses: number[] = [];
    for (let death = 1; death <= 5; death += 1) {
      newest().die();
      const diedAt = clock.monotonic();
      const before = others.length;
      while (others.length === before) await clock.advance(500);
      pauses.push(clock.monotonic() - diedAt);
      open();
    }
    expect(pauses).toEqual([1_000, 5_000, 30_000, 120_000, 120_000]);
    expect(deaths).toEqual([1, 2, 3, 4, 5]);
    await clock.advance(3_600_000);
    newest().die();
    await clock.advance(1_000);
    expect([others.length, deaths.at(-1)]).toEqual([7, 1]);
  });

  it('gets again what was on its way, one batch after the other, then what waited', async () => {
    const { clock, history, newest, open, confirm } = await openMortal();
    history.append(stateEntry(7));
    await clock.advance(900);
    history.append(stateEntry(8));
    await clock.advance(900);
    expect(newest().batches()).toEqual([1, 1]);
    newest().die();
    history.append(stateEntry(9));
    await clock.advance(1_000);
    expect(newest().batches()).toEqual([]);
    open();
    expect(newest().batches()).toEqual([1]);
    confirm();
    await clock.advance(0);
    expect(newest().batches()).toEqual([1, 1]);
    confirm();
    await clock.advance(0);
    expect(newest().batches()).toEqual([1, 1, 1]);
    expect(history.status().lost).toBe(0);
    confirm();
    expect(history.backlogBytes()).toBe(0);
  });

  it('does not get again what was taken in', async () => {
    const { clock, history, newest, open, confirm } = await openMortal();
    history.append(stateEntry(7));
    await clock.advance(900);
    confirm();
    newest().die();
    await clock.advance(1_000);
    open();
    expect(newest().batches()).toEqual([]);
  });

  it('does not get a third time what killed it twice: that is counted, and the rest is sent', async () => {
    const { clock, history, newest, open, confirm } = await openMortal();
    history.append(stateEntry(7));
    history.append(stateEntry(8));
    history.appendAlert(ALERT);
    history.appendState({ serverId: 'home', at: 1, state: 'live', code: '' });
    await clock.advance(900);
    history.append(stateEntry(9));
    await clock.advance(900);
    newest().die();
    await clock.advance(1_000);
    open();
    newest().die();
    expect(history.status().lost).toBe(4);
    await clock.advance(5_000);
    open();
    expect(newest().batches()).toEqual([1]);
    confirm();
    await clock.advance(0);
    expect([history.status().lost, history.backlogBytes()]).toEqual([4, 0]);
  });

  it('counts alerts and states, too, when too much waits for the next one', async () => {
    const { history, newest } = await openMortal();
    newest().die();
    const raw = 'x'.repeat(1_048_576);
    const fits = LIMITS.maxHistoryBacklogBytes / raw.length;
    for (let seq = 0; seq < fits; seq += 1) history.append(stateEntry(seq, '', '', { raw }));
    expect(history.status().lost).toBe(0);
    history.append(stateEntry(99));
    history.appendAlert(ALERT);
    history.appendState({ serverId: 'home', at: 1, state: 'live', code: '' });
    expect(history.status().lost).toBe(3);
  });

  it('adds what each of them lost', async () => {
    const { clock, history, newest } = await openMortal();
    newest().tell({ kind: 'took', bytes: 0, status: { ...STATUS, lost: 2 } });
    newest().die();
    expect(history.status().lost).toBe(2);
    await clock.advance(1_000);
    newest().tell({ kind: 'opened', lastSeq: 7, status: { ...STATUS, lost: 1 } });
    expect(history.status().lost).toBe(3);
  });

  it('ends open searches, and new ones begin with the next', async () => {
    const { clock, history, newest, open } = await openMortal();
    const search = history.search({ kind: 'everything' }, 100);
    const rows = search.rows(0, 10);
    newest().die();
    await expect(rows).rejects.toThrow('started again');
    expect(search.progress().complete).toBe(true);
    expect(history.search({ kind: 'everything' }, 100).progress()).toEqual({ count: 0, complete: true });
    await clock.advance(1_000);
    open();
    expect(history.search({ kind: 'everything' }, 100).progress().complete).toBe(false);
    expect(newest().posted.at(-1)).toMatchObject({ kind: 'search' });
  });

  it('is not started again once the history is closed', async () => {
    const { clock, history, others, newest, confirm, deaths } = await openMortal();
    const closing = history.close();
    confirm();
    await closing;
    newest().die();
    await clock.advance(600_000);
    expect([others.length, deaths]).toEqual([1, []]);
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
    const opening = connectHistory(() => carrier, { clock });
    carrier.open();
    const { history, lastSeq } = await opening;
    const nextSeq = lastSeq + 3;
    expect(history.status()).toMatchObject({ place: 'memory', problem: 'locked' });
    history.append(stateEntry(nextSeq));
    history.append(stateEntry(nextSeq + 1, '', '', { raw: 'no json' }));
    await history.flush();
    expect((await history.rowsOf([nextSeq + 1])).map(({ kind }) => kind)).toEqual(['unparsed']);
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
