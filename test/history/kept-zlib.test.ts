import fc from 'fast-check';
import { createDeflateRaw, createInflateRaw, deflateRawSync, inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createKeptZlib, type KeptZlib } from '../../src/history/kept-zlib.ts';

const NONE = new Uint8Array();
const WORDS = ['{"event_type": "state_changed"', '"entity_id": "light.hall"', 'on', 'off', '21.5', 'é', '}'];
const DICTIONARIES = [NONE, toBytes(WORDS.join(', ')), toBytes('light.hall light.desk')];

function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function createInflater(): KeptZlib {
  return createKeptZlib(createInflateRaw, inflateRawSync);
}

function createDeflater(): KeptZlib {
  return createKeptZlib(createDeflateRaw, deflateRawSync, { level: 3, memLevel: 7 });
}

describe('kept zlib', () => {
  it('gives for piece after piece what zlib gives for each, whatever their dictionaries', () => {
    const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 20_000 }).map((words) => words.join(', '));
    const piece = fc.tuple(fc.oneof(text.map(toBytes), fc.uint8Array()), fc.constantFrom(...DICTIONARIES));
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
        const deflater = createDeflater();
        const inflater = createInflater();
        for (const [bytes, dictionary] of pieces) {
          const options = dictionary.length === 0 ? {} : { dictionary };
          const deflated = deflater.run(bytes, dictionary).slice();
          expect(inflateRawSync(deflated, options).equals(bytes)).toBe(true);
          expect(Buffer.from(inflater.run(deflated, dictionary)).equals(bytes)).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('makes one stream for all pieces with the same dictionary', () => {
    let made = 0;
    const inflater = createKeptZlib((options) => {
      made += 1;
      return createInflateRaw(options);
    }, inflateRawSync);
    const [, first = NONE, second = NONE] = DICTIONARIES;
    const inflate = (dictionary: Uint8Array): string =>
      Buffer.from(inflater.run(deflateRawSync('light.hall on', { dictionary }), dictionary)).toString();
    for (const dictionary of [first, first, second, second, first]) {
      expect(inflate(dictionary)).toBe('light.hall on');
    }
    expect(made).toBe(3);
  });

  it('fails as zlib does on damaged and on cut bytes, and goes on', () => {
    const inflater = createInflater();
    const whole = deflateRawSync('light.hall '.repeat(100));
    for (const [bytes, code] of [
      [Uint8Array.of(7, 1, 2, 3), 'Z_DATA_ERROR'],
      [whole.subarray(0, -3), 'Z_BUF_ERROR'],
      [NONE, 'Z_BUF_ERROR'],
    ] as const) {
      expect(() => inflater.run(bytes, NONE)).toThrow(expect.objectContaining({ code }) as Error);
      expect(inflater.run(whole, NONE)).toHaveLength(1_100);
    }
  });

  it('does without kept streams where they are made otherwise', () => {
    const inflater = createKeptZlib(() => ({}), inflateRawSync);
    expect(Buffer.from(inflater.run(deflateRawSync('on'), NONE)).toString()).toBe('on');
  });
});
