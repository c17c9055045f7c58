import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markWords, toMarkWords } from '../../../src/core/view/mark-words.ts';

const show = (text: string, highlight: string): string =>
  markWords(text, toMarkWords(highlight))
    .map((piece) => (piece.marked ? `[${piece.text}]` : piece.text))
    .join('');

describe('markWords', () => {
  it.each([
    ['Hall light turned on', 'hall', '[Hall] light turned on'],
    ['Hall light turned on', 'on LIGHT', 'Hall [light] turned [on]'],
    ['light.hall', 'all ha', 'light.[hall]'],
    ['aaaa', 'aa', '[aaaa]'],
    ['Hall', '', 'Hall'],
    ['', 'x', ''],
    // Its lower case is longer than it is, so places would not fit.
    ['İstanbul', 'stan', 'İstanbul'],
  ])('%j with %j is %j', (text, highlight, expected) => {
    expect(show(text, highlight)).toBe(expected);
  });

  it('never changes the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.array(fc.string({ minLength: 1, maxLength: 3 })),
        (text, words) => {
          const pieces = markWords(text, toMarkWords(words.join(' ')));
          expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        },
      ),
    );
  });
});
