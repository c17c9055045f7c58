import fc from 'fast-check';
import { createParser } from 'eventsource-parser';
import { describe, expect, it } from 'vitest';
import { createFrameGuard } from '../../../src/core/stream/frame-guard.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const LIMITS = { maxLineBytes: 64, maxEventBytes: 128 };

function guardText(chunks: readonly Uint8Array[], oversize: number[] = [], limits = LIMITS): string {
  const guard = createFrameGuard(
    { onOversize: () => undefined, onOversizeEnd: (bytes) => oversize.push(bytes) },
    limits,
  );
  return chunks.flatMap((chunk) => guard.push(chunk).map((piece) => decoder.decode(piece))).join('');
}

function cutAt(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  const chunks: Uint8Array[] = [];
  let start = 0;
  for (const end of [...ends, bytes.length]) {
    chunks.push(bytes.subarray(start, end));
    start = end;
  }
  return chunks;
}

describe('createFrameGuard', () => {
  it.each([
    ['a plain event goes through untouched', 'data: 1\n\n', 'data: 1\n\n'],
    ['CRLF and CR become LF', 'data: 1\r\n\r\ndata: 2\r\r', 'data: 1\n\ndata: 2\n\n'],
    ['several data lines stay together', 'data: a\ndata: b\n\n', 'data: a\ndata: b\n\n'],
    [
      'retry, id, event and comments are taken out',
      'retry: 0\nid: x\nevent: error\n:c\ndata: 1\n\n',
      'data: 1\n\n',
    ],
    ['a block without data vanishes', ': keep-alive\n\nid: 7\n\n', ''],
    ['data without a colon counts', 'data\n\n', 'data\n\n'],
    ['a longer field name is another field', 'database: 1\n\n', ''],
    ['one byte order mark at the start is taken off', '\ufeffdata: 1\n\n', 'data: 1\n\n'],
    ['a later one belongs to the field name', 'data: 1\n\n\ufeffdata: 2\n\n', 'data: 1\n\n'],
    ['blank lines alone are nothing', '\n\n\r\n\r\r', ''],
    ['an unfinished block is held', 'data: 1\n\ndata: 2\n', 'data: 1\n\n'],
  ])('%s', (_name, input, output) => {
    expect(guardText([encoder.encode(input)])).toBe(output);
    expect(guardText([...encoder.encode(input)].map((byte) => Uint8Array.of(byte)))).toBe(output);
  });

  it('leaves neighbouring plain blocks in one piece, which is not copied', () => {
    const guard = createFrameGuard({ onOversize: () => undefined });
    guard.push(encoder.encode('data: first\n\n'));
    const chunk = encoder.encode(
      'data: 1\n\ndata: 2\n\n: no\n\ndata: 3\n\nid: 4\ndata: 4\n\ndata: 5\n\ndata: ',
    );
    const pieces = guard.push(chunk);
    expect(pieces.map((piece) => decoder.decode(piece))).toEqual([
      'data: 1\n\ndata: 2\n\n',
      'data: 3\n\n',
      'data: 4\n\n',
      'data: 5\n\n',
    ]);
    expect(pieces.map(({ buffer }) => buffer === chunk.buffer)).toEqual([true, true, false, true]);
  });

  it('drops an endless line, tells its size once, and goes on with the next event', () => {
    const oversize: number[] = [];
    const chunks = Array.from({ length: 50 }, () => encoder.encode('x'.repeat(10)));
    const text = guardText(
      [encoder.encode('data: '), ...chunks, encoder.encode('\n\ndata: ok\n\n')],
      oversize,
    );
    expect(text).toBe('data: ok\n\n');
    expect(oversize).toEqual([506]);
  });

  it('drops an event of too many short lines', () => {
    const oversize: number[] = [];
    expect(guardText([encoder.encode(`${'data: 1234567890\n'.repeat(20)}\ndata: ok\n\n`)], oversize)).toBe(
      'data: ok\n\n',
    );
    expect(oversize).toHaveLength(1);
  });

  it('holds no more than one block and a bounded number of pieces of it', () => {
    const guard = createFrameGuard(
      { onOversize: () => undefined },
      { maxLineBytes: 100_000, maxEventBytes: 100_000 },
    );
    for (let i = 0; i < 50_000; i += 1) guard.push(Uint8Array.of(0x61));
    expect(guard.push(encoder.encode('\n\n'))).toEqual([]);
  });

  const line = fc.oneof(
    fc.string({ maxLength: 12 }).map((text) => `data: ${text.replace(/[\r\n]/g, '')}`),
    fc.constantFrom('', ':c', 'id: 1', 'event: error', 'retry: 1', 'data', 'data:', 'datax: 1', 'data: ☃😀'),
  );
  const streamText = fc
    .array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 30 })
    .map((lines) => lines.map(([text, end]) => text + end).join(''));

  it('says the same as the standard parser, cut anywhere', () => {
    fc.assert(
      fc.property(streamText, fc.array(fc.nat(), { maxLength: 20 }), (text, cuts) => {
        const wanted = parse(text);
        const guarded = guardText(cutAt(encoder.encode(text), cuts), [], {
          maxLineBytes: 1e6,
          maxEventBytes: 1e6,
        });
        expect(parse(guarded)).toEqual(wanted);
      }),
      { numRuns: 500 },
    );
  });
});

/** The data of all events in a whole text. */
function parse(text: string): string[] {
  const data: string[] = [];
  const parser = createParser({ onEvent: (event) => data.push(event.data) });
  parser.feed(text);
  // A lone CR at the very end is a line end; the parser waits for the LF that might follow.
  if (text.endsWith('\r')) parser.feed('\n');
  return data;
}
