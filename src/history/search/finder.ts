import type { QueryNode } from '../../core/query/ast.ts';
import { itemOf } from '../../core/log/log-entry.ts';
import { createMatcher } from '../../core/query/create-matcher.ts';
import { EVENT_COLUMNS, type EventRow } from '../store/event-table.ts';
import type { Sql } from '../store/statements.ts';
import { compile } from './compile.ts';
import { scanArm, type Arm, type CompileContext } from './condition.ts';
import type { Steps } from './steps.ts';

/** Keys from `low` up to `high`, which is not among them. */
export interface KeyRange {
  readonly low: number;
  readonly high: number;
}

/** Higher than any key. */
export const NO_END = Number.MAX_SAFE_INTEGER;
/** Events that are read and matched in one step. */
const STEP_EVENTS = 64;

/** Finds the matches of a query in one database: by SQL, and by reading events if SQL can't decide. */
export type Finder = ReturnType<typeof createFinder>;

export function createFinder(root: QueryNode, context: CompileContext) {
  const { statements, table } = context.database;
  const condition = compile(root, context);
  const isItemMatch = createMatcher(root, context);
  const arms = condition.arms.length > 0 ? condition.arms : [scanArm(condition.sql)];

  function ask<Row>(sql: Sql<Row>, { low, high }: KeyRange): readonly Row[] {
    return statements.ask<Row>(sql, { low: BigInt(low), high: BigInt(high) });
  }

  /** Followed by `GROUP BY ...` and `ORDER BY ...`. */
  function select<Row>(columns: Sql<Row>, range: KeyRange, { group = '', order = '' } = {}): readonly Row[] {
    const parts = arms.map((arm) => `SELECT ${columns} FROM ${arm.joined} WHERE ${within(arm)} ${group}`);
    return ask<Row>(`${parts.join(' UNION ALL ')} ${order}`, range);
  }

  return {
    /** True when SQL alone decides. */
    exact: condition.exact,
    /** The lowest key of all events, whether they match or not; `null` without any. */
    lowest: (): number | null =>
      statements.get<{ key: number | null }>('SELECT min(key) AS key FROM event')?.key ?? null,
    /** The lowest key of a range that ends at `high` and has about so many rows to check. */
    boundary(high: number, rows: number): number {
      const lows = arms.map((arm) => {
        if (arm.rows <= rows) return 0;
        const sql = `SELECT ${arm.key} AS key FROM ${arm.from} WHERE ${within({ ...arm, filter: '' })}
          ORDER BY ${arm.key} DESC LIMIT 1 OFFSET ${String(rows)}`;
        return ask<{ key: number }>(sql, { low: 0, high })[0]?.key ?? 0;
      });
      return Math.max(...lows);
    },
    count(range: KeyRange): number {
      return arms
        .map((arm) => {
          const sql = `SELECT count(*) AS found FROM ${fromOf(arm)} WHERE ${within(arm)}`;
          return ask<{ found: number }>(sql, range)[0]?.found ?? 0;
        })
        .reduce((sum, found) => sum + found, 0);
    },
    /** Keys of matches, the newest first. Only where SQL alone decides. */
    keys(range: KeyRange, skip: number, limit: number): readonly number[] {
      const parts = arms.map((arm) => `SELECT ${arm.key} AS key FROM ${fromOf(arm)} WHERE ${within(arm)}`);
      const order = arms.length === 1 ? `ORDER BY ${arms[0]?.key ?? ''} DESC` : 'ORDER BY key DESC';
      const sql = `${parts.join(' UNION ALL ')} ${order} LIMIT ${String(limit)} OFFSET ${String(skip)}`;
      return ask<{ key: number }>(sql, range).map(({ key }) => key);
    },
    /** Keys of matches, newest first, reading events if necessary. `take` gets them as they are found. */
    *judge(range: KeyRange, take: (key: number) => void): Steps<void> {
      let judged = 0;
      for (const row of select<EventRow>(EVENT_COLUMNS, range, { order: 'ORDER BY key DESC' })) {
        if (condition.exact || isItemMatch(itemOf(table.read(row)))) take(row.key);
        judged += 1;
        if (!condition.exact && judged % STEP_EVENTS === 0) yield;
      }
    },
    /**
     * Rows that SQL finds. If SQL alone does not decide, some are not matches. A group comes once for
     * each index that is used.
     */
    select,
    isMatch: (row: EventRow): boolean => isItemMatch(itemOf(table.read(row))),
  };
}

/** Rows of an arm that match, as far as SQL can decide. */
function within({ where, filter, key }: Arm): string {
  return `${where} ${filter === '' ? '' : `AND ${filter} `}AND ${key} >= :low AND ${key} < :high`;
}

function fromOf({ from, joined, filter }: Arm): string {
  return filter === '' ? from : joined;
}
