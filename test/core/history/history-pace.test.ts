import { describe, expect, it } from 'vitest';
import { createHistoryPace } from '../../../src/core/history/history-pace.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

function startBench(share: number) {
  const clock = createVirtualClock();
  const bench = {
    bytes: share * LIMITS.maxHistoryLeadBytes,
    clock,
    ready: () => null as Promise<void> | null,
  };
  bench.ready = createHistoryPace({ backlogBytes: () => bench.bytes }, clock);
  return bench;
}

/** Whether a promise has been kept by now. */
async function isKept(promise: Promise<void> | null): Promise<boolean> {
  return Promise.race([
    Promise.resolve(promise).then(() => true),
    new Promise<boolean>((no) => setImmediate(no, false)),
  ]);
}

describe('createHistoryPace', () => {
  it('lets a stream be read while little waits to be written', () => {
    expect(startBench(0).ready()).toBeNull();
    expect(startBench(0.5).ready()).toBeNull();
  });

  it('leaves room for the largest events, so that none is dropped while a flood waits', () => {
    const { maxHistoryBacklogBytes, maxHistoryLeadBytes, maxEventBytes } = LIMITS;
    expect(maxHistoryLeadBytes + 2 * maxEventBytes).toBeLessThan(maxHistoryBacklogBytes);
    expect(startBench(1.01).ready()).not.toBeNull();
  });

  it('makes every stream wait for the same moment, until the disk has caught up', async () => {
    const bench = startBench(1.1);
    const waits = [bench.ready(), bench.ready()];
    expect(waits[0]).not.toBeNull();
    expect(waits[0]).toBe(waits[1]);
    for (let share = 1.1; share > 0.76; share -= 0.05) {
      bench.bytes = share * LIMITS.maxHistoryLeadBytes;
      await bench.clock.advance(1_500);
      expect(await isKept(waits[0] ?? null)).toBe(false);
    }
    bench.bytes = 0;
    await bench.clock.advance(20);
    expect(await isKept(waits[0] ?? null)).toBe(true);
    expect(bench.ready()).toBeNull();
  });

  it('does not wait for a disk that hangs, and waits again once it writes', async () => {
    const bench = startBench(2);
    const wait = bench.ready();
    await bench.clock.advance(1_900);
    expect(await isKept(wait)).toBe(false);
    await bench.clock.advance(200);
    expect(await isKept(wait)).toBe(true);
    expect(bench.ready()).toBeNull();
    bench.bytes += 10 * LIMITS.maxHistoryLeadBytes;
    expect(bench.ready()).toBeNull();
    // A flood is quicker than the disk. If nothing waited until it has caught up, it never would.
    bench.bytes -= 1_000;
    const again = bench.ready();
    expect(again).not.toBeNull();
    await bench.clock.advance(1_900);
    expect(await isKept(again)).toBe(false);
    bench.bytes = 0;
    await bench.clock.advance(20);
    expect(await isKept(again)).toBe(true);
    expect(bench.ready()).toBeNull();
  });
});
