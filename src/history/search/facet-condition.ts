import type { Facet, ValueTest } from '../../core/query/ast.ts';
import { createFacetTest } from '../../core/query/create-matcher.ts';
import { toFacetValue } from '../../core/query/event-facets.ts';
import { toIdBytes } from '../store/id-bytes.ts';
import type { EventDatabase } from '../store/event-database.ts';
import type { NameKind } from '../store/names.ts';
import { FLAG, KINDS, isWordState } from '../store/schema.ts';
import { NOTHING, eventArm, type Arm, type CompileContext, type Condition } from './condition.ts';
import { isOneOf, quote, quoteBytes } from './sql-text.ts';

/** A set of names with more rows is found as quickly by looking at each row. */
const MAX_SET_ROWS = 20_000;
/** Rows of a state are counted so far, to know which index is best. */
const MAX_COUNTED = 5_000;
/** Stars of a pattern that SQLite is asked to match. */
const MAX_STARS = 4;

export function compileFacet(facet: Facet, test: ValueTest, context: CompileContext): Condition {
  switch (facet) {
    case 'entity':
    case 'domain':
      return compileThing(facet, test, context);
    case 'type':
    case 'service':
    case 'user':
    case 'origin':
      return compileName(facet, test, context);
    case 'kind':
      return compileKind(test, context);
    case 'server':
      return compileServer(test, context);
    case 'from':
      return compileState('state_from', test, context);
    case 'to':
      return compileState('state_to', test, context);
    case 'context':
    case 'parent':
      return compileId(facet, test, context);
  }
}

interface Found {
  readonly ids: readonly number[];
  readonly rows: number;
}

/** Names that pass. Each is tested by the test of the matcher. */
function findNames(kind: NameKind, test: ValueTest, { database }: CompileContext): Found {
  if (test.kind === 'is') {
    const known = database.table.names.find(kind, toFacetValue(test.value));
    return known === null ? { ids: [], rows: 0 } : { ids: [known.id], rows: known.uses };
  }
  const isMatch = createFacetTest(test);
  const start = test.kind === 'glob' ? (/^[^*?]*/.exec(test.pattern.toLowerCase())?.[0] ?? '') : '';
  const found = database.table.names.list(kind, start).filter(({ text }) => isMatch(text));
  return { ids: found.map(({ id }) => id), rows: found.reduce((sum, { uses }) => sum + uses, 0) };
}

function isWorthIndex({ ids, rows }: Found): boolean {
  return ids.length === 1 || rows <= MAX_SET_ROWS;
}

function compileThing(facet: 'entity' | 'domain', test: ValueTest, context: CompileContext): Condition {
  if (test.kind === 'exists') return { sql: `(e.${facet} IS NOT NULL)`, exact: true, arms: [] };
  const found = findNames(facet, test, context);
  if (found.ids.length === 0) return NOTHING;
  const ids = found.ids.join(',');
  const others = `(e.flags & ${String(FLAG.many)}) <> 0 AND EXISTS (
    SELECT 1 FROM event_thing t WHERE t.thing IN (${ids}) AND t.event = e.key)`;
  const one = found.ids.length === 1;
  // An event that has two of the things is to come once.
  const pairs = one
    ? 'event_thing d'
    : `(SELECT DISTINCT event FROM event_thing WHERE thing IN (${ids}) AND event >= :low AND event < :high) d`;
  const arm: Arm = {
    from: pairs,
    joined: `${pairs} CROSS JOIN event e ON e.key = d.event`,
    key: 'd.event',
    where: one ? `d.thing = ${ids}` : '1',
    filter: '',
    rows: found.rows,
  };
  return {
    sql: `(${isOneOf(`e.${facet}`, found.ids)} OR (${others}))`,
    exact: true,
    arms: isWorthIndex(found) ? [arm] : [],
  };
}

const INDEXED = new Set(['type', 'service', 'user']);

function compileName(
  facet: 'type' | 'service' | 'user' | 'origin',
  test: ValueTest,
  context: CompileContext,
): Condition {
  if (test.kind === 'exists') return { sql: `(e.${facet} IS NOT NULL)`, exact: true, arms: [] };
  const found = findNames(facet, test, context);
  if (found.ids.length === 0) return NOTHING;
  const where = `e.${facet} IN (${found.ids.join(',')})`;
  const isIndexed = INDEXED.has(facet) && isWorthIndex(found);
  return {
    sql: isOneOf(`e.${facet}`, found.ids),
    exact: true,
    arms: isIndexed ? [eventArm(`event_${facet}`, where, found.rows)] : [],
  };
}

function compileKind(test: ValueTest, context: CompileContext): Condition {
  const isMatch = createFacetTest(test);
  const ids: readonly number[] = Object.entries(KINDS)
    .filter(([kind]) => isMatch(kind))
    .map(([, id]) => id);
  if (ids.length === 0) return NOTHING;
  const where = `e.kind <> ${String(KINDS.event)} AND e.kind IN (${ids.join(',')})`;
  const { names } = context.database.table;
  const rows = names.list('kind', '').reduce((sum, { id, uses }) => (ids.includes(id) ? sum + uses : sum), 0);
  return {
    sql: isOneOf('e.kind', ids),
    exact: true,
    arms: ids.includes(KINDS.event) ? [] : [eventArm('event_kind', where, rows)],
  };
}

function compileServer(test: ValueTest, { database, serverNames }: CompileContext): Condition {
  const isMatch = createFacetTest(test);
  const ids = database.table.names
    .list('server', '')
    .filter(({ text }) =>
      [text, serverNames.get(text) ?? ''].some((name) => name !== '' && isMatch(name.toLowerCase())),
    )
    .map(({ id }) => id);
  return ids.length === 0 ? NOTHING : { sql: isOneOf('e.server', ids), exact: true, arms: [] };
}

function compileState(
  column: 'state_from' | 'state_to',
  test: ValueTest,
  { database }: CompileContext,
): Condition {
  const some = `(e.${column} IS NOT NULL)`;
  switch (test.kind) {
    case 'exists':
      return { sql: some, exact: true, arms: [] };
    case 'is': {
      const value = toFacetValue(test.value);
      const sql = `coalesce(e.${column} = ${quote(value)}, 0)`;
      if (value === '' || /^[0-9+.-]/.test(value)) return { sql, exact: true, arms: [] };
      const where = `e.${column} = ${quote(value)} AND ${isWordState(`e.${column}`)}`;
      return { sql, exact: true, arms: [countedArm(database, `event_${column}`, where)] };
    }
    case 'glob': {
      const pattern = test.pattern.toLowerCase();
      // SQLite goes back to each star, which takes its time with many of them.
      if (pattern.split('*').length > MAX_STARS || toFacetValue(pattern) !== pattern) {
        return { sql: some, exact: false, arms: [] };
      }
      // The same signs as in SQLite, but for its sets in brackets.
      const glob = quote(pattern.replaceAll('[', '[[]'));
      return { sql: `coalesce(e.${column} GLOB ${glob}, 0)`, exact: true, arms: [] };
    }
    case 'regex':
      return { sql: some, exact: false, arms: [] };
    case 'compare':
    case 'range': {
      // Only signs of numbers; whether it is one as a whole the matcher tells.
      const isNumber = `e.${column} NOT GLOB '*[^0-9.eE+-]*'`;
      const limits = toLimits(test).map((limit) => `CAST(e.${column} AS REAL) ${limit}`);
      return { sql: `coalesce(${[isNumber, ...limits].join(' AND ')}, 0)`, exact: false, arms: [] };
    }
  }
}

function toLimits(test: Extract<ValueTest, { kind: 'compare' | 'range' }>): readonly string[] {
  const limits =
    test.kind === 'compare'
      ? [{ op: test.op, value: test.value }]
      : [
          { op: '>=', value: test.min },
          { op: '<=', value: test.max },
        ];
  return limits
    .filter(({ value }) => Number.isFinite(value))
    .map(({ op, value }) => `${op} ${String(value)}`);
}

function compileId(facet: 'context' | 'parent', test: ValueTest, { database }: CompileContext): Condition {
  const some = `(e.${facet} IS NOT NULL)`;
  if (test.kind === 'exists') return { sql: some, exact: true, arms: [] };
  if (test.kind !== 'is') return { sql: some, exact: false, arms: [] };
  const value = quoteBytes(toIdBytes(toFacetValue(test.value)));
  return {
    sql: `coalesce(e.${facet} = ${value}, 0)`,
    exact: true,
    arms: [countedArm(database, `event_${facet}`, `e.${facet} = ${value} AND e.${facet} IS NOT NULL`)],
  };
}

/** An index whose rows are counted, as far as it matters. */
export function countedArm({ statements }: EventDatabase, index: string, where: string): Arm {
  const sql = `SELECT count(*) AS rows FROM (
    SELECT 1 FROM event e INDEXED BY ${index} WHERE ${where} LIMIT ${String(MAX_COUNTED)})`;
  return eventArm(index, where, statements.ask<{ rows: number }>(sql, {})[0]?.rows ?? 0);
}
