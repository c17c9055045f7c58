import { describe, expect, it } from 'vitest';
import type { Carrier } from '../../../src/history/worker/protocol.ts';
import { CLOSE_DEADLINE_MS, connectHistory } from '../../../src/history/worker/history-client.ts';
import {
  QUIT_WITHIN_MS,
  quitInOrder,
  toQuitSteps,
  type QuitStep,
} from '../../../src/main/app/quit-in-order.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

function createBench(steps: readonly QuitStep[], clock = createVirtualClock()) {
  const exits: (number | string)[] = [];
  const limits: number[] = [];
  const problems: string[] = [];
  let prevented = 0;
  const listeners = new Map<string, (event: { preventDefault(): void }) => void>();
  const app = {
    on: (event: string, fn: (event: { preventDefault(): void }) => void) => listeners.set(event, fn),
    exit: (code: number) => void exits.push(code),
  };
  const force = {
    endWithin: (ms: number) => void limits.push(ms),
    kill: () => void exits.push('killed'),
  };
  quitInOrder(app, force, clock, steps, (name) => problems.push(name));
  const fire = (event: string): void => {
    listeners.get(event)?.({
      preventDefault() {
        prevented += 1;
      },
    });
  };
  return { clock, exits, limits, problems, fire, prevented: () => prevented };
}

/** Steps that note when they begin. */
function createSteps(closes: Readonly<Record<string, () => Promise<void>>>) {
  const begun: string[] = [];
  const steps = Object.entries(closes).map(([name, close], index) => ({
    name,
    untilMs: 1_000 * (index + 1),
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
    const { clock, exits, limits, problems, fire, prevented } = createBench(steps);
    fire('window-all-closed');
    expect(exits).toEqual([]);
    fire('before-quit');
    fire('before-quit');
    await clock.advance(0);
    expect([begun, prevented(), exits, problems]).toEqual([['connections', 'history'], 2, [0], []]);
    expect(limits).toEqual([QUIT_WITHIN_MS]);
  });

  it.each<[string, () => Promise<void>, number | string]>([
    // The thread that hangs would keep an exit from ending.
    ['hangs', () => new Promise(() => undefined), 'killed'],
    ['fails', () => Promise.reject(new Error('no')), 0],
    [
      'throws at once',
      () => {
        throw new Error('no');
      },
      0,
    ],
  ])('closes the next one and leaves all the same when one %s', async (_name, close, end) => {
    const { begun, steps } = createSteps({ connections: close, history: goodbye });
    const { clock, exits, problems, fire } = createBench(steps);
    fire('before-quit');
    await clock.advance(1_000);
    expect([begun, exits, problems]).toEqual([['connections', 'history'], [end], ['connections']]);
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
  it('leaves within three seconds when everything hangs', async () => {
    const never = (): Promise<void> => new Promise(() => undefined);
    const steps = toQuitSteps({
      surface: { leave: () => undefined },
      bus: { settle: never },
      exports: { stop: never },
      services: { stop: never, history: { close: never } },
      captures: { stop: never },
      log: { write: () => undefined },
    });
    const { clock, fire, exits, problems } = createBench(steps);
    fire('before-quit');
    await clock.advance(QUIT_WITHIN_MS - 1);
    expect(problems).toEqual(['bus', 'connections', 'history', 'captures']);
    expect(exits).toEqual(['killed']);
  });

  it('leaves in time when the thread of the history hangs', async () => {
    const clock = createVirtualClock();
    const hanging: Carrier = {
      post: () => undefined,
      onMessage: () => undefined,
      onEnd: () => undefined,
      end: () => new Promise(() => undefined),
    };
    const opening = connectHistory(() => hanging, { clock });
    await clock.advance(2_000);
    const { history } = await opening;
    const gone = (): Promise<void> => Promise.resolve();
    const steps = toQuitSteps({
      surface: { leave: () => undefined },
      bus: { settle: gone },
      exports: { stop: gone },
      services: { stop: gone, history },
      captures: { stop: gone },
      log: { write: () => undefined },
    });
    const { fire, exits, problems } = createBench(steps, clock);
    fire('before-quit');
    await clock.advance(QUIT_WITHIN_MS - 1);
    expect([problems, exits]).toEqual([['history'], ['killed']]);
  });

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
      bus: { settle: note('bus') },
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
    expect(order).toEqual(['bus', 'window', 'exports', 'connections', 'history', 'captures', 'quit']);
    expect([isWritten, exits, problems]).toEqual([true, [0], []]);
  });
});
