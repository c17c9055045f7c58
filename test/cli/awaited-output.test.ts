import { describe, expect, it } from 'vitest';
import { createAwaitedOutput, type AwaitedStream } from '../../src/cli/awaited-output.ts';
import { settle } from '../support/virtual-clock.ts';

class FakeStream implements AwaitedStream {
  text = '';
  isSlow = false;
  throws: unknown = null;
  readonly #on = new Map<string, (error: Error) => void>();

  write(text: string, written?: () => void): boolean {
    if (this.throws !== null) throw this.throws as Error;
    this.text += text;
    if (written !== undefined && !this.isSlow) written();
    return !this.isSlow;
  }
  on(name: string, fn: (error: Error) => void): void {
    this.#on.set(name, fn);
  }
  emit(name: string, code = ''): void {
    this.#on.get(name)?.(Object.assign(new Error(code), { code }));
  }
}

async function isDone(promise: Promise<void>): Promise<boolean> {
  let done = false;
  void promise.then(() => (done = true));
  await settle();
  return done;
}

const never = new AbortController().signal;

describe('awaited output', () => {
  it('waits for a slow reader', async () => {
    const stream = new FakeStream();
    const output = createAwaitedOutput(stream, never);
    await output.write('a');
    stream.isSlow = true;
    const writing = output.write('b');
    expect(await isDone(writing)).toBe(false);
    stream.emit('drain');
    expect(await isDone(writing)).toBe(true);
    expect(stream.text).toBe('ab');
  });

  it.each(['EPIPE', 'ERR_STREAM_DESTROYED'])('ends quietly by %s, also while it waits', async (code) => {
    const stream = new FakeStream();
    stream.isSlow = true;
    const output = createAwaitedOutput(stream, never);
    const writing = output.write('a');
    stream.emit('error', code);
    expect(await isDone(writing)).toBe(true);
    expect(output.signal.aborted).toBe(true);
    await output.write('b');
    await output.end();
    expect(stream.text).toBe('a');
  });

  it('tells why it failed, also where a write throws', async () => {
    const stream = new FakeStream();
    stream.throws = Object.assign(new Error('full'), { code: 'ENOSPC' });
    const output = createAwaitedOutput(stream, never);
    await output.write('a');
    expect(output.signal.aborted).toBe(true);
    await expect(output.end()).rejects.toThrow('could not be written (ENOSPC)');
  });

  it('gives up when it is asked to', async () => {
    const stream = new FakeStream();
    stream.isSlow = true;
    const asked = new AbortController();
    const output = createAwaitedOutput(stream, asked.signal);
    const writing = output.write('a');
    asked.abort();
    expect(await isDone(writing)).toBe(true);
    await output.end();
  });
});
