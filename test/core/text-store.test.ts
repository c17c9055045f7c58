import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTextStore, readKeptText, type KeptText } from '../../src/core/text-store.ts';

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

  it('writes over released texts only, and makes no new blocks in a flood', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 40 }), { maxLength: 300 }),
        fc.integer({ min: 1, max: 20 }),
        (texts, alive) => {
          const store = createTextStore(150);
          const window: { text: string; place: KeptText }[] = [];
          for (const text of texts) {
            const place =
              window.length % 2 === 0 ? store.keep(text) : store.keepBytes(new TextEncoder().encode(text));
            window.push({ text, place });
            const oldest = window.length > alive ? window.shift() : undefined;
            if (oldest !== undefined) store.release(oldest.place);
            expect(window.map((each) => readKeptText(each.place))).toEqual(window.map((each) => each.text));
          }
        },
      ),
    );
    const store = createTextStore(100);
    const blocks = new Set(
      Array.from({ length: 1_000 }, () => {
        const place = store.keepBytes(new Uint8Array(30));
        store.release(place);
        return place.block;
      }),
    );
    expect(blocks.size).toBeLessThan(4);
  });
});
