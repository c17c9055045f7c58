import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/core/limits.ts';
import { runAttempt, type AttemptEnd } from '../../../src/core/stream/attempt.ts';
import { createVirtualClock, settle, type VirtualClock } from '../../support/virtual-clock.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

interface Stage {
  readonly clock: VirtualClock;
  /** What came out, in order: texts, and the sizes of what was too large. */
  readonly said: string[];
  /** Bytes of each message as they were handed out with it. */
  readonly bytes: (string | null)[];
  readonly pulls: () => number;
  send(text: string | Uint8Array): Promise<void>;
  readonly end: Promise<AttemptEnd>;
  isOver(): boolean;
  stop(): void;
}

/** An attempt whose body is sent by hand. */
function play(readyToRead?: () => Promise<void> | null): Stage {
  const clock = createVirtualClock();
  const said: string[] = [];
  const bytes: (string | null)[] = [];
  const sent: Uint8Array[] = [];
  const stopping = new AbortController();
  let pulls = 0;
  let wanted: ((chunk: Uint8Array | null) => void) | null = null;
  let over = false;
  function deliver(): void {
    const chunk = wanted === null ? undefined : sent.shift();
    if (chunk === undefined || wanted === null) return;
    const give = wanted;
    wanted = null;
    give(chunk);
  }
  const end = runAttempt({
    url: 'http://127.0.0.1:8123/api/stream',
    headers: {},
    transport: () =>
      Promise.resolve({
        status: 200,
        header: (name) => (name === 'content-type' ? 'text/event-stream' : undefined),
        read: () =>
          new Promise((resolve) => {
            pulls += 1;
            wanted = resolve;
            deliver();
          }),
        cancel: () => wanted?.(null),
      }),
    clock,
    onLive: () => undefined,
    onMessage(text, ofText) {
      said.push(text);
      bytes.push(ofText === null ? null : decoder.decode(ofText));
    },
    onOversize: (size) => said.push(`more than ${String(size)}`),
    onOversizeEnd: (size) => said.push(`${String(size)} in all`),
    ...(readyToRead === undefined ? {} : { readyToRead }),
    signal: stopping.signal,
  }).finally(() => (over = true));
  return {
    clock,
    said,
    bytes,
    pulls: () => pulls,
    async send(text) {
      sent.push(typeof text === 'string' ? encoder.encode(text) : text);
      deliver();
      await settle();
    },
    end,
    isOver: () => over,
    stop() {
      stopping.abort();
    },
  };
}

describe('the bytes of a message', () => {
  it('are those of its text, wherever blocks are left as they came', async () => {
    const stage = play();
    await stage.send('data: first\n\n');
    await stage.send('data: a☃\n\ndata:b\n\n: nothing\n\ndata\n\ndata: \ufeffc\n\ndata: half');
    await stage.send('\n\ndata: d\ndata: e\n\ndata:  f\r\n\r\ndata: g\n\n');
    stage.stop();
    expect(stage.said).toEqual(['first', 'a☃', 'b', '', '\ufeffc', 'half', 'd\ne', ' f', 'g']);
    expect(stage.bytes).toEqual([null, 'a☃', 'b', '', '\ufeffc', 'half', null, null, 'g']);
  });
});

describe('a block that never ends', () => {
  it('is told when it crosses a limit, once, and again with its size when it ends', async () => {
    const stage = play();
    const piece = 'x'.repeat(400_000);
    await stage.send('data: ok\n\ndata: ');
    for (let count = 0; count < 5; count += 1) await stage.send(piece);
    expect(stage.said).toEqual(['ok', 'more than 1200006']);
    await stage.send('\n\ndata: on\n\n');
    expect(stage.said).toEqual(['ok', 'more than 1200006', '2000006 in all', 'on']);
    stage.stop();
  });
});

describe('readyToRead', () => {
  it('lets the stream wait before each pull but the first, and silence does not count meanwhile', async () => {
    let open: () => void = () => undefined;
    let asked = 0;
    const stage = play(() => {
      asked += 1;
      return asked === 2 ? new Promise((resolve) => (open = resolve)) : null;
    });
    await settle();
    expect([asked, stage.pulls()]).toEqual([0, 1]);
    await stage.send('data: a\n\n');
    await stage.send('data: b\n\n');
    expect([asked, stage.pulls(), stage.said]).toEqual([2, 2, ['a', 'b']]);
    await stage.clock.advance(3 * LIMITS.silenceMs);
    expect([stage.pulls(), stage.isOver()]).toEqual([2, false]);
    open();
    await stage.send('data: c\n\n');
    expect(stage.said).toEqual(['a', 'b', 'c']);
    await stage.clock.advance(LIMITS.silenceMs + 1);
    expect((await stage.end).failure.code).toBe('silent');
  });

  it('does not stop a stream when it fails', async () => {
    const stage = play(() => Promise.reject(new Error('no disk')));
    for (const text of ['a', 'b', 'c']) await stage.send(`data: ${text}\n\n`);
    expect(stage.said).toEqual(['a', 'b', 'c']);
    stage.stop();
    expect((await stage.end).failure.code).toBe('closed');
  });

  it('holds up nobody who stops', async () => {
    const stage = play(() => new Promise(() => undefined));
    await stage.send('data: a\n\n');
    stage.stop();
    expect((await stage.end).failure.code).toBe('closed');
  });
});
