import { describe, expect, it } from 'vitest';
import { createQueue } from '../../src/core/one-at-a-time.ts';
import { unlessAborted } from '../../src/core/unless-aborted.ts';

describe('createQueue', () => {
  it('runs one after another, also after one that failed, and refuses what is too much', async () => {
    const queue = createQueue(3);
    const order: string[] = [];
    const job =
      (name: string, fails = false) =>
      async (): Promise<string> => {
        order.push(`${name} begins`);
        await Promise.resolve();
        order.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      };
    const outcomes = [
      queue.run(job('a')),
      queue.run(job('b', true)),
      queue.run(job('c')),
      queue.run(job('d')),
    ];
    expect(await Promise.allSettled(outcomes)).toMatchObject([
      { value: 'a' },
      { status: 'rejected' },
      { value: 'c' },
      { value: null },
    ]);
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
    expect(await queue.run(job('e'))).toBe('e');
  });
});

describe('unlessAborted', () => {
  it('gives the value, the error, or null for whichever comes first', async () => {
    const abort = new AbortController();
    const never = new Promise<string>(() => undefined);
    expect(await unlessAborted(Promise.resolve('value'), abort.signal)).toBe('value');
    await expect(unlessAborted(Promise.reject(new Error('no')), abort.signal)).rejects.toThrow('no');
    const waiting = unlessAborted(never, abort.signal);
    abort.abort();
    expect(await waiting).toBeNull();
  });
});
