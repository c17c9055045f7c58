import { describe, expect, it } from 'vitest';
import { measureFiles } from '../../scripts/checks/file-length.mjs';
import { findUnhygienic } from '../../scripts/checks/hygiene.mjs';

/** Forbidden words are put together here, so that this file has none. */
const host = ['registry', 'npmjs', 'org'].join('.');
const cases: readonly [name: string, path: string, text: string, findings: number][] = [
  ["a registry's host", 'package-lock.json', `"resolved": "https://${host}/zod"`, 1],
  ['a path of one machine', 'README.md', ['see ', 'root', 'notes'].join('/'), 1],
  ['a folder that is only called work', 'README.md', 'put it into my/work/notes', 0],
  ['an em dash in the interface', 'src/renderer/app.ts', 'Live \u2014 now', 1],
  ['an em dash in a test', 'test/core/app.test.ts', 'Live \u2014 now', 0],
  ['work left for later', 'src/core/clock.ts', ['// TO', 'DO: later'].join(''), 1],
  ['a clean line', 'src/core/clock.ts', 'export const answer = 42;', 0],
];

describe('forbidden words', () => {
  it.each(cases)('%s', (_name, path, text, findings) => {
    expect(findUnhygienic(path, `first\n${text}\n`)).toHaveLength(findings);
  });

  it('says where', () => {
    expect(findUnhygienic('src/core/a.ts', 'x\nLive \u2014 now')[0]).toMatch(
      /^src\/core\/a\.ts:2 has an em dash/,
    );
  });
});

describe('file length', () => {
  it('finds what is too long and tells the mean', () => {
    const texts = new Map([
      ['src/core/long.ts', 'x\n'.repeat(401)],
      ['src/core/short.ts', 'x\n'.repeat(99)],
      ['docs/long.md', 'x\n'.repeat(999)],
    ]);
    expect(measureFiles(texts)).toEqual({
      findings: ['src/core/long.ts has 401 lines; at most 400'],
      summary: '2 files, 250 lines in the mean',
    });
  });
});
