import { describe, expect, it } from 'vitest';
import { restCompiler } from '../../src/main/rest-compiler.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';

const MINUTE = 60_000;
const WARM_UP = 5 * MINUTE;

function start() {
  const clock = createVirtualClock();
  const state = { watched: false, received: 0, optimizing: true };
  const compiler = restCompiler({
    clock,
    isWatched: () => state.watched,
    received: () => state.received,
    setOptimizing: (on) => (state.optimizing = on),
  });
  const lasts = async (ms: number, perSecond = 5): Promise<boolean> => {
    for (let left = (ms / 1_000) * perSecond; left > 0; left -= 1) {
      await clock.advance(1_000 / perSecond);
      state.received += 1;
      compiler.noteEvent();
    }
    return state.optimizing;
  };
  return { clock, state, compiler, lasts };
}

describe('restCompiler', () => {
  it('lets the compiler rest in a calm tray, once it has seen what runs there', async () => {
    const { lasts } = start();
    expect(await lasts(WARM_UP - 1_000)).toBe(true);
    expect(await lasts(1_000)).toBe(false);
    expect(await lasts(10 * MINUTE)).toBe(false);
  });

  it('has it work when a flood comes, and rest again after it', async () => {
    const { lasts } = start();
    await lasts(WARM_UP);
    expect(await lasts(1_000, 200)).toBe(false);
    expect(await lasts(1_000, 2_000)).toBe(true);
    expect(await lasts(10 * MINUTE, 100)).toBe(true);
    expect(await lasts(MINUTE)).toBe(false);
  });

  it('has it work as soon as a window opens, and as long as one is open', async () => {
    const { state, compiler, lasts } = start();
    await lasts(WARM_UP);
    state.watched = true;
    compiler.wake();
    expect(state.optimizing).toBe(true);
    expect(await lasts(10 * MINUTE)).toBe(true);
    state.watched = false;
    expect(await lasts(MINUTE)).toBe(false);
  });

  it('leaves it as it was found', async () => {
    const { clock, state, compiler, lasts } = start();
    await lasts(WARM_UP);
    compiler.stop();
    expect([state.optimizing, clock.timers]).toEqual([true, 0]);
  });
});
