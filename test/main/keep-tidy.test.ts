import { describe, expect, it } from 'vitest';
import { keepTidy } from '../../src/main/keep-tidy.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';

const HALF_MINUTE = 30_000;

function start() {
  const clock = createVirtualClock();
  const state = { watched: false, received: 0, tidied: 0 };
  const stop = keepTidy({
    clock,
    isWatched: () => state.watched,
    received: () => state.received,
    tidy: () => (state.tidied += 1),
  });
  const halfMinutes = async (count: number, perHalfMinute = 150): Promise<number> => {
    for (let left = count; left > 0; left -= 1) {
      state.received += perHalfMinute;
      await clock.advance(HALF_MINUTE);
    }
    return state.tidied;
  };
  return { clock, state, stop, halfMinutes };
}

describe('keepTidy', () => {
  it('tidies up after the start and every two minutes', async () => {
    const { halfMinutes } = start();
    expect(await halfMinutes(1)).toBe(1);
    expect(await halfMinutes(3)).toBe(1);
    expect(await halfMinutes(1)).toBe(2);
    expect(await halfMinutes(8)).toBe(4);
  });

  it('leaves an open window alone, and tidies up soon after it was closed', async () => {
    const { state, halfMinutes } = start();
    await halfMinutes(1);
    state.watched = true;
    expect(await halfMinutes(40)).toBe(1);
    state.watched = false;
    expect(await halfMinutes(1)).toBe(2);
    expect(await halfMinutes(3)).toBe(2);
  });

  it('waits for the end of a flood', async () => {
    const { halfMinutes } = start();
    expect(await halfMinutes(30, 2_000)).toBe(0);
    expect(await halfMinutes(1)).toBe(1);
  });

  it('leaves no timer behind', async () => {
    const { clock, stop, halfMinutes } = start();
    stop();
    expect(clock.timers).toBe(0);
    expect(await halfMinutes(3)).toBe(0);
  });
});
