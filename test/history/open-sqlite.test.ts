import { createRequire, isBuiltin } from 'node:module';
import type { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { openSqlite } from '../../src/history/store/open-sqlite.ts';

it("takes Node's own SQLite where there is one, else the package", () => {
  const name = isBuiltin('node:sqlite') ? 'node:sqlite' : '@photostructure/sqlite';
  const expected = createRequire(import.meta.url)(name) as {
    readonly DatabaseSync: typeof DatabaseSync;
  };
  const database = openSqlite({ file: ':memory:', readOnly: false, from: import.meta.url });
  expect(database).toBeInstanceOf(expected.DatabaseSync);
  database.close();
});
