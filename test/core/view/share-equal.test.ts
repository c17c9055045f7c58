import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shareEqual } from '../../../src/core/view/share-equal.ts';

const json = fc.jsonValue({ maxDepth: 4 });

describe('shareEqual', () => {
  it('is always equal to what came', () => {
    fc.assert(
      fc.property(json, json, (before, next) => {
        expect(shareEqual(before, next)).toEqual(next);
      }),
    );
  });

  it('gives the object before for a copy of it', () => {
    fc.assert(
      fc.property(json, (before) => {
        expect(shareEqual(before, structuredClone(before))).toBe(before);
      }),
    );
  });

  it('keeps what has not changed and only that', () => {
    const before = { columns: [{ name: 'time' }, { name: 'type' }], counts: { received: 1 }, extra: true };
    const next = { columns: [{ name: 'time' }, { name: 'text' }], counts: { received: 1 } };
    const shared = shareEqual(before, next);
    expect(shared).toEqual(next);
    expect(shared.counts).toBe(before.counts);
    expect(shared.columns[0]).toBe(before.columns[0]);
    expect(shared.columns).not.toBe(before.columns);
  });

  it.each([
    [[1, 2], [1]],
    [[1], [1, 2]],
    [{ a: undefined }, { b: undefined }],
    [{ a: 1 }, [1]],
    [null, {}],
    [0, -0],
  ])('tells %j from %j', (before, next) => {
    expect(shareEqual<unknown>(before, next)).toStrictEqual(next);
  });
});
