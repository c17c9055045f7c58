import { describe, expect, it } from 'vitest';
import type { Row } from '../../../src/core/events/row.ts';
import type { LogNews, LogTell } from '../../../src/core/ipc/log-port.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { EventLog } from '../../../src/core/log/event-log.ts';
import { rowOf, type TextEntry } from '../../../src/core/log/log-entry.ts';
import { createLogFeed, type LogFeed, type LogPort } from '../../../src/main/ipc/log-feed.ts';
import { FakeStore } from '../../browser/fake-store.ts';
import { createPast } from '../../browser/fake-past.ts';
import { haEvent } from '../../support/event-builders.ts';
import { createVirtualClock, settle, type VirtualClock } from '../../support/virtual-clock.ts';

/** A log that holds rows 1 to `kept`, and a page at the other end that has opened nothing yet. */
interface Bench {
  readonly clock: VirtualClock;
  readonly feed: LogFeed;
  readonly tells: LogTell[];
  news(): readonly LogNews[];
  add(count: number): void;
  post(message: unknown): void;
  open(query?: string, session?: number): void;
  ack(tail?: number, session?: number): void;
  isClosed(): boolean;
}

function toEntry(seq: number): TextEntry {
  const type = seq % 2 === 0 ? 'even' : 'odd';
  const raw = JSON.stringify({ event_type: type, data: {} });
  const marks = { textBytes: raw.length, alert: false, recovered: false, bookmarked: false };
  return { kind: 'event', seq, serverId: 'home', receivedAt: seq, type, subject: '', raw, ...marks };
}

const toRow = (seq: number): Row => rowOf(toEntry(seq));

function createBench(kept: number, past: FakeStore | null = null): Bench {
  const clock = createVirtualClock();
  const memory = new EventLog(() => ({ events: 10_000, bytes: 1e9 }), (past?.nextSeq ?? 1) - 1);
  const tells: LogTell[] = [];
  let onMessage = (_message: unknown): void => undefined;
  let closed = false;
  const port: LogPort = {
    send: (tell) => tells.push(tell),
    onMessage(fn) {
      onMessage = fn;
    },
    onClose: () => undefined,
    close() {
      closed = true;
    },
  };
  const append = (count: number): void => {
    for (let left = count; left > 0; left -= 1) memory.append(toEntry(memory.lastSeq + 1));
  };
  append(kept);
  const counts = { unparsed: 0, oversize: 0, kept: 0, evicted: 0, gaps: 0 };
  const feed = createLogFeed({
    monitor: { log: memory, counts: () => ({ ...counts, received: memory.lastSeq }) },
    clock,
    port,
    sources: (source) => (source === 'log' ? { history: past, live: true } : null),
    queryContext: () => ({ serverNames: new Map() }),
  });
  return {
    clock,
    feed,
    tells,
    news: () => tells.filter((tell) => tell.kind === 'news'),
    add(count) {
      for (let left = count; left > 0; left -= 1) {
        append(1);
        feed.sendNews();
      }
    },
    post: (message) => {
      onMessage(message);
    },
    open: (query = '', session = 1) => {
      onMessage({ kind: 'open', session, source: 'log', query, afterSeq: 0, tail: 3 });
    },
    ack: (tail = 3, session = 1) => {
      onMessage({ kind: 'ack', session, tail });
    },
    isClosed: () => closed,
  };
}

describe('createLogFeed', () => {
  it('says nothing before it is asked, and then at once how much there is and the newest rows', () => {
    const bench = createBench(5);
    expect(bench.tells).toEqual([]);
    bench.open();
    expect(bench.tells).toEqual([
      {
        kind: 'news',
        session: 1,
        first: -5,
        end: 0,
        complete: true,
        tail: [toRow(3), toRow(4), toRow(5)],
        received: 5,
        lastSeq: 5,
      },
    ]);
  });

  it('sends a first new row at once and then one news each interval, each row once', async () => {
    const bench = createBench(0);
    bench.open();
    bench.ack();
    await bench.clock.advance(LIMITS.batchIntervalMs);
    for (let ms = 0; ms < 160; ms += 1) {
      bench.add(1);
      if (ms === 0) expect(bench.news().at(-1)).toMatchObject({ end: 1, tail: [toRow(1)] });
      bench.ack(200);
      await bench.clock.advance(1);
    }
    await bench.clock.advance(LIMITS.batchIntervalMs);
    expect(bench.news().length).toBeLessThanOrEqual(160 / LIMITS.batchIntervalMs + 3);
    expect(bench.news().flatMap(({ tail }) => tail.map(({ seq }) => seq))).toEqual(
      Array.from({ length: 160 }, (_, at) => at + 1),
    );
  });

  it('never sends a second news before the first is acknowledged, and then all of it in one', async () => {
    const bench = createBench(1);
    bench.open();
    for (let round = 0; round < 50; round += 1) {
      bench.add(20);
      await bench.clock.advance(100);
    }
    expect(bench.tells).toHaveLength(1);
    bench.ack();
    expect(bench.news()).toHaveLength(2);
    expect(bench.news()[1]).toMatchObject({
      first: -1,
      end: 1_000,
      tail: [toRow(999), toRow(1_000), toRow(1_001)],
    });
    expect(bench.clock.timers).toBeLessThanOrEqual(1);
  });

  it('brings no rows along for a page that does not look at the newest', async () => {
    const bench = createBench(0);
    bench.open();
    bench.ack(0);
    await bench.clock.advance(LIMITS.batchIntervalMs);
    bench.add(1);
    expect(bench.news().at(-1)).toMatchObject({ end: 1, tail: [] });
  });

  it('tells the rate once a second while nothing matches', async () => {
    const bench = createBench(0);
    bench.open('type:even');
    bench.ack();
    await bench.clock.advance(LIMITS.batchIntervalMs);
    bench.add(1);
    expect(bench.news()).toHaveLength(1);
    await bench.clock.advance(1_000);
    expect(bench.news().at(-1)).toMatchObject({ end: 0, received: 1 });
    bench.ack();
    await bench.clock.advance(5_000);
    expect(bench.news()).toHaveLength(2);
  });

  it('answers for rows and places of this session, and not of another', async () => {
    const bench = createBench(10);
    bench.open('type:odd', 4);
    bench.post({ kind: 'rows', session: 4, ask: 1, from: -3, count: 2 });
    bench.post({ kind: 'find', session: 4, ask: 2, seq: 6 });
    bench.post({ kind: 'at', session: 4, ask: 3, at: 7 });
    bench.post({ kind: 'rows', session: 3, ask: 4, from: -3, count: 2 });
    await settle();
    const byAsk = bench.tells.slice(1).toSorted((a, b) => ('ask' in a && 'ask' in b ? a.ask - b.ask : 0));
    expect(byAsk).toEqual([
      { kind: 'rows', session: 4, ask: 1, from: -3, rows: [toRow(5), toRow(7)] },
      { kind: 'place', session: 4, ask: 2, ordinal: -3, exact: false, first: -5 },
      { kind: 'place', session: 4, ask: 3, ordinal: -2, exact: false, first: -5 },
    ]);
  });

  it('goes on below memory with what is stored', async () => {
    const bench = createBench(2, new FakeStore(createPast(1_000_000, 0)));
    bench.open();
    expect(bench.news()[0]).toMatchObject({ first: -1_000_002, end: 0, complete: true });
    bench.post({ kind: 'rows', session: 1, ask: 1, from: -500_000, count: 1 });
    bench.post({ kind: 'rows', session: 1, ask: 2, from: -4, count: 4 });
    await settle();
    const seqs = bench.tells.flatMap((tell) =>
      tell.kind === 'rows' ? tell.rows.map((row) => row?.seq) : [],
    );
    expect(seqs).toEqual([500_003, 999_999, 1_000_000, 1_000_001, 1_000_002]);
  });

  it('knows the newest seq of earlier runs before anything has come in this one', () => {
    const bench = createBench(0, new FakeStore(createPast(500, 0)));
    bench.open();
    expect(bench.news()[0]).toMatchObject({ first: -500, end: 0, lastSeq: 500 });
  });

  it('says that rows changed once, and is silent until they are opened again', async () => {
    const bench = createBench(3);
    bench.open();
    bench.feed.changed();
    bench.feed.changed();
    bench.ack();
    bench.add(5);
    await bench.clock.advance(5_000);
    expect(bench.tells.slice(1)).toEqual([{ kind: 'stale', session: 1 }]);
    bench.open('', 2);
    expect(bench.news().at(-1)).toMatchObject({ session: 2, first: -8 });
  });

  it.each([
    ['a query that makes no sense', { query: 'type:(' }],
    ['a capture that is not open', { source: 'capture:x' }],
  ])('refuses %s, and the session before goes on', async (_name, part) => {
    const bench = createBench(1);
    bench.open();
    bench.ack();
    const ask = { kind: 'open', session: 2, source: 'log', query: '', afterSeq: 0, tail: 3, ...part };
    bench.post(ask);
    expect(bench.tells.at(-1)).toMatchObject({ kind: 'refused', session: 2 });
    await bench.clock.advance(LIMITS.batchIntervalMs);
    bench.add(1);
    expect(bench.news().at(-1)).toMatchObject({ session: 1, end: 1 });
  });

  it.each([
    null,
    'ack',
    {},
    { kind: 'open' },
    { kind: 'open', session: 1, source: '/etc/passwd', query: '', afterSeq: 0, tail: 3 },
    { kind: 'open', session: 1, source: 'log', query: 'x'.repeat(5_000), afterSeq: 0, tail: 3 },
    { kind: 'open', session: 1, source: 'log', query: '', afterSeq: 0, tail: 1e9 },
    { kind: 'rows', session: 1, ask: 1, from: 0, count: 1e9 },
    { kind: 'rows', session: 1, ask: 1, from: Number.NaN, count: 1 },
    { kind: 'find', session: 1, ask: 1, seq: -1 },
  ])('does not mind nonsense from the page (%#)', async (message) => {
    const bench = createBench(1);
    bench.open();
    bench.post(message);
    await settle();
    expect(bench.tells).toHaveLength(1);
  });

  it('sends nothing once closed', async () => {
    const bench = createBench(1);
    bench.open();
    bench.ack();
    bench.feed.close();
    bench.add(5);
    bench.post({ kind: 'find', session: 1, ask: 1, seq: 1 });
    await bench.clock.advance(5_000);
    expect(bench.tells).toHaveLength(1);
    expect([bench.isClosed(), bench.clock.timers]).toEqual([true, 0]);
  });
});

describe('what the person sees as it comes', () => {
  const event = (type: string) => ({ event: haEvent(type), seq: 99, serverId: 'home' });

  it('is what matches, while the newest rows are in view', () => {
    const { feed, open, ack } = createBench(3);
    expect(feed.isSeen(event('even'))).toBe(false);
    open('type:even');
    ack(10);
    expect([feed.isSeen(event('even')), feed.isSeen(event('odd'))]).toEqual([true, false]);
    ack(0);
    expect(feed.isSeen(event('even'))).toBe(false);
  });
});
