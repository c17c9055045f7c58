import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../../src/core/events/row.ts';
import { FilteredView } from '../../../src/core/view/filtered-view.ts';
import { createMatcher, EMPTY_FILTER } from '../../../src/core/view/filter.ts';
import { RowStore } from '../../../src/core/view/row-store.ts';
import { makeRow, makeRows } from './make-row.ts';

function seqsOf(view: FilteredView): number[] {
  return Array.from({ length: view.length }, (_, index) => view.seqAt(index) ?? -1);
}

describe('FilteredView', () => {
  const odd = (row: Row): boolean => row.seq % 2 === 1;

  it('shows matching rows in order and finds them again', () => {
    const store = new RowStore(100);
    const view = new FilteredView(store, odd);
    store.append(makeRows(1, 9));
    expect(view.advance()).toBe(true);
    expect(seqsOf(view)).toEqual([1, 3, 5, 7, 9]);
    expect([view.indexOf(5), view.indexOf(4), view.indexAtOrAfter(4), view.indexAtOrAfter(10)]).toEqual([
      2, -1, 2, 5,
    ]);
    expect([view.countAfter(5), view.seqAt(-1), view.seqAt(5)]).toEqual([2, undefined, undefined]);
  });

  it('keeps the place of every row by its ordinal while the head leaves', () => {
    const store = new RowStore(4);
    const view = new FilteredView(store, () => true);
    store.append(makeRows(1, 4));
    view.advance();
    const ordinal = view.headOrdinal + view.indexOf(4);
    store.append(makeRows(5, 6));
    view.advance();
    expect([view.headOrdinal, view.length]).toEqual([2, 4]);
    expect(view.headOrdinal + view.indexOf(4)).toBe(ordinal);
  });

  it('is filled in slices and says when it has caught up', () => {
    const store = new RowStore(100);
    store.append(makeRows(1, 10));
    const view = new FilteredView(store, odd);
    expect(view.advance(4)).toBe(false);
    expect(seqsOf(view)).toEqual([1, 3]);
    expect(view.advance(6)).toBe(true);
    expect(seqsOf(view)).toEqual([1, 3, 5, 7, 9]);
  });

  it('counts events without rows of our own', () => {
    const store = new RowStore(3);
    const view = new FilteredView(store, () => true);
    const own = { kind: 'gap', type: '', subject: '' } as const;
    store.append([makeRow(1, own), makeRow(2), makeRow(3, own)]);
    view.advance();
    expect([view.length, view.eventCount]).toEqual([3, 1]);
    store.append(makeRows(4, 5));
    view.advance();
    expect([view.length, view.eventCount]).toEqual([3, 2]);
  });

  it('is at every moment what a new view of the same store would be', () => {
    const types = ['state_changed', 'call_service', 'timer.finished', ''];
    const rowPart = fc.record({
      type: fc.constantFrom(...types),
      text: fc.constantFrom('hall on', 'hall off', 'kitchen on'),
    });
    const step = fc.oneof(
      fc.record({ rows: fc.array(rowPart, { minLength: 1, maxLength: 9 }), skip: fc.nat(3) }),
      fc.record({ evictBy: fc.nat(6) }),
    );
    const filter = fc.record({
      text: fc.constantFrom('', 'hall', 'on kitchen'),
      include: fc.subarray(types).map((some) => new Set(some)),
      exclude: fc.subarray(types).map((some) => new Set(some)),
      subject: fc.constant(''),
      afterSeq: fc.nat(10),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 20 }),
        filter,
        fc.array(step, { maxLength: 25 }),
        fc.nat(5),
        (capacity, wanted, steps, slice) => {
          const store = new RowStore(capacity);
          const matches = createMatcher({ ...EMPTY_FILTER, ...wanted });
          const view = new FilteredView(store, matches);
          let seq = 0;
          for (const each of steps) {
            if ('evictBy' in each) store.evictBefore(store.firstSeq + each.evictBy);
            else {
              seq += each.skip;
              store.append(
                each.rows.map((part) =>
                  makeRow((seq += 1), { ...part, kind: part.type === '' ? 'gap' : 'event' }),
                ),
              );
            }
            while (!view.advance(slice + 1));
            const fresh = new FilteredView(store, matches);
            fresh.advance();
            expect(seqsOf(view)).toEqual(seqsOf(fresh));
            expect(view.eventCount).toBe(fresh.eventCount);
          }
        },
      ),
    );
  });

  it('stays right after its memory was compacted', () => {
    const store = new RowStore(100);
    const view = new FilteredView(store, () => true);
    for (let from = 1; from < 30_000; from += 50) {
      store.append(makeRows(from, from + 49));
      view.advance();
    }
    expect([view.length, view.seqAt(0), view.seqAt(99), view.headOrdinal]).toEqual([
      100, 29_901, 30_000, 29_900,
    ]);
  });
});
