import { describe, expect, it } from 'vitest';
import { createVirtualClock } from '../support/virtual-clock.ts';

describe('the virtual clock', () => {
  it('runs timers in order of their time, then of their making', async () => {
    const clock = createVirtualClock();
    const seen: string[] = [];
    clock.after(20, () => seen.push('b'));
    clock.after(10, () => seen.push('a'));
    clock.after(20, () => seen.push('c'));
    clock.after(21, () => seen.push('late'));
    await clock.advance(20);
    expect(seen).toEqual(['a', 'b', 'c']);
    expect(clock.timers).toBe(1);
  });

  it('shows each timer its own time', async () => {
    const clock = createVirtualClock();
    const start = clock.now();
    const times: number[] = [];
    clock.after(10, () => {
      times.push(clock.now() - start);
      clock.after(5, () => times.push(clock.now() - start));
    });
    await clock.advance(100);
    expect(times).toEqual([10, 15]);
    expect(clock.now() - start).toBe(100);
  });

  it('runs a timer that a promise set on the way', async () => {
    const clock = createVirtualClock();
    let rounds = 0;
    const loop = async (): Promise<void> => {
      for (;;) {
        await new Promise<void>((resolve) => clock.after(1_000, resolve));
        rounds++;
      }
    };
    void loop();
    await clock.advance(3_600_000);
    expect(rounds).toBe(3_600);
  });

  it('takes a timer back, also twice and too late', async () => {
    const clock = createVirtualClock();
    let runs = 0;
    const undo = clock.after(10, () => runs++);
    undo();
    undo();
    await clock.advance(20);
    clock.after(10, () => runs++)();
    const late = clock.after(0, () => runs++);
    await clock.advance(0);
    late();
    expect(runs).toBe(1);
  });

  it('lets the wall clock jump without the monotonic one', async () => {
    const clock = createVirtualClock(0);
    const before = clock.monotonic();
    clock.setWallClock(86_400_000);
    expect(clock.now()).toBe(86_400_000);
    expect(clock.monotonic()).toBe(before);
    await clock.advance(5);
    expect(clock.now()).toBe(86_400_005);
  });
});
