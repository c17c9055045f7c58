import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { highlightSpans } from '../../../src/core/query/highlight-spans.ts';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { createSeededRandom } from '../../../src/demo/house/seeded-random.ts';
import { drawQueryText } from '../../fuzz/generators/query-text.ts';

function show(text: string): string {
  const parsed = parseQuery(text, { now: 0 });
  return highlightSpans(text, parsed.ok ? null : parsed.error)
    .map(({ kind, from, to, isWrong }) => `${isWrong ? '!' : ''}${kind}<${text.slice(from, to)}>`)
    .join('');
}

describe('highlightSpans', () => {
  it.each([
    ['', ''],
    ['hall', 'word<hall>'],
    ['type:a -b', 'field<type:>value<a>blank< >operator<->word<b>'],
    ['to:[1 TO 2] OR "x y"', 'field<to:>value<[1 TO 2]>blank< >operator<OR>blank< >word<"x y">'],
    ['type:(a OR /b/)', 'field<type:>operator<(>value<a>blank< >operator<OR>blank< >value</b/>operator<)>'],
    ['tpye:a b', '!field<tpye:>value<a>blank< >word<b>'],
    ['a "b', 'word<a>blank< >!word<"b>'],
    ['to:/a b', 'field<to:>!value</a b>'],
  ])('%s', (text, shown) => {
    expect(show(text)).toBe(shown);
  });

  it('covers any text without a hole', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const text = drawQueryText(createSeededRandom(seed));
        const parsed = parseQuery(text, { now: 0 });
        const spans = highlightSpans(text, parsed.ok ? null : parsed.error);
        expect(spans.map(({ from, to }) => text.slice(from, to)).join('')).toBe(text);
        expect(spans.some(({ isWrong }) => isWrong)).toBe(!parsed.ok);
      }),
      { numRuns: 600 },
    );
  });
});
