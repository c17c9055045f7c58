import type { DatabaseSync, StatementSync } from './open-sqlite.ts';

/** The text of a statement; `Row` is what its columns are, which only its writer knows. */
export type Sql<Row> = string | (string & { readonly row: Row });

export type Value = string | number | bigint | Uint8Array | null;

/** The statements of one database, prepared once each: their text must not hold values, or they would pile up. */
export type Statements = ReturnType<typeof createStatements>;

export function createStatements(database: DatabaseSync) {
  const prepared = new Map<string, StatementSync>();

  function prepare(sql: string, isWriting = false): StatementSync {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare(sql);
    // FTS5 numbers its own rows beyond what a number can tell exactly, and what is run reports the last one.
    if (isWriting) statement.setReadBigInts(true);
    prepared.set(sql, statement);
    return statement;
  }

  return {
    /** Rows that were changed. */
    run: (sql: string, ...values: readonly Value[]): number =>
      Number(prepare(sql, true).run(...values).changes),
    get: <Row>(sql: Sql<Row>, ...values: readonly Value[]) =>
      (prepare(sql).get(...values) as Row | undefined) ?? null,
    /** The same for a text that is made for one question. */
    ask: <Row>(sql: Sql<Row>, values: Readonly<Record<string, bigint>>) =>
      database.prepare(sql).all(values) as unknown as readonly Row[],
    all: <Row>(sql: Sql<Row>, ...values: readonly Value[]) =>
      prepare(sql).all(...values) as unknown as readonly Row[],
  };
}
