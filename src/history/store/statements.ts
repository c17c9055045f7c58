import type { DatabaseSync, StatementSync } from './open-sqlite.ts';

/** The text of a statement. `Row` is the type of its rows, which only its author knows. */
export type Sql<Row> = string | (string & { readonly row: Row });

export type Value = string | number | bigint | Uint8Array | null;

/** The statements of one database, each prepared once. Their texts must not contain values, or the cache would grow. */
export type Statements = ReturnType<typeof createStatements>;

export function createStatements(database: DatabaseSync) {
  const prepared = new Map<string, StatementSync>();

  function prepare(sql: string, isWriting = false): StatementSync {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare(sql);
    // FTS5 uses row ids beyond JavaScript's exact integers, and `run` returns the last one.
    if (isWriting) statement.setReadBigInts(true);
    prepared.set(sql, statement);
    return statement;
  }

  return {
    /** Number of changed rows. */
    run: (sql: string, ...values: readonly Value[]): number =>
      Number(prepare(sql, true).run(...values).changes),
    get: <Row>(sql: Sql<Row>, ...values: readonly Value[]) =>
      (prepare(sql).get(...values) as Row | undefined) ?? null,
    /** The same for a text that is used once. */
    ask: <Row>(sql: Sql<Row>, values: Readonly<Record<string, bigint>>) =>
      database.prepare(sql).all(values) as unknown as readonly Row[],
    all: <Row>(sql: Sql<Row>, ...values: readonly Value[]) =>
      prepare(sql).all(...values) as unknown as readonly Row[],
  };
}
