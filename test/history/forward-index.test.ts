import fc from 'fast-check';
import { expect, it } from 'vitest';
import { forEachSlot } from '../../src/history/bitmap.ts';
import { ForwardIndex } from '../../src/history/forward-index.ts';
import { HashedIndex } from '../../src/history/hashed-index.ts';
import { toBitmap, type Posting } from '../../src/history/posting.ts';
import { toHashedTerm, toHashKey } from '../../src/history/term.ts';

const SLOTS = 40;
const TERMS = 3_000;

/** An event is written, or taken away, or written once more. */
const arbitraryStory = fc.array(
  fc.record({
    slot: fc.nat(SLOTS - 1),
    terms: fc.option(fc.array(fc.nat(TERMS - 1), { maxLength: 900 }), { freq: 5 }),
  }),
  { maxLength: 60 },
);

function slotsIn(posting: Posting): readonly number[] {
  const slots: number[] = [];
  forEachSlot(toBitmap(posting), (slot) => slots.push(slot));
  expect(posting.count).toBe(slots.length);
  return slots;
}

it('knows by term what was written by slot, whatever was removed and grown in between', () => {
  fc.assert(
    fc.property(arbitraryStory, (story) => {
      const index = new ForwardIndex();
      const expected = new Map<number, ReadonlySet<number>>();
      for (const { slot, terms } of story) {
        if (expected.has(slot)) index.remove(slot);
        expected.delete(slot);
        if (terms === null) continue;
        index.begin(slot);
        for (const term of terms) index.add(term);
        expected.set(slot, new Set(terms));
      }
      const inverted = index.invert();
      const known = new Set([...expected.values()].flatMap((terms) => [...terms]));
      for (const term of [...known, TERMS]) {
        const slots = [...expected].filter(([, terms]) => terms.has(term)).map(([slot]) => slot);
        expect(slotsIn(inverted.slotsOf(term))).toEqual(slots.sort((a, b) => a - b));
      }
    }),
    { numRuns: 60 },
  );
});

it('finds the events of a context, and forgets those that were taken away', () => {
  const index = new HashedIndex();
  const key = toHashKey('context', '01h1');
  for (const slot of [3, 8_191]) index.add(key, slot);
  index.add(toHashKey('parent', '01h1'), 5);
  const find = (of: number): readonly number[] => {
    const slots: number[] = [];
    forEachSlot(index.find(toHashedTerm(of)), (slot) => slots.push(slot));
    return slots;
  };
  expect(find(key)).toEqual([3, 8_191]);
  index.remove(3);
  expect(find(key)).toEqual([8_191]);
  expect(index.sorted().map(([term, slots]) => [term, slotsIn(slots)])).toEqual(
    [
      [toHashedTerm(key), [8_191]],
      [toHashedTerm(toHashKey('parent', '01h1')), [5]],
    ].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  );
});
