import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchFuzzy, rankFuzzy, toPieces } from '../../../src/core/view/fuzzy.ts';

const TITLES = [
  'Go to Events',
  'Go to Notifications',
  'Go to Settings',
  'Export as CSV',
  'Export as NDJSON',
  'Follow the newest event',
  'Pause the list',
  'Größe der Lüftung',
];

function best(needle: string): string | undefined {
  return rankFuzzy(needle, TITLES, (title) => title)[0]?.item;
}

describe('matchFuzzy', () => {
  it.each([
    ['expcsv', 'Export as CSV'],
    ['csv', 'Export as CSV'],
    ['gts', 'Go to Settings'],
    ['notif', 'Go to Notifications'],
    ['PAUSE', 'Pause the list'],
    ['list pause', 'Pause the list'],
    ['grosse', undefined],
    ['grose', undefined],
    ['groß luft', 'Größe der Lüftung'],
    ['fne', 'Follow the newest event'],
  ])('finds %s', (needle, title) => {
    expect(best(needle)).toBe(title);
  });

  it('refuses letters in another order or that are missing', () => {
    expect(matchFuzzy('vsc', 'CSV')).toBeNull();
    expect(matchFuzzy('csvx', 'Export as CSV')).toBeNull();
    expect(matchFuzzy('a', '')).toBeNull();
  });

  it('marks the beginnings of words before letters inside of them', () => {
    expect(matchFuzzy('as', 'cast as')?.positions).toEqual([5, 6]);
    expect(matchFuzzy('ec', 'decode Export CSV')?.positions).toEqual([7, 14]);
  });

  it('lets everything through and marks nothing without a needle, in the same order', () => {
    expect(matchFuzzy('  ', 'abc')).toEqual({ score: 0, positions: [] });
    expect(rankFuzzy('', TITLES, (title) => title).map(({ item }) => item)).toEqual(TITLES);
  });

  it('takes any text, and marks letters that are those of the needle', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 8 }),
        fc.string({ unit: 'binary', maxLength: 40 }),
        (needle, text) => {
          const match = matchFuzzy(needle, text);
          if (match === null) return;
          expect(Number.isFinite(match.score)).toBe(true);
          expect(match.positions.every((at) => at >= 0 && at < text.length)).toBe(true);
          expect([...match.positions]).toEqual([...new Set(match.positions)].sort((a, b) => a - b));
        },
      ),
    );
  });

  it('finds every text that the letters of a word were taken from', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 14 });
    fc.assert(
      fc.property(letters, fc.infiniteStream(fc.boolean()), (text, keep) => {
        const needle = text.replace(/./g, (letter) => (keep.next().value === true ? letter : ''));
        const match = matchFuzzy(needle, text);
        expect(match).not.toBeNull();
        expect(match?.positions.map((at) => text.charAt(at)).join('')).toBe(needle);
      }),
    );
  });
});

describe('toPieces', () => {
  it('cuts where marked letters begin and end', () => {
    expect(toPieces('Export', [0, 1, 4])).toEqual([
      { text: 'Ex', marked: true },
      { text: 'po', marked: false },
      { text: 'r', marked: true },
      { text: 't', marked: false },
    ]);
    expect(toPieces('', [])).toEqual([]);
  });

  it('loses no letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.array(fc.nat(50)), (text, positions) => {
        expect(
          toPieces(text, positions)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});
