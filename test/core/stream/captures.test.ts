import { describe, expect, it } from 'vitest';
import { describeEvent } from '../../../src/core/events/sentence.ts';
import { runAttempt, type AttemptEnd } from '../../../src/core/stream/attempt.ts';
import { decodeMessage } from '../../../src/core/events/decode.ts';
import type { Transport } from '../../../src/core/stream/transport.ts';
import { CAPTURES, readCapture, type Capture } from '../../support/captures.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

function replay(capture: Capture, chunks: readonly Uint8Array[]): Transport {
  const headers = new Map(
    capture.head
      .split('\r\n')
      .slice(1)
      .map((line) => [
        line.slice(0, line.indexOf(':')).toLowerCase(),
        line.slice(line.indexOf(':') + 1).trim(),
      ]),
  );
  let next = 0;
  return () =>
    Promise.resolve({
      status: Number(capture.head.split(' ')[1]),
      header: (name) => headers.get(name),
      read: () => Promise.resolve(chunks[next++] ?? null),
      cancel: () => undefined,
    });
}

async function read(
  capture: Capture,
  chunks: readonly Uint8Array[],
): Promise<{ end: AttemptEnd; texts: string[] }> {
  const texts: string[] = [];
  const end = await runAttempt({
    url: 'http://127.0.0.1:8123/api/stream',
    headers: {},
    transport: replay(capture, chunks),
    clock: createVirtualClock(),
    onLive: () => undefined,
    onMessage: (text) => texts.push(text),
    onOversize: () => undefined,
    signal: new AbortController().signal,
  });
  return { end, texts };
}

describe.each(CAPTURES)('the stream of Home Assistant %s', (name) => {
  const capture = readCapture(name);

  it('is read whole: a ping first, then events that all decode and all have a sentence, then a clean end', async () => {
    const { end, texts } = await read(capture, capture.chunks);
    const decoded = texts.map(decodeMessage);
    expect(end.failure).toEqual({ code: 'ended' });
    expect(decoded[0]).toEqual({ kind: 'ping' });
    expect(decoded.filter(({ kind }) => kind === 'ping').length).toBeGreaterThanOrEqual(2);
    expect(decoded.filter(({ kind }) => kind === 'unparsed')).toEqual([]);
    const events = decoded.flatMap((message) => (message.kind === 'event' ? [message.event] : []));
    expect(events.length).toBe(new TextDecoder().decode(capture.body).split('data: {').length - 1);
    expect(events.filter((event) => describeEvent(event) === '')).toEqual([]);
    const text = JSON.stringify(events.filter(({ event_type }) => event_type === 'my_event'));
    expect(text).toContain('zoë ☃ 😀');
  });

  it('reads the same in one piece, byte by byte, and cut in two at every byte', async () => {
    const { texts } = await read(capture, capture.chunks);
    const { body } = capture;
    expect((await read(capture, [body])).texts).toEqual(texts);
    expect(
      (
        await read(
          capture,
          [...body].map((byte) => Uint8Array.of(byte)),
        )
      ).texts,
    ).toEqual(texts);
    const wanted = texts.join('\n');
    const different: number[] = [];
    for (let cut = 1; cut < body.length; cut += 1) {
      const again = await read(capture, [body.subarray(0, cut), body.subarray(cut)]);
      if (again.texts.join('\n') !== wanted) different.push(cut);
    }
    expect(different).toEqual([]);
  });
});
