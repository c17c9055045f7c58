import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatJson } from '../../../src/core/view/json-tokens.ts';

function textOf(source: string): string | null {
  return (
    formatJson(source)
      ?.tokens.map(({ text }) => text)
      .join('') ?? null
  );
}

describe('formatJson', () => {
  it('indents and names the kinds', () => {
    expect(textOf('{"a":[1,-2.5e3,true,null],"b":{},"c":[]}')).toBe(
      '{\n  "a": [\n    1,\n    -2.5e3,\n    true,\n    null\n  ],\n  "b": {},\n  "c": []\n}',
    );
    const kinds = formatJson('{"a":"b","c":1}')
      ?.tokens.filter(({ kind }) => kind !== 'space')
      .map(({ kind }) => kind);
    expect(kinds?.join(' ')).toBe(
      'punctuation key punctuation string punctuation key punctuation number punctuation',
    );
  });

  it('keeps what parsing would lose', () => {
    expect(textOf('[12345678901234567890, NaN, -Infinity, 1.10]')).toContain('12345678901234567890');
    expect(textOf('[NaN,-Infinity]')).toContain('-Infinity');
    expect(textOf('{"a":1,"a":2}')).toContain('"a": 2');
  });

  it.each(['not json', '{"a":', '"open', "{'a':1}", ''])('never throws: %j', (source) => {
    expect(() => formatJson(source)).not.toThrow();
  });

  it('gives up on text that has no tokens', () => {
    expect(formatJson('<html>')).toBeNull();
  });

  it('stops at its bound and says so', () => {
    const formatted = formatJson(JSON.stringify(Array.from({ length: 500 }, () => 1)), 100);
    expect(formatted?.complete).toBe(false);
    expect(formatJson('[1]')?.complete).toBe(true);
  });

  it('is quick with a long string', () => {
    expect(formatJson(JSON.stringify({ a: 'x\\"'.repeat(500_000) }))?.complete).toBe(true);
  });

  it('changes nothing but the space, for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = textOf(JSON.stringify(value));
        expect(text).not.toBeNull();
        expect(JSON.parse(text ?? '')).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
