import { describe, expect, it } from 'vitest';
import { createHistoryPace } from '../../../src/core/history/history-pace.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

function startBench(share: number) {
  const clock = createVirtualClock();
  const bench = {
    bytes: share * LIMITS.maxHistoryBacklogBytes,
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

  it('lets the first 25,000 events of a burst be read without a pause, and leaves room for the largest event', () => {
    const { maxHistoryBacklogBytes, maxEventBytes } = LIMITS;
    expect(startBench((25_000 * 854) / maxHistoryBacklogBytes).ready()).toBeNull();
    expect(startBench(1 - maxEventBytes / maxHistoryBacklogBytes).ready()).not.toBeNull();
  });

  it('makes every stream wait for the same moment, until the disk has caught up', async () => {
    const bench = startBench(0.9);
    const waits = [bench.ready(), bench.ready()];
    expect(waits[0]).not.toBeNull();
    expect(waits[0]).toBe(waits[1]);
    for (let share = 0.9; share > 0.76; share -= 0.03) {
      bench.bytes = share * LIMITS.maxHistoryBacklogBytes;
      await bench.clock.advance(1_500);
      expect(await isKept(waits[0] ?? null)).toBe(false);
    }
    bench.bytes = 0;
    await bench.clock.advance(20);
    expect(await isKept(waits[0] ?? null)).toBe(true);
    expect(bench.ready()).toBeNull();
  });

  it('does not wait for a disk that hangs, and waits again once it has caught up', async () => {
    const bench = startBench(1);
    const wait = bench.ready();
    await bench.clock.advance(1_900);
    expect(await isKept(wait)).toBe(false);
    await bench.clock.advance(200);
    expect(await isKept(wait)).toBe(true);
    expect(bench.ready()).toBeNull();
    bench.bytes = 0;
    expect(bench.ready()).toBeNull();
    bench.bytes = LIMITS.maxHistoryBacklogBytes;
    expect(bench.ready()).not.toBeNull();
  });
});
