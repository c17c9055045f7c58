import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MIN_LOOK_CHARS, parseBoundedRegex, toRegexTest } from '../../../src/core/query/bounded-regex.ts';

describe('parseBoundedRegex', () => {
  it.each([
    'leak|smoke|flood',
    '^light\\.',
    'colou?r',
    '.*leak.*',
    '.*leak.*kitchen.*',
    '^[a-z]+\\.[a-z]+_[0-9]+$',
    'light\\.(hall|kitchen|bath)_.*',
    '(ab){3}',
    '(?:ab)+c',
    '(?<name>ab)',
    '[^\\]]+\\]',
    'a{2,5}b',
    'a{',
    'x{,3}',
    '\\d{4}-\\d\\d',
    '',
  ])('allows %s', (source) => {
    expect(parseBoundedRegex(source)).toMatchObject({ ok: true });
  });

  it.each([
    '(a+)+',
    '(a*)*$',
    '((a)+b?)*',
    '(a|a)*',
    '(a|ab)+c',
    '([a-z]+\\d?){2,}',
    '(.*)*',
    '(a?){50}',
    'a.*b.*c.*d',
    '.*.*.*.*.*=.*',
    'a?'.repeat(25) + 'a'.repeat(25),
    '(a|a)'.repeat(25),
    '(?=a)b',
    '(?!a)',
    '(?<=a)',
    '(?<!a)b',
    '(a)\\1',
    '(?<n>a)\\k<n>',
    'a{5000}',
    '[',
    '(',
    ')',
    '*',
    '[z-a]',
    'a'.repeat(201),
  ])('refuses %s with a sentence', (source) => {
    const parsed = parseBoundedRegex(source);
    expect(parsed.ok ? parsed : parsed.problem).toMatch(/^[A-Z“].*\.$/s);
  });

  it('never throws', () => {
    const pieces = [
      'a',
      '.',
      '*',
      '+',
      '?',
      '{2}',
      '{1,',
      '(',
      ')',
      '[',
      ']',
      '|',
      '\\',
      '^',
      '$',
      '(?:',
      '(?',
      '1',
      '-',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 30 }), (parts) => {
        parseBoundedRegex(parts.join(''));
      }),
      { numRuns: 2_000 },
    );
  });

  it('allows only what ends soon, on the texts that are worst for it', () => {
    const atoms = fc.constantFrom('a', 'b', '.', '[ab]', '\\w', '(a|b)', '(ab)', '(?:a)', '\\.');
    const repeats = fc.constantFrom('', '', '*', '+', '?', '{1,9}', '*?');
    const source = fc
      .array(fc.tuple(atoms, repeats), { minLength: 1, maxLength: 14 })
      .map((parts) => `${parts.map(([atom, repeat]) => atom + repeat).join('')}c`);
    fc.assert(
      fc.property(source, (text) => {
        if (!parseBoundedRegex(text).ok) return;
        const isMatch = toRegexTest(text);
        for (const value of ['a'.repeat(5_000), 'ab'.repeat(2_500), 'b'.repeat(5_000)]) {
          const started = performance.now();
          isMatch(value);
          expect(performance.now() - started).toBeLessThan(3_000);
        }
      }),
      { numRuns: 120 },
    );
  });

  it('looks at all of a state and of an entity id', () => {
    const isMatch = toRegexTest('a.*b.*c');
    expect(isMatch(`a${'x'.repeat(MIN_LOOK_CHARS - 3)}bc`)).toBe(true);
    expect(isMatch('x\nA\nb\nC')).toBe(true);
  });
});
