import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { quoteValue } from '../../../src/core/query/quote-value.ts';
import { printQuery } from '../../support/print-query.ts';
import { arbitraryQuery } from './support/query-arbitraries.ts';

describe('printQuery', () => {
  it('writes what is read as the same query', () => {
    fc.assert(
      fc.property(arbitraryQuery, (root) => {
        const text = printQuery(root);
        expect(parseQuery(text, { now: 0 })).toEqual({ ok: true, text, root });
      }),
      { numRuns: 600 },
    );
  });
});

describe('quoteValue', () => {
  it.each([
    ['light.hall', 'light.hall'],
    ['21.5', '21.5'],
    ['-3', '-3'],
    ['2026-11-21T07:00:00+00:00', '2026-11-21T07:00:00+00:00'],
    ['not home', '"not home"'],
    ['light.*', '"light.*"'],
    ['1..2', '"1..2"'],
    ['OR', '"OR"'],
    ['>5', '">5"'],
    ['say "hi"', '"say \\"hi\\""'],
    ['C:\\x', '"C:\\\\x"'],
    ['', '""'],
  ])('%j becomes %j', (value, text) => {
    expect(quoteValue(value)).toBe(text);
  });

  it('keeps any value as it is', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 200, unit: 'binary' }), (value) => {
        const parsed = parseQuery(`to:${quoteValue(value)}`, { now: 0 });
        expect(parsed).toMatchObject({
          ok: true,
          root: { kind: 'facet', facet: 'to', test: { kind: 'is', value: value.toLowerCase() } },
        });
      }),
      { numRuns: 600 },
    );
  });
});
