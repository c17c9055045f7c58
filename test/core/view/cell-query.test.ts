import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { excludeTerm, includeTerm, onlyTerm } from '../../../src/core/view/cell-query.ts';
import { toCellTerm, type CellTerm } from '../../../src/core/view/cell-terms.ts';
import type { ColumnName } from '../../../src/core/view/columns.ts';
import { makeRow } from './make-row.ts';

const hall: CellTerm = { kind: 'facet', facet: 'entity', value: 'light.hall', label: '' };
const words: CellTerm = { kind: 'words', value: 'Hall light "on"', label: '' };

describe('a cell as part of a query', () => {
  it.each([
    ['only', onlyTerm(hall), 'entity:light.hall'],
    ['too', includeTerm('type:state_changed', hall), 'type:state_changed entity:light.hall'],
    ['as an alternative', includeTerm('entity:light.stairs', hall), 'entity:(light.stairs OR light.hall)'],
    ['hidden', excludeTerm('type:state_changed', hall), 'type:state_changed -entity:light.hall'],
    ['hidden, that was asked for', excludeTerm('entity:light.hall', hall), '-entity:light.hall'],
    ['words', onlyTerm(words), '"Hall light \\"on\\""'],
    ['one word', onlyTerm({ ...words, value: 'doorbell' }), '"doorbell"'],
    ['words to hide', excludeTerm('a OR b', words), '( a OR b ) -"Hall light \\"on\\""'],
    ['words twice', includeTerm(onlyTerm(words), words), onlyTerm(words)],
  ])('%s', (_name, text, expected) => {
    expect(text).toBe(expected);
  });

  it('is always a query that can be read, whatever stands in the row', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 100 }),
      fc.constantFrom('"', '\\', 'AND', '*', '/x/', 'a..b', '-', '> 5'),
    );
    const column = fc.constantFrom<ColumnName>('time', 'server', 'type', 'subject', 'text', 'origin');
    fc.assert(
      fc.property(text, text, column, (value, serverName, name) => {
        const row = makeRow(1, { type: value, subject: value, text: value, origin: value });
        const term = toCellTerm(row, name, { serverName, now: row.at });
        if (term === null) return;
        for (const query of ['', 'type:a', 'a OR b', '( x )']) {
          expect(parseQuery(includeTerm(query, term), { now: row.at })).toMatchObject({ ok: true });
          expect(parseQuery(excludeTerm(query, term), { now: row.at })).toMatchObject({ ok: true });
        }
      }),
      { numRuns: 500 },
    );
  });
});
