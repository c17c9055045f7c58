import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonElements, type JsonElement, type ListShape } from '../../../src/core/json/json-elements.ts';

interface Read {
  readonly elements: readonly JsonElement[];
  readonly isWhole: boolean;
}

function read(shape: ListShape, parts: readonly string[]): Read {
  const elements = new JsonElements(shape);
  return { elements: parts.flatMap((part) => elements.push(part)), isWhole: elements.isWhole };
}

/** Cuts a text at places that are numbers from 0 to 1. */
function cut(text: string, places: readonly number[]): readonly string[] {
  const at = [...places.map((place) => Math.floor(place * text.length)), 0, text.length];
  const sorted = at.sort((a, b) => a - b);
  return sorted.slice(1).map((end, i) => text.slice(sorted[i], end));
}

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 });
const spaces = fc.constantFrom(undefined, 1, '\t');

describe('JsonElements', () => {
  it('cuts the same objects out of a list as the parser finds in it, however it comes', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), places, spaces, (list, cuts, space) => {
        const { elements, isWhole } = read('list', cut(JSON.stringify(list, null, space), cuts));
        expect(elements.map(({ text }) => JSON.parse(text) as unknown)).toEqual(
          JSON.parse(JSON.stringify(list.filter(isObject))),
        );
        expect(isWhole).toBe(true);
      }),
    );
  });

  it('knows which of the lists in a list an object stands in', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.dictionary(fc.string(), fc.jsonValue()))), places, (lists, cuts) => {
        const { elements, isWhole } = read('list-of-lists', cut(JSON.stringify(lists), cuts));
        const expected = lists.flatMap((list, n) => list.map((one) => [n, JSON.stringify(one)]));
        expect(elements.map(({ text, list }) => [list, text])).toEqual(expected);
        expect(isWhole).toBe(true);
      }),
    );
  });

  it.each<[string, string, ListShape, number, boolean]>([
    ['a text that ends too early', '[{"a":1},{"b"', 'list', 1, false],
    ['a list that is not closed', '[{"a":1}', 'list', 1, false],
    ['an object', '{"message":"no"}', 'list', 0, false],
    ['a number', '5', 'list', 0, false],
    ['no text', '', 'list', 0, false],
    ['two lists', '[][{}]', 'list', 1, false],
    ['an empty list', ' [ ] ', 'list', 0, true],
    ['objects where lists are due', '[{"a":[{"b":1}]}]', 'list-of-lists', 0, true],
    ['brackets and quotes in texts', String.raw`[{"a":"}]\"{"}]`, 'list', 1, true],
  ])('reads %s', (_, text, shape, count, isWhole) => {
    const found = read(shape, [text]);
    expect([found.elements.length, found.isWhole]).toEqual([count, isWhole]);
  });
});
