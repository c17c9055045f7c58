import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/core/limits.ts';
import { playByHand } from '../../support/play-by-hand.ts';
import { settle } from '../../support/virtual-clock.ts';

describe('the texts of messages', () => {
  it('are what the blocks say, however they are written and cut', async () => {
    const stage = playByHand();
    await stage.send('data: first\n\n');
    await stage.send('data: a☃\n\ndata:b\n\n: nothing\n\ndata\n\ndata: \ufeffc\n\ndata: half');
    await stage.send('\n\ndata: d\ndata: e\n\ndata:  f\r\n\r\ndata: g\n\n');
    stage.stop();
    expect(stage.said).toEqual(['first', 'a☃', 'b', '', '\ufeffc', 'half', 'd\ne', ' f', 'g']);
  });
});

describe('a block that never ends', () => {
  it('is told when it crosses a limit, once, and again with its size when it ends', async () => {
    const stage = playByHand();
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
    const stage = playByHand({
      readyToRead: () => {
        asked += 1;
        return asked === 2 ? new Promise((resolve) => (open = resolve)) : null;
      },
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
    const stage = playByHand({ readyToRead: () => Promise.reject(new Error('no disk')) });
    for (const text of ['a', 'b', 'c']) await stage.send(`data: ${text}\n\n`);
    expect(stage.said).toEqual(['a', 'b', 'c']);
    stage.stop();
    expect((await stage.end).failure.code).toBe('closed');
  });

  it('holds up nobody who stops', async () => {
    const stage = playByHand({ readyToRead: () => new Promise(() => undefined) });
    await stage.send('data: a\n\n');
    stage.stop();
    expect((await stage.end).failure.code).toBe('closed');
  });
});

describe('the time of a message', () => {
  it('is that of its last byte', async () => {
    const stage = playByHand();
    await stage.send('data: a\n\ndata: b');
    await stage.clock.advance(300);
    await stage.send('c\n\n');
    stage.stop();
    expect([stage.said, stage.times]).toEqual([
      ['a', 'bc'],
      [0, 300],
    ]);
  });
});
