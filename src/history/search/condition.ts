import type { EventDatabase } from '../store/event-database.ts';

/** The context of compiling a query, for one database. */
export interface CompileContext {
  readonly database: EventDatabase;
  readonly serverNames: ReadonlyMap<string, string>;
}

/** Rows that an index returns for a condition. */
export interface Arm {
  /** The tables after FROM, without and with `event e`, which is read only if needed. */
  readonly from: string;
  readonly joined: string;
  /** The expression that is the key of the row. */
  readonly key: string;
  /** The condition on the index, and a further condition on the event; empty for none. */
  readonly where: string;
  readonly filter: string;
  /** The estimated number of rows. */
  readonly rows: number;
}

/** A part of a query in SQL. */
export interface Condition {
  /** Over a row of `event e`; 0 or 1, never empty. `:low` and `:high` bound the keys. */
  readonly sql: string;
  /** True when the SQL is exact; otherwise it returns too many rows and the matcher decides. */
  readonly exact: boolean;
  /** Empty when every row must be checked. */
  readonly arms: readonly Arm[];
}

export const EVERYTHING: Condition = { sql: '1', exact: true, arms: [] };
export const NOTHING: Condition = { sql: '0', exact: true, arms: [] };
/** May match anything: the matcher decides. */
export const ANYTHING: Condition = { sql: '1', exact: false, arms: [] };

/** SQLite bounds the depth of an expression and the parts of a select. The matcher checks the rest. */
const MAX_PARTS = 200;
const MAX_ARMS = 50;

/** An index on columns of `event`. */
export function eventArm(index: string, where: string, rows: number): Arm {
  const from = `event e INDEXED BY ${index}`;
  return { from, joined: from, key: 'e.key', where, filter: '', rows };
}

/** Every row. */
export function scanArm(filter: string): Arm {
  const rows = Number.POSITIVE_INFINITY;
  return { from: 'event e', joined: 'event e', key: 'e.key', where: '1', filter, rows };
}

/** All of these. The arms are those of the part with the fewest rows. */
export function allOf(parts: readonly Condition[]): Condition {
  if (parts.length > MAX_PARTS) return { ...allOf(parts.slice(0, MAX_PARTS)), exact: false };
  const found = parts.filter(({ sql }) => sql !== '1');
  const exact = parts.every((part) => part.exact);
  if (found.some(({ sql }) => sql === '0')) return NOTHING;
  if (found.length === 0) return { ...EVERYTHING, exact };
  const [best] = found.filter(({ arms }) => arms.length > 0).sort((a, b) => rowsOf(a) - rowsOf(b));
  const arms = (best?.arms ?? []).map((arm) => {
    const others = found.filter((part) => part !== best).map(({ sql }) => sql);
    return others.length === 0 ? arm : narrow(arm, others.join(' AND '));
  });
  return { sql: `(${found.map(({ sql }) => sql).join(' AND ')})`, exact, arms };
}

/** Any of these. Without an arm for each of them every row is checked. */
export function anyOf(parts: readonly Condition[]): Condition {
  if (parts.length > MAX_PARTS) return ANYTHING;
  const found = parts.filter(({ sql }) => sql !== '0');
  const exact = parts.every((part) => part.exact);
  if (found.length === 0) return { ...NOTHING, exact };
  if (found.some(({ sql }) => sql === '1')) return { ...EVERYTHING, exact };
  const hasArms = found.every(({ arms }) => arms.length > 0);
  const arms = found.flatMap((part, index) => {
    // A row that is in two parts must be returned once.
    const before = found.slice(0, index).map(({ sql }) => `NOT ${sql}`);
    return part.arms.map((arm) => (before.length === 0 ? arm : narrow(arm, before.join(' AND '))));
  });
  return {
    sql: `(${found.map(({ sql }) => sql).join(' OR ')})`,
    exact,
    arms: hasArms && arms.length <= MAX_ARMS ? arms : [],
  };
}

export function not(part: Condition): Condition {
  if (!part.exact) return ANYTHING;
  if (part.sql === '1') return NOTHING;
  return part.sql === '0' ? EVERYTHING : { sql: `(NOT ${part.sql})`, exact: true, arms: [] };
}

export function rowsOf({ arms }: Condition): number {
  return arms.reduce((sum, { rows }) => sum + rows, 0);
}

function narrow(arm: Arm, filter: string): Arm {
  return { ...arm, filter: arm.filter === '' ? filter : `${arm.filter} AND ${filter}` };
}
