import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { QueryNode } from '../../src/core/query/ast.ts';
import { parseQuery } from '../../src/core/query/parse-query.ts';
import { openSqlite } from '../../src/history/store/open-sqlite.ts';
import { stateEntry } from './support/stored-events.ts';
import { appendAll, findSeqs, openStore } from './support/test-store.ts';
import { tempFolder } from './support/worker-bundle.ts';

function parse(text: string): QueryNode {
  const parsed = parseQuery(text, { now: 0 });
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.root;
}

function named(seq: number, name: string): ReturnType<typeof stateEntry> {
  return stateEntry(seq, '', '', {
    raw: JSON.stringify({ event_type: 'ring', data: { name }, origin: 'LOCAL', time_fired: '' }),
  });
}

describe('words of a name', () => {
  const store = openStore();
  appendAll(store, [
    named(1, '客厅灯'),
    named(2, 'Küchenlampe Straße'),
    named(3, 'IŞIK İstanbul'),
    named(4, 'ไฟห้องครัว'),
  ]);

  it.each([
    ['灯', [1]],
    ['客厅', [1]],
    ['厅灯', [1]],
    ['"客厅灯"', [1]],
    ['"灯客"', []],
    ['Küchen', [2]],
    ['kuchenlampe', [2]],
    ['strasse', [2]],
    ['STRASSE', [2]],
    ['Straße', [2]],
    ['ışık', [3]],
    ['isik', [3]],
    ['istanbul', [3]],
    ['ครัว', [4]],
    // A word is found by its beginning; inside of a name an expression looks.
    ['lampe', []],
    ['data.name:*lampe*', [2]],
  ])('%s', (text, seqs) => {
    expect(findSeqs(store, parse(text))).toEqual(seqs);
  });
});

describe('an index of other words', () => {
  it('is made again, the newest events first, and finds the same meanwhile', () => {
    const file = join(tempFolder(), 'history.db');
    const before = openStore({ file });
    appendAll(
      before,
      Array.from({ length: 1_000 }, (_, i) =>
        stateEntry(i + 1, i % 100 === 0 ? 'light.porch' : 'light.hall'),
      ),
    );
    before.close();
    const database = openSqlite({ file, readOnly: false, from: import.meta.url });
    database.exec(`UPDATE about SET value = 0 WHERE name = 'words_version'; DROP TABLE words;`);
    database.close();

    const store = openStore({ file });
    const query = parse('porch');
    const expected = [901, 801, 701, 601, 501, 401, 301, 201, 101, 1];
    expect(findSeqs(store, query)).toEqual(expected);
    let steps = 0;
    for (; store.trim(); steps += 1) {
      expect(findSeqs(store, query).slice(0, 3)).toEqual(expected.slice(0, 3));
      // What comes late has its place below what is indexed already.
      if (steps === 1) appendAll(store, [stateEntry(2_000, 'light.late')]);
    }
    expect(steps).toBeGreaterThan(2);
    expect(findSeqs(store, query)).toEqual(expected);
    expect(findSeqs(store, parse('late'))).toEqual([2_000]);
    store.close();
    const again = openStore({ file });
    expect(again.databases()[0]?.reindexing.indexedFrom()).toBe(0);
    expect(findSeqs(again, query)).toEqual(expected);
    again.close();
  });
});
