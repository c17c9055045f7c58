import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTextStore, readKeptText } from '../../src/core/text-store.ts';

describe('createTextStore', () => {
  it('gives every text back as it was, whatever came between', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 200 });
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 50 }),
        fc.integer({ min: 1, max: 300 }),
        (texts, blockBytes) => {
          const store = createTextStore(blockBytes);
          const kept = texts.map((each) => store.keep(each));
          expect(kept.map(readKeptText)).toEqual(texts);
        },
      ),
    );
  });

  it('keeps a byte order mark, and a text larger than a block', () => {
    const store = createTextStore(16);
    for (const text of ['\ufeff{}', '☃'.repeat(1_000)]) expect(readKeptText(store.keep(text))).toBe(text);
  });

  it('puts many texts into one block', () => {
    const store = createTextStore(1_000);
    const blocks = new Set(Array.from({ length: 100 }, () => store.keep('abc').block));
    expect(blocks.size).toBe(1);
  });
});
