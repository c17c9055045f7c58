import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLines } from '../../src/node/read-lines.ts';
import { createTemporaryFolder } from '../main/support/temporary-folder.ts';

async function read(bytes: Uint8Array, maxLineBytes = 1_000_000): Promise<(string | null)[]> {
  const path = join(createTemporaryFolder(), 'file');
  writeFileSync(path, bytes);
  const lines: (string | null)[] = [];
  for await (const batch of readLines(path, { maxLineBytes, signal: new AbortController().signal })) {
    lines.push(...batch.lines);
  }
  return lines;
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('readLines', () => {
  it.each([
    ['', []],
    ['a', ['a']],
    ['a\n', ['a']],
    ['a\n\nb', ['a', '', 'b']],
    ['\n', ['']],
    ['a\r\nb', ['a\r', 'b']],
    ['é\n家', ['é', '家']],
  ])('%j', async (text, lines) => {
    expect(await read(encode(text))).toEqual(lines);
  });

  it('passes over what is too long, and no more', async () => {
    const text = `short\n${'x'.repeat(11)}\n${'y'.repeat(10)}\n${'z'.repeat(20)}`;
    expect(await read(encode(text), 10)).toEqual(['short', null, 'y'.repeat(10), null]);
  });

  it('joins lines over the borders of its pieces', async () => {
    const lines = Array.from(
      { length: 40 },
      (_, index) => `${'é'.repeat(9_000 + index * 7)}${String(index)}`,
    );
    expect(await read(encode(lines.join('\n')))).toEqual(lines);
  });

  it('gives back any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' })), async (parts) => {
        const lines = parts.map((part) => part.replaceAll('\n', ' '));
        expect(await read(encode(lines.map((line) => `${line}\n`).join('')))).toEqual(lines);
      }),
      { numRuns: 30 },
    );
  });

  it('ends when it is told to, and says how far it is', async () => {
    const path = join(createTemporaryFolder(), 'file');
    writeFileSync(path, 'x\n'.repeat(500_000));
    const ending = new AbortController();
    const reached: number[] = [];
    for await (const { bytesRead } of readLines(path, { maxLineBytes: 10, signal: ending.signal })) {
      reached.push(bytesRead);
      ending.abort();
    }
    expect(reached).toEqual([262_144]);
  });
});
