import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  columnsOf,
  padToColumns,
  toTerminalJson,
  toTerminalText,
  wrapWords,
} from '../../src/cli/terminal-text.ts';

// eslint-disable-next-line no-control-regex -- the characters that must not be there
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/;

describe('toTerminalText', () => {
  it.each([
    ['plain', 'plain'],
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u009b31mred', 'red'],
    ['\u001b]0;title\u0007after', 'after'],
    ['\u001b]8;;http://a\u001b\\link\u001b]8;;\u001b\\', 'link'],
    ['\u001bPq\u001b\\x', 'x'],
    ['\u001bcreset', 'reset'],
    ['a\r\nb\tc', 'a b c'],
    ['abc\u202edef', 'abcdef'],
    ['bell\u0007, \u0085next', 'bell, next'],
    ['Küche 🏠 居間', 'Küche 🏠 居間'],
  ])('%j becomes %j', (input, expected) => {
    expect(toTerminalText(input).replace(/ +/g, ' ')).toBe(expected);
  });

  it('leaves no control character of any text', () => {
    const nasty = fc.string({
      unit: fc.constantFrom(
        '\u001b',
        '[',
        ']',
        '\u009b',
        '\u009d',
        '\u0007',
        '3',
        'm',
        '\\',
        '\n',
        '\u202e',
        'é',
      ),
    });
    fc.assert(
      fc.property(fc.oneof(nasty, fc.string({ unit: 'binary' })), (text) => {
        expect(toTerminalText(text)).not.toMatch(CONTROL);
      }),
    );
  });

  it.each(['\u009d', '\u001b]', '\u001b[0', '\u001b[;', '\u0090a'])(
    'takes linear time over many %j',
    (part) => {
      const text = part.repeat(300_000);
      const before = performance.now();
      toTerminalText(text);
      expect(performance.now() - before).toBeLessThan(2_000);
    },
  );
});

describe('toTerminalJson', () => {
  it('keeps the value, on one line, without control characters', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary' }), fc.constantFrom('', '\n', '\t'), (json, space) => {
        const pretty = space === '' ? json : JSON.stringify(JSON.parse(json), null, space);
        const line = toTerminalJson(pretty);
        expect(line).not.toMatch(CONTROL);
        expect(JSON.parse(line)).toEqual(JSON.parse(json));
      }),
    );
  });
});

describe('columns', () => {
  it.each([
    ['abc', 3],
    ['Ku\u0308che', 5],
    ['居間', 4],
    ['🏠', 2],
    ['', 0],
  ])('%j takes %i', (text, columns) => {
    expect(columnsOf(text)).toBe(columns);
    expect(columnsOf(padToColumns(text, 10))).toBe(10);
  });

  it('never cuts', () => {
    expect(padToColumns('abcdef', 3)).toBe('abcdef');
  });
});

describe('wrapWords', () => {
  it.each([
    ['a b', null, ['a b']],
    ['one two three four five six seven', 44, ['one two three four five', 'six seven']],
    ['居間居間居間居間 居間居間居間', 44, ['居間居間居間居間', '居間居間居間']],
    ['averylongwordthatdoesnotfitintotheroom x', 30, ['averylongwordthatdoesnotfitintotheroom', 'x']],
    ['', 30, ['']],
  ])('%j in %j columns', (text, columns, lines) => {
    expect(wrapWords(text, columns, 20, 20)).toEqual(lines);
  });

  it('loses no word', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(100), (text, columns) => {
        expect(wrapWords(text, columns, 20, 30).join(' ')).toBe(text);
      }),
    );
  });
});
