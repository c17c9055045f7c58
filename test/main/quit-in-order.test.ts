import { describe, expect, it } from 'vitest';
import { quitInOrder } from '../../src/main/quit-in-order.ts';
import { createVirtualClock } from '../support/virtual-clock.ts';

function createBench(close: () => Promise<void>) {
  const clock = createVirtualClock();
  const exits: number[] = [];
  let prevented = 0;
  const listeners = new Map<string, (event: { preventDefault(): void }) => void>();
  const app = {
    on: (event: string, fn: (event: { preventDefault(): void }) => void) => listeners.set(event, fn),
    exit: (code: number) => void exits.push(code),
  };
  quitInOrder(app, clock, close);
  const fire = (event: string): void => {
    listeners.get(event)?.({
      preventDefault() {
        prevented += 1;
      },
    });
  };
  return { clock, exits, fire, prevented: () => prevented };
}

describe('quitInOrder', () => {
  it('closes once, then leaves with 0', async () => {
    let closed = 0;
    const { clock, exits, fire, prevented } = createBench(() => {
      closed += 1;
      return Promise.resolve();
    });
    fire('window-all-closed');
    expect(exits).toEqual([]);
    fire('before-quit');
    fire('before-quit');
    await clock.advance(0);
    expect([closed, prevented(), exits]).toEqual([1, 2, [0]]);
  });

  it.each<[string, () => Promise<void>]>([
    ['hangs', () => new Promise(() => undefined)],
    ['fails', () => Promise.reject(new Error('no'))],
  ])('leaves all the same when closing %s', async (_name, close) => {
    const { clock, exits, fire } = createBench(close);
    fire('before-quit');
    await clock.advance(3_000);
    expect(exits).toEqual([0]);
  });
});
