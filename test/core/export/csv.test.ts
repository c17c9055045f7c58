import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsvCell } from '../../../src/core/export/csv.ts';

describe('toCsvCell', () => {
  it.each([
    ['plain', 'plain'],
    ['', ''],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['=1+1', "'=1+1"],
    ['+49 30', "'+49 30"],
    ['-3.5', '-3.5'],
    ['-3+cmd', "'-3+cmd"],
    ['-', "'-"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\tx', "'\tx"],
    ['\rx', '"\'\rx"'],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
    ['1=1', '1=1'],
  ])('%j', (text, cell) => {
    expect(toCsvCell(text)).toBe(cell);
  });

  it('can be read back, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const cell = toCsvCell(text);
        const inner = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
        expect(inner.replace(/^'(?=[=+\-@\t\r])/, '')).toBe(text.replace(/^'(?=[=+\-@\t\r])/, ''));
        expect(/^[=+\-@\t\r](?!\d*(?:\.\d+)?$)/.test(inner)).toBe(false);
      }),
    );
  });

  it('fits a cell of a spreadsheet, and says where it was cut', () => {
    expect(toCsvCell('x'.repeat(32_767))).toHaveLength(32_767);
    const cut = toCsvCell('x'.repeat(500_000));
    expect(cut).toHaveLength(32_767);
    expect(cut).toMatch(/^x+ \(cut here; an export as NDJSON has all of it\)$/);
  });
});
