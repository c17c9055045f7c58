import { describe, expect, it } from 'vitest';
import type { QueryNode } from '../../src/core/query/ast.ts';
import type { HistoryStore } from '../../src/history/store/history-store.ts';
import { stateEntry } from './support/stored-events.ts';
import { appendAll, findSeqs, openStore } from './support/test-store.ts';

/** The sentence of a custom event has its first three members; what is looked for must not stand in it. */
function rawOf(data: object): string {
  const padded = { first: 1, second: 2, third: 3, ...data };
  return JSON.stringify({
    event_type: 'custom',
    data: padded,
    origin: 'LOCAL',
    time_fired: '2026-11-21T12:00:00+00:00',
  });
}

function storeWith(...datas: readonly object[]): HistoryStore {
  const store = openStore();
  appendAll(
    store,
    datas.map((data, index) => stateEntry(index + 1, '', '', { raw: rawOf(data) })),
  );
  return store;
}

function dataIs(path: readonly string[], value: string): QueryNode {
  return { kind: 'data', path, test: { kind: 'is', value } };
}

const CASES: readonly { readonly what: string; readonly data: object; readonly query: QueryNode }[] = [
  {
    what: 'a member behind so many words that it is not in the index',
    data: { many: Array.from({ length: 2_100 }, (_, i) => `w${String(i)}`), battery: 21 },
    query: dataIs(['battery'], '21'),
  },
  {
    what: 'a member behind so many words of few letters',
    data: { many: '\ufdfa '.repeat(520), battery: 21 },
    query: dataIs(['battery'], '21'),
  },
  {
    what: 'a place in a list',
    data: { items: [{ name: 'x' }, { name: 'y' }] },
    query: dataIs(['items', '1', 'name'], 'y'),
  },
  {
    what: 'below a member that is left out of the words',
    data: { context: { deep: 'x' } },
    query: dataIs(['context', 'deep'], 'x'),
  },
  {
    what: 'a time stamp that is left out of the words',
    data: { last_changed: '2026' },
    query: dataIs(['last_changed'], '2026'),
  },
  {
    what: 'a path that leads through anything',
    data: { context: { deep: 'x' } },
    query: dataIs(['*', 'deep'], 'x'),
  },
  { what: 'nothing as a value', data: { name: null }, query: dataIs(['name'], 'null') },
  { what: 'a key in other case', data: { Battery: 'Low' }, query: dataIs(['battery'], 'LOW') },
  {
    what: 'letters beyond the first plane that share a half',
    data: { a: '𐐷𐐨 𐐷𐐩 𐐷𐐪' },
    query: { kind: 'words', tokens: ['𐐷𐐩'] },
  },
  {
    what: 'an entity with a name too long to be spelled out',
    data: { entity_id: `sensor.${'long_'.repeat(20)}` },
    query: { kind: 'facet', facet: 'entity', test: { kind: 'glob', pattern: 'sensor.long*' } },
  },
  {
    what: 'half a surrogate pair',
    data: { entity_id: 'sensor.\ud800' },
    query: { kind: 'facet', facet: 'entity', test: { kind: 'is', value: 'sensor.\ud800' } },
  },
];

describe('a query of very many parts', () => {
  const names = Array.from({ length: 1_500 }, (_, i) => `light.x${String(i)}`);
  const entities: readonly QueryNode[] = names.map((value) => ({
    kind: 'facet',
    facet: 'entity',
    test: { kind: 'is', value },
  }));
  const store = storeWith({ entity_id: 'light.x1' }, { entity_id: 'light.x1400' }, { entity_id: 'light.y' });

  it.each([30, 100, 1_500])('any of %i', (count) => {
    const found = findSeqs(store, { kind: 'or', parts: entities.slice(0, count) });
    expect(found).toEqual(count === 1_500 ? [2, 1] : [1]);
  });

  it.each([100, 1_500])('none of %i', (count) => {
    const parts: readonly QueryNode[] = entities.slice(0, count).map((part) => ({ kind: 'not', part }));
    expect(findSeqs(store, { kind: 'and', parts })).toEqual(count === 1_500 ? [3] : [3, 2]);
  });
});

describe('what is hard to find by the index', () => {
  it.each(CASES)('$what', ({ data, query }) => {
    const store = storeWith({ other: 'y' }, data);
    expect(findSeqs(store, query)).toEqual([2]);
    store.close();
  });
});
