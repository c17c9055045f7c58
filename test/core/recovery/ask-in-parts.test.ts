import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askInParts, inParts, type Part } from '../../../src/core/recovery/ask-in-parts.ts';
import { missingOf, withoutRepeats } from '../../../src/core/recovery/recovery.ts';

const HOUR = 3_600_000;
const span = fc
  .tuple(fc.nat(1_000_000), fc.integer({ min: 1, max: 30 * HOUR }))
  .map(([from, lengthMs]) => ({ from, to: from + lengthMs }));
const batches = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 }).map((ids) => [ids]);

/** Whether some parts tell of an entity at a moment. */
const covers = (parts: readonly Part[], name: string, at: number): boolean =>
  parts.some(
    ({ span: { from, to }, names }) => from < at && at <= to && (names === null || names.includes(name)),
  );

describe('inParts', () => {
  it('asks about the newest hour first, and about all of a span', () => {
    expect(
      inParts({ from: 0, to: 24 * HOUR }, [null]).map(({ span: { from, to } }) => [from / HOUR, to / HOUR]),
    ).toEqual([
      [23, 24],
      [20, 23],
      [11, 20],
      [0, 11],
    ]);
    expect(inParts({ from: 0, to: 1.2 * HOUR }, [null])).toHaveLength(1);
    expect(inParts({ from: 5, to: 5 }, [null])).toEqual([]);
  });
});

describe('askInParts', () => {
  it('asks about everything, the newest first, whatever is too large', async () => {
    await fc.assert(
      fc.asyncProperty(span, batches, fc.integer({ min: 4_000_000, max: 1e9 }), async (whole, names, max) => {
        const asked: Part[] = [];
        const result = await askInParts(inParts(whole, names), (part) => {
          asked.push(part);
          // As large as it is long, and as it has names.
          const size = (part.span.to - part.span.from) * (part.names?.length ?? 1);
          return Promise.resolve(size > max && size > 1_000 ? { ok: 'too-large' } : { ok: true });
        });
        expect(result.failure).toBeNull();
        const ends = asked.map(({ span: { to } }) => to);
        expect(ends).toEqual([...ends].sort((a, b) => b - a));
        for (const name of names.flat()) {
          for (const at of [whole.from + 1, Math.ceil((whole.from + whole.to) / 2), whole.to]) {
            expect(covers([...result.answered, ...result.left], name, at)).toBe(true);
            if (result.left.length === 0) expect(covers(result.answered, name, at)).toBe(true);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it.each<[string, readonly (true | 'too-large' | 'no-place' | 'failed')[], string]>([
    ['all answered', [true, true, true, true], '[]'],
    ['no place for the first', ['no-place'], '[{"what":"failed"}]'],
    [
      'a place for one batch',
      [true, 'no-place'],
      '[{"what":"entities","asked":8,"total":9},{"what":"earlier","since":0}]',
    ],
    ['places for the newest hour', [true, true, 'no-place'], '[{"what":"earlier","since":0}]'],
    ['an older part failed', [true, true, 'failed'], '[{"what":"failed"},{"what":"earlier","since":0}]'],
    ['the newest half came', ['too-large', true, true, 'no-place'], '[{"what":"earlier","since":1800001}]'],
  ])('knows what is missing: %s', async (_, answers, expected) => {
    const waiting = [...answers];
    const asked = await askInParts(inParts({ from: -HOUR * 2, to: HOUR }, [['a'], ['b']]), () => {
      const answer = waiting.shift() ?? true;
      if (answer === 'no-place') return Promise.resolve(answer);
      if (answer === 'failed') return Promise.resolve({ ok: false, failure: { code: 'server-error' } });
      return Promise.resolve({ ok: answer });
    });
    const missing = withoutRepeats(missingOf(asked, { end: HOUR, total: 9 }));
    expect(JSON.stringify(missing)).toBe(expected);
  });

  it('asks for fewer entities where a second is too much, and gives up one that is', async () => {
    const whole = { from: 0, to: 1_000 };
    const asked: (readonly string[] | null)[] = [];
    const result = await askInParts([{ span: whole, names: ['a', 'b', 'c'] }], ({ names }) => {
      asked.push(names);
      return Promise.resolve({ ok: names?.includes('a') === true ? 'too-large' : true });
    });
    expect(asked).toEqual([['a', 'b', 'c'], ['a', 'b'], ['c'], ['a'], ['b']]);
    expect(result.left).toEqual([{ span: whole, names: ['a'] }]);
    expect(missingOf(result, { end: 1_000, total: 3 })).toEqual([{ what: 'entities', asked: 2, total: 3 }]);
  });
});
