import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/core/limits.ts';
import type { Patience } from '../../../src/core/stream/gathered-body.ts';
import { playByHand, type Stage } from '../../support/play-by-hand.ts';

interface Gathering {
  readonly stage: Stage;
  /** What was asked about, and `-` for each time all was handed out. */
  readonly asked: string[];
  /** Somebody wants all. */
  want(): void;
  readonly listeners: ReadonlySet<() => void>;
}

/** A stream whose messages may wait, but for those with an exclamation mark. */
async function gather(): Promise<Gathering> {
  const asked: string[] = [];
  const listeners = new Set<() => void>();
  const patience: Patience = {
    mayWait(messages) {
      const text = new TextDecoder().decode(messages);
      asked.push(text);
      return !text.includes('!');
    },
    onWanted(fn) {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
    handingOut: () => asked.push('+'),
    handedOut: () => asked.push('-'),
  };
  const stage = playByHand({ patience });
  await stage.send('data: ping\n\n');
  return { stage, asked, want: () => listeners.forEach((listener) => listener()), listeners };
}

describe('messages nobody waits for', () => {
  it('stay together for a while and keep the times at which they came', async () => {
    const { stage, asked } = await gather();
    expect(stage.said).toEqual(['ping']);
    for (const text of ['a', 'b', 'c']) {
      await stage.send(`data: ${text}\n\n`);
      await stage.clock.advance(100);
    }
    expect(stage.said).toEqual(['ping']);
    await stage.clock.advance(LIMITS.gatherMs - 300);
    expect(stage.said).toEqual(['ping', 'a', 'b', 'c']);
    expect(stage.bytes).toEqual([null, 'a', 'b', 'c']);
    expect(stage.times).toEqual([0, 0, 100, 200]);
    expect(asked).toEqual(['data: a\n\n', 'data: b\n\n', 'data: c\n\n', '+', '-']);
    await stage.send('data: d\n\n');
    expect(stage.said).toHaveLength(4);
    stage.stop();
  });

  it('go before one that somebody waits for, at once', async () => {
    const { stage } = await gather();
    await stage.send('data: a\n\n');
    await stage.send('data: ring!\n\n');
    expect(stage.said).toEqual(['ping', 'a', 'ring!']);
    await stage.send('data: b\n\n');
    expect(stage.said).toHaveLength(3);
    await stage.clock.advance(LIMITS.gatherMs);
    expect(stage.said).toEqual(['ping', 'a', 'ring!', 'b']);
    stage.stop();
  });

  it('come out when somebody wants them', async () => {
    const { stage, want } = await gather();
    await stage.send('data: a\n\n');
    want();
    want();
    await stage.clock.advance(0);
    expect(stage.said).toEqual(['ping', 'a']);
    stage.stop();
  });

  it('do not wait when they are many', async () => {
    const { stage } = await gather();
    const text = 'x'.repeat(LIMITS.maxGatheredBytes / 2);
    await stage.send(`data: ${text}\n\n`);
    expect(stage.said).toEqual(['ping']);
    await stage.send(`data: ${text}\n\n`);
    expect(stage.said).toEqual(['ping', text, text]);
    stage.stop();
  });

  it.each([
    ['a half one', ['data: a\n\ndata: h', 'alf\n\n'], ['a', 'half']],
    ['the rest of one', ['data: h', 'alf\n\n', 'data: b\n\n'], ['half']],
    ['lines that end otherwise', ['data: a\r\n\r\n', 'data: b\r\n\r\n'], ['a', 'b']],
  ])('are whole ones: never %s', async (_name, chunks, said) => {
    const { stage } = await gather();
    for (const chunk of chunks) await stage.send(chunk);
    expect(stage.said).toEqual(['ping', ...said]);
    stage.stop();
  });

  it('are not lost when a person stops, and nothing of them stays behind', async () => {
    const { stage, listeners } = await gather();
    await stage.send('data: a\n\n');
    await stage.send('data: b\n\n');
    expect(listeners.size).toBe(1);
    stage.stop();
    expect((await stage.end).failure.code).toBe('closed');
    expect(stage.said).toEqual(['ping', 'a', 'b']);
    expect(listeners.size).toBe(0);
    expect(stage.clock.timers).toBe(0);
  });

  it('are not lost when the server ends the stream, and come before its end', async () => {
    const { stage } = await gather();
    await stage.send('data: a\n\n');
    const before = stage.clock.now();
    await stage.clock.advance(50);
    await stage.close();
    const { failure, lastByteAt } = await stage.end;
    expect([failure.code, lastByteAt]).toEqual(['ended', before]);
    expect(stage.said).toEqual(['ping', 'a']);
  });
});
