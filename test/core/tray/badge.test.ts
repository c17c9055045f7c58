import { describe, expect, it } from 'vitest';
import { badgeText, drawBadge } from '../../../src/core/tray/badge.ts';

/** One character for each pixel: a digit's, the ground's, the gap's, and the icon's. */
function look(bgra: Uint8Array, edge: number): readonly string[] {
  return Array.from({ length: edge }, (_, y) =>
    Array.from({ length: edge }, (_each, x) => {
      const [blue = 0, , red = 0, alpha = 0] = bgra.subarray((y * edge + x) * 4);
      if (alpha === 0) return ' ';
      if (blue > 240 && red > 240) return '#';
      return red > blue ? '.' : 'o';
    }).join(''),
  );
}

/** An icon that is blue all over. */
const iconOf = (edge: number): Uint8Array =>
  Uint8Array.from({ length: edge * edge * 4 }, (_, at) => (at % 4 === 0 || at % 4 === 3 ? 200 : 0));

describe('drawBadge', () => {
  it('writes the count into the corner, with a gap to the icon', () => {
    const rows = look(drawBadge(iconOf(24), 24, '2'), 24);
    expect(rows.slice(13, 22).map((row) => row.slice(14, 20).replaceAll('.', ' '))).toEqual([
      ' #### ',
      '##  ##',
      '    ##',
      '    ##',
      '   ## ',
      '  ##  ',
      ' ##   ',
      '##    ',
      '######',
    ]);
    expect(rows[17]?.slice(0, 12)).toBe('oooooooooo .');
    expect(rows[0]).toBe('o'.repeat(24));
  });

  it.each([16, 22, 24, 32, 48, 64, 72])(
    'leaves half of an icon of %d pixels, also with the widest count',
    (edge) => {
      const rows = look(drawBadge(iconOf(edge), edge, '9+'), edge);
      expect(rows.slice(0, Math.floor(edge / 8)).join('')).not.toMatch(/[^o]/);
      expect(rows.join('')).toMatch(/#/);
    },
  );

  it('leaves an icon without a count as it is', () => {
    expect(drawBadge(iconOf(24), 24, '')).toEqual(iconOf(24));
  });
});

it.each([
  [0, ''],
  [1, '1'],
  [9, '9'],
  [10, '9+'],
  [50, '9+'],
])('%d unread are %j', (unread, text) => {
  expect(badgeText(unread)).toBe(text);
});
