import { describe, expect, it } from 'vitest';
import type { Row } from '../../src/core/events/row.ts';
import type { RowBatch } from '../../src/core/ipc/overview.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { createRowFeed } from '../../src/main/row-feed.ts';
import type { RowFeed, RowPort } from '../../src/main/row-feed.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';
import type { VirtualClock } from '../support/virtual-clock.ts';

function toRow(seq: number): Row {
  const text = { type: 'test', subject: '', text: '', origin: '', tone: 'other', alert: false } as const;
  return { seq, kind: 'event', serverId: 'home', at: 0, ...text };
}

/** A log that holds `firstSeq` to `lastSeq`, and a page at the other end. */
interface Bench {
  readonly clock: VirtualClock;
  readonly feed: RowFeed;
  readonly batches: RowBatch[];
  readonly seqs: () => readonly number[];
  add(count: number): void;
  evictBefore(seq: number): void;
  post(message: unknown): void;
  closed: boolean;
}
function createBench(kept: number, afterSeq = 0): Bench {
  const clock = createVirtualClock();
  const batches: RowBatch[] = [];
  let firstSeq = 1;
  let lastSeq = kept;
  let onMessage = (_message: unknown): void => undefined;
  const port: RowPort = {
    send: (batch) => batches.push(batch),
    onMessage(fn) {
      onMessage = fn;
    },
    onClose: () => undefined,
    close() {
      bench.closed = true;
    },
  };
  const monitor = {
    rowsAfter(after: number, max: number) {
      const from = Math.max(after + 1, firstSeq);
      const count = Math.max(0, Math.min(max, lastSeq - from + 1));
      const rows = Array.from({ length: count }, (_, i) => toRow(from + i));
      return { rows, firstSeq, lastSeq, countToCursor: Math.max(after, firstSeq - 1), evicted: firstSeq - 1 };
    },
  };
  const bench: Bench = {
    clock,
    batches,
    closed: false,
    seqs: () => batches.flatMap(({ rows }) => rows.map(({ seq }) => seq)),
    feed: createRowFeed({ monitor, clock, port, afterSeq }),
    add(count) {
      lastSeq += count;
      bench.feed.poke();
    },
    evictBefore(seq) {
      firstSeq = seq;
    },
    post: (message) => {
      onMessage(message);
    },
  };
  return bench;
}

function upTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, i) => i + 1);
}

describe('createRowFeed', () => {
  it('sends what is kept at once, and a first new row at once', async () => {
    const bench = createBench(3);
    expect(bench.seqs()).toEqual([1, 2, 3]);
    await bench.clock.advance(LIMITS.batchIntervalMs);
    bench.add(1);
    expect(bench.seqs()).toEqual([1, 2, 3, 4]);
  });

  it('starts after what the page has', () => {
    expect(createBench(5, 3).seqs()).toEqual([4, 5]);
  });

  it('gathers rows to one batch each interval', async () => {
    const bench = createBench(0);
    for (let i = 0; i < 100; i += 1) {
      bench.add(1);
      await bench.clock.advance(1);
    }
    await bench.clock.advance(LIMITS.batchIntervalMs);
    expect(bench.seqs()).toEqual(upTo(100));
    expect(bench.batches.length).toBeLessThanOrEqual(Math.ceil(100 / LIMITS.batchIntervalMs) + 1);
  });

  it('never sends more than a batch holds, and catches up by itself', async () => {
    const bench = createBench(LIMITS.maxBatchRows * 2 + 5);
    expect(bench.batches[0]?.rows).toHaveLength(LIMITS.maxBatchRows);
    expect(bench.batches[0]?.lastSeq).toBe(LIMITS.maxBatchRows * 2 + 5);
    await bench.clock.advance(LIMITS.batchIntervalMs * 4);
    expect(bench.seqs()).toEqual(upTo(LIMITS.maxBatchRows * 2 + 5));
  });

  it('waits for a page that does not acknowledge, and goes on where it stopped', async () => {
    const total = LIMITS.maxUnackedRows * 3;
    const bench = createBench(total);
    await bench.clock.advance(1_000);
    const held = bench.seqs().length;
    expect(held).toBeGreaterThan(LIMITS.maxUnackedRows);
    expect(held).toBeLessThanOrEqual(LIMITS.maxUnackedRows + LIMITS.maxBatchRows);
    bench.add(1);
    await bench.clock.advance(1_000);
    expect(bench.seqs()).toHaveLength(held);
    for (let i = 0; i < 20; i += 1) {
      bench.post({ ack: bench.seqs().at(-1) });
      await bench.clock.advance(1_000);
    }
    expect(bench.seqs()).toEqual(upTo(total + 1));
  });

  it('counts the rows that left memory before they could be sent', async () => {
    const bench = createBench(10);
    await bench.clock.advance(LIMITS.batchIntervalMs);
    bench.evictBefore(15);
    bench.add(10);
    expect(bench.batches[1]).toMatchObject({ skipped: 4, firstSeq: 15 });
    expect(bench.batches[1]?.rows[0]?.seq).toBe(15);
  });

  it.each([null, 'ack', {}, { ack: 'all' }, { ack: Number.NaN }])(
    'does not mind nonsense from the page (%j)',
    (message) => {
      const bench = createBench(1);
      bench.post(message);
      expect(bench.seqs()).toEqual([1]);
    },
  );

  it('sends nothing once closed', async () => {
    const bench = createBench(1);
    bench.feed.close();
    bench.add(5);
    bench.post({ ack: 1 });
    await bench.clock.advance(1_000);
    expect(bench.seqs()).toEqual([1]);
    expect(bench.closed).toBe(true);
  });
});
