import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toBodyFraming, type BodyFraming } from '../../src/node/body-framing.ts';

const CHUNKED = { 'transfer-encoding': 'chunked' };
const encode = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

/** What comes out of a body that comes in such pieces. */
function read(framing: BodyFraming, pieces: readonly Uint8Array[]): string {
  return pieces.map((piece) => Buffer.from(framing.push(piece)).toString('latin1')).join('');
}

function cutAt(bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] {
  const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [...ends, bytes.length].map((end, at) => bytes.slice(ends[at - 1] ?? 0, end));
}

describe('a chunked body', () => {
  const chunk = fc.record({
    data: fc.uint8Array({ minLength: 1, maxLength: 300 }),
    size: fc.constantFrom('lower', 'upper', 'padded'),
    extension: fc.constantFrom('', ';a', ' ; a="b;c"', '\t'),
  });

  it('is what its chunks are together, however it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(chunk, { maxLength: 20 }),
        fc.array(fc.nat(), { maxLength: 30 }),
        fc.constantFrom('', 'A: b\r\n', 'A: b\r\nC: d\r\n'),
        (chunks, cuts, trailers) => {
          const wire = chunks.map(({ data, size, extension }) => {
            const digits = data.length.toString(16);
            const shown = { lower: digits, upper: digits.toUpperCase(), padded: `000${digits}` }[size];
            return `${shown}${extension}\r\n${Buffer.from(data).toString('latin1')}\r\n`;
          });
          const framing = toBodyFraming(200, CHUNKED);
          const body = read(framing, cutAt(encode(`${wire.join('')}0\r\n${trailers}\r\nnot of it`), cuts));
          expect(body).toBe(chunks.map(({ data }) => Buffer.from(data).toString('latin1')).join(''));
          expect(framing.isComplete()).toBe(true);
        },
      ),
    );
  });

  it.each([
    ['no size', '\r\n'],
    ['a size that is no number', 'x\r\n'],
    ['a negative size', '-1\r\nx'],
    ['a size with 0x', '0x1\r\nx\r\n'],
    ['a size too large to count', `${'f'.repeat(14)}\r\n`],
    ['a line that ends in LF alone', '1\nx\r\n'],
    ['an extension that ends in LF alone', '1;a\nx\r\n'],
    ['CR without LF', '1\rx'],
    ['data longer than its size', '1\r\nxx\r\n'],
    ['an extension without end', `1;${'a'.repeat(20_000)}`],
    ['trailers without end', `0\r\n${'a: b\r\n'.repeat(5_000)}`],
    ['CR without LF at the end', '0\r\n\rx'],
  ])('is refused for %s', (_, wire) => {
    for (const pieces of [[encode(wire)], [...encode(wire)].map((byte) => Uint8Array.of(byte))]) {
      const framing = toBodyFraming(200, CHUNKED);
      expect(read(framing, pieces)).toMatch(/^x?$/);
      expect([framing.isMalformed(), framing.isComplete()]).toEqual([true, false]);
    }
  });

  it('is not complete before its last byte', () => {
    const framing = toBodyFraming(200, { 'transfer-encoding': 'gzip, Chunked' });
    expect(read(framing, [encode('2\r\nab\r\n0\r\n\r')])).toBe('ab');
    expect(framing.isComplete()).toBe(false);
    framing.push(encode('\n'));
    expect(framing.isComplete()).toBe(true);
  });
});

describe('other bodies', () => {
  it('end after their length', () => {
    const framing = toBodyFraming(200, { 'content-length': '3' });
    expect(read(framing, [encode('ab')])).toBe('ab');
    expect(framing.isComplete()).toBe(false);
    expect(read(framing, [encode('cd')])).toBe('c');
    expect(framing.isComplete()).toBe(true);
  });

  it.each([204, 304])('are none for %i', (status) => {
    expect(toBodyFraming(status, CHUNKED).isComplete()).toBe(true);
  });

  it('end with the connection where nothing says how long they are', () => {
    const framing = toBodyFraming(200, {});
    expect(read(framing, [encode('ab')])).toBe('ab');
    expect([framing.isComplete(), framing.endsWithConnection]).toEqual([false, true]);
  });
});
