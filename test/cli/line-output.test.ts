import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { createLineOutput, MAX_WAITING_LINES } from '../../src/cli/line-output.ts';
import type { Clock } from '../../src/core/clock.ts';

/** A stream whose reader can stand still. */
class Pipe extends EventEmitter {
  written = '';
  held = '';
  stuck = false;
  get writableLength(): number {
    return this.held.length;
  }
  write(text: string): boolean {
    if (this.stuck) this.held += text;
    else this.written += text;
    return !this.stuck;
  }
  readAll(): void {
    this.stuck = false;
    this.written += this.held;
    this.held = '';
    this.emit('drain');
  }
  fail(code: string): void {
    this.emit('error', Object.assign(new Error('secret text'), { code }));
  }
}

/** Time that passes only by being waited for. */
function createClock(onWait: (now: number) => void = () => undefined): Omit<Clock, 'every'> {
  let now = 0;
  return {
    now: () => now,
    monotonic: () => now,
    after(delayMs, fn) {
      queueMicrotask(() => {
        now += delayMs;
        onWait(now);
        fn();
      });
      return () => undefined;
    },
  };
}

function open(clock = createClock()) {
  const stream = new Pipe();
  const closed: (string | null)[] = [];
  const output = createLineOutput({
    stream,
    clock,
    toDroppedLine: (count) => `dropped ${String(count)}`,
    onClosed: (code) => closed.push(code),
  });
  return { stream, output, closed };
}

describe('createLineOutput', () => {
  it('writes at once to a reader that keeps up', () => {
    const { stream, output } = open();
    output.write('a');
    output.writeAlways('b');
    expect(stream.written).toBe('a\nb\n');
  });

  it('keeps the order while the reader is slow', () => {
    const { stream, output } = open();
    stream.stuck = true;
    for (const line of ['a', 'b', 'c']) output.write(line);
    expect(stream.held).toBe('a\n');
    stream.readAll();
    output.write('d');
    expect(stream.written).toBe('a\nb\nc\nd\n');
  });

  it('drops beyond the bound, says how many and where, and never a rare line', () => {
    const { stream, output } = open();
    stream.stuck = true;
    const many = MAX_WAITING_LINES + 50;
    for (let line = 0; line < many; line++) output.write(String(line));
    output.writeAlways('state');
    output.write('late');
    expect(output.dropped).toBe(50);
    stream.readAll();
    const lines = stream.written.trimEnd().split('\n');
    expect(lines.slice(-3)).toEqual(['dropped 49', 'state', 'dropped 1']);
    expect(lines).toHaveLength(MAX_WAITING_LINES + 1 + 3);
  });

  it('drops by size as well', () => {
    const { stream, output } = open();
    stream.stuck = true;
    const big = 'x'.repeat(1_048_576);
    for (let line = 0; line < 20; line++) output.write(big);
    expect(output.dropped).toBe(3);
  });

  it.each([
    ['EPIPE', null],
    ['ENOSPC', 'ENOSPC'],
  ])('tells of %s once and is silent afterwards', async (code, told) => {
    const { stream, output, closed } = open();
    stream.stuck = true;
    output.write('a');
    stream.fail(code);
    stream.fail(code);
    output.write('b');
    output.writeAlways('c');
    expect(closed).toEqual([told]);
    expect(stream.held).toBe('a\n');
    await expect(output.flush(1_000)).resolves.toBe(true);
  });

  it('waits at the end for a reader that goes on reading', async () => {
    const pipe: Pipe[] = [];
    const { stream, output } = open(
      createClock((now) => {
        if (now >= 500) pipe[0]?.readAll();
      }),
    );
    pipe.push(stream);
    stream.stuck = true;
    output.write('a');
    output.write('b');
    await expect(output.flush(1_000)).resolves.toBe(true);
    expect(stream.written).toBe('a\nb\n');
  });

  it('gives a reader up that stands still', async () => {
    const { stream, output } = open();
    stream.stuck = true;
    output.write('a');
    await expect(output.flush(1_000)).resolves.toBe(false);
  });
});
