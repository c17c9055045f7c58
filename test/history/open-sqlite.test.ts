import { createRequire, isBuiltin } from 'node:module';
import { expect, it } from 'vitest';
import { openSqlite } from '../../src/history/open-sqlite.ts';

it("takes Node's own SQLite where there is one, else the package", () => {
  const name = isBuiltin('node:sqlite') ? 'node:sqlite' : '@photostructure/sqlite';
  const expected = createRequire(import.meta.url)(name) as typeof import('node:sqlite');
  const database = openSqlite({ file: ':memory:', readOnly: false, from: import.meta.url });
  expect(database).toBeInstanceOf(expected.DatabaseSync);
  database.close();
});
