import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../../src/core/events/row.ts';
import { RowStore } from '../../../src/core/view/row-store.ts';
import { makeRow, makeRows } from './make-row.ts';

describe('RowStore', () => {
  it('is empty at first', () => {
    const store = new RowStore(3);
    expect([store.size, store.firstSeq, store.lastSeq, store.get(0), store.get(1)]).toEqual([
      0,
      1,
      0,
      undefined,
      undefined,
    ]);
  });

  it('keeps the newest rows and lets the oldest go', () => {
    const store = new RowStore(3);
    store.append(makeRows(1, 5));
    expect([store.size, store.firstSeq, store.lastSeq, store.evicted]).toEqual([3, 3, 5, 2]);
    expect(store.get(2)).toBeUndefined();
    expect(store.get(3)?.seq).toBe(3);
  });

  it('ignores a batch that was sent twice', () => {
    const store = new RowStore(10);
    store.append(makeRows(1, 3));
    expect(store.append(makeRows(2, 4))).toEqual({ added: 1, ignored: 2 });
    expect(store.size).toBe(4);
  });

  it('starts anywhere and reads holes as nothing', () => {
    const store = new RowStore(10);
    store.append([makeRow(500), makeRow(504)]);
    expect([store.firstSeq, store.lastSeq, store.size]).toEqual([500, 504, 2]);
    expect(store.get(502)).toBeUndefined();
  });

  it('lets go of what its owner has let go', () => {
    const store = new RowStore(10);
    store.append(makeRows(1, 6));
    store.evictBefore(4);
    expect([store.firstSeq, store.size, store.get(3), store.get(4)?.seq]).toEqual([4, 3, undefined, 4]);
    store.evictBefore(100);
    expect([store.size, store.firstSeq]).toEqual([0, 7]);
  });

  it('replaces a row and fills a hole, and tells its listener', () => {
    const heard: string[] = [];
    const store = new RowStore(10, {
      onAppend: (row) => heard.push(`+${row.text}`),
      onEvict: (row) => heard.push(`-${row.text}`),
    });
    store.append([makeRow(3, { text: 'gap' }), makeRow(6, { text: 'live' })]);
    expect(store.put(makeRow(3, { text: 'longer gap' }))).toBe(true);
    expect(store.put(makeRow(4, { text: 'recovered' }))).toBe(true);
    expect([store.put(makeRow(2)), store.put(makeRow(7))]).toEqual([false, false]);
    expect(heard).toEqual(['+gap', '+live', '-gap', '+longer gap', '+recovered']);
    expect([store.size, store.get(4)?.text, store.get(5)]).toEqual([3, 'recovered', undefined]);
  });

  it('behaves like a plain list that is cut off, whatever comes', () => {
    const step = fc.oneof(
      fc.record({ skip: fc.nat(7), rows: fc.integer({ min: 1, max: 12 }) }),
      fc.record({ evictTo: fc.nat(80) }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 16 }), fc.array(step, { maxLength: 30 }), (capacity, steps) => {
        const kept: Row[] = [];
        const store = new RowStore(capacity, {
          onAppend: (row) => kept.push(row),
          onEvict: (row) => {
            expect(kept.shift()).toBe(row);
          },
        });
        let seq = 0;
        for (const each of steps) {
          if ('evictTo' in each) store.evictBefore(each.evictTo);
          else {
            seq += each.skip;
            store.append(makeRows(seq + 1, seq + each.rows));
            seq += each.rows;
          }
          expect(store.size).toBe(kept.length);
          expect(kept.every((row) => row.seq > seq - capacity && store.get(row.seq) === row)).toBe(true);
          expect(kept[0] === undefined || store.firstSeq <= kept[0].seq).toBe(true);
        }
      }),
    );
  });
});
