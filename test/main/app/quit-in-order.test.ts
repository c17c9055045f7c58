import { describe, expect, it } from 'vitest';
import { CLOSE_DEADLINE_MS } from '../../../src/history/worker/history-client.ts';
import { quitInOrder, toQuitSteps, type QuitStep } from '../../../src/main/app/quit-in-order.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

function createBench(steps: readonly QuitStep[], clock = createVirtualClock()) {
  const exits: number[] = [];
  const problems: string[] = [];
  let prevented = 0;
  const listeners = new Map<string, (event: { preventDefault(): void }) => void>();
  const app = {
    on: (event: string, fn: (event: { preventDefault(): void }) => void) => listeners.set(event, fn),
    exit: (code: number) => void exits.push(code),
  };
  quitInOrder(app, clock, steps, (name) => problems.push(name));
  const fire = (event: string): void => {
    listeners.get(event)?.({
      preventDefault() {
        prevented += 1;
      },
    });
  };
  return { clock, exits, problems, fire, prevented: () => prevented };
}

/** Steps that note when they begin. */
function createSteps(closes: Readonly<Record<string, () => Promise<void>>>) {
  const begun: string[] = [];
  const steps = Object.entries(closes).map(([name, close]) => ({
    name,
    deadlineMs: 1_000,
    close() {
      begun.push(name);
      return close();
    },
  }));
  return { begun, steps };
}

const goodbye = (): Promise<void> => Promise.resolve();

describe('quitInOrder', () => {
  it('closes once and in order, then leaves with 0', async () => {
    const { begun, steps } = createSteps({ connections: goodbye, history: goodbye });
    const { clock, exits, problems, fire, prevented } = createBench(steps);
    fire('window-all-closed');
    expect(exits).toEqual([]);
    fire('before-quit');
    fire('before-quit');
    await clock.advance(0);
    expect([begun, prevented(), exits, problems]).toEqual([['connections', 'history'], 2, [0], []]);
  });

  it.each<[string, () => Promise<void>]>([
    ['hangs', () => new Promise(() => undefined)],
    ['fails', () => Promise.reject(new Error('no'))],
    [
      'throws at once',
      () => {
        throw new Error('no');
      },
    ],
  ])('closes the next one and leaves all the same when one %s', async (_name, close) => {
    const { begun, steps } = createSteps({ connections: close, history: goodbye });
    const { clock, exits, problems, fire } = createBench(steps);
    fire('before-quit');
    await clock.advance(1_000);
    expect([begun, exits, problems]).toEqual([['connections', 'history'], [0], ['connections']]);
  });

  it('gives each step its whole time', async () => {
    const clock = createVirtualClock();
    const { begun, steps } = createSteps({
      connections: () => new Promise((resolve) => clock.after(900, resolve)),
      history: () => new Promise((resolve) => clock.after(900, resolve)),
      captures: goodbye,
    });
    const { exits, problems, fire } = createBench(steps, clock);
    fire('before-quit');
    await clock.advance(1_800);
    expect([begun, exits, problems]).toEqual([['connections', 'history', 'captures'], [0], []]);
  });
});

describe('toQuitSteps', () => {
  it('closes the history after what adds to it and before captures, and waits for all of its time', async () => {
    const clock = createVirtualClock();
    const order: string[] = [];
    const note = (name: string) => (): Promise<void> => {
      order.push(name);
      return Promise.resolve();
    };
    let isWritten = false;
    const steps = toQuitSteps({
      surface: { leave: () => void order.push('window') },
      exports: { stop: note('exports') },
      services: {
        stop: note('connections'),
        history: {
          close: async () => {
            order.push('history');
            await new Promise<void>((resolve) => clock.after(CLOSE_DEADLINE_MS, resolve));
            isWritten = true;
          },
        },
      },
      captures: { stop: note('captures') },
      log: { write: (what) => void order.push(what) },
    });
    const { fire, exits, problems } = createBench(steps, clock);
    fire('before-quit');
    await clock.advance(CLOSE_DEADLINE_MS);
    expect(order).toEqual(['window', 'exports', 'connections', 'history', 'captures', 'quit']);
    expect([isWritten, exits, problems]).toEqual([true, [0], []]);
  });
});
