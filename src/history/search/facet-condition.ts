import type { Facet, ValueTest } from '../../core/query/ast.ts';
import { createFacetTest } from '../../core/query/create-matcher.ts';
import { toFacetValue } from '../../core/query/event-facets.ts';
import { toIdBytes } from '../store/id-bytes.ts';
import type { EventDatabase } from '../store/event-database.ts';
import type { NameKind } from '../store/names.ts';
import { FACET_COLUMNS, FLAG, KINDS, isWordState, type ColumnAs } from '../store/schema.ts';
import { NOTHING, eventArm, type Arm, type CompileContext, type Condition } from './condition.ts';
import { isOneOf, quote, quoteBytes } from './sql-text.ts';

/** For a set of names with more rows than this, a scan of all rows is as fast. */
const MAX_SET_ROWS = 20_000;
/** Rows of a state are counted only up to this number, to choose an index. */
const MAX_COUNTED = 5_000;
/** Most stars of a pattern that SQLite matches. */
const MAX_STARS = 4;

/** Any test but whether there is a value at all. */
type Named = Exclude<ValueTest, { readonly kind: 'exists' }>;

export function compileFacet(facet: Facet, test: ValueTest, context: CompileContext): Condition {
  if (facet === 'kind') return compileKind(test, context);
  if (facet === 'server') return compileServer(test, context);
  const found = FACET_COLUMNS[facet];
  if (test.kind === 'exists') return { sql: `(e.${found.column} IS NOT NULL)`, exact: true, arms: [] };
  switch (found.as) {
    case 'thing':
      return compileThing(found.column, test, context);
    case 'name':
      return compileName(found, test, context);
    case 'text':
      return compileText(found.column, test, context);
    case 'id':
      return compileId(found.column, test, context);
  }
}

interface Found {
  readonly ids: readonly number[];
  readonly rows: number;
}

/** Names that pass the matcher's test. */
function findNames(kind: NameKind, test: ValueTest, { database }: CompileContext): Found {
  if (test.kind === 'is') {
    const known = database.table.names.find(kind, toFacetValue(test.value));
    return known === null ? { ids: [], rows: 0 } : { ids: [known.id], rows: known.uses };
  }
  if (test.kind === 'one-of') {
    const known = test.values.map((value) => database.table.names.find(kind, value));
    const there = known.filter((name) => name !== null);
    return { ids: there.map(({ id }) => id), rows: there.reduce((sum, { uses }) => sum + uses, 0) };
  }
  const isMatch = createFacetTest(test);
  const start = test.kind === 'glob' ? (/^[^*?]*/.exec(test.pattern.toLowerCase())?.[0] ?? '') : '';
  const found = database.table.names.list(kind, start).filter(({ text }) => isMatch(text));
  return { ids: found.map(({ id }) => id), rows: found.reduce((sum, { uses }) => sum + uses, 0) };
}

function isWorthIndex({ ids, rows }: Found): boolean {
  return ids.length === 1 || rows <= MAX_SET_ROWS;
}

function compileThing(column: ColumnAs<'thing'>, test: ValueTest, context: CompileContext): Condition {
  const found = findNames(column, test, context);
  if (found.ids.length === 0) return NOTHING;
  const ids = found.ids.join(',');
  const others = `(e.flags & ${String(FLAG.many)}) <> 0 AND EXISTS (
    SELECT 1 FROM event_thing t WHERE t.thing IN (${ids}) AND t.event = e.key)`;
  const one = found.ids.length === 1;
  // An event with two of the entities or domains must be returned once.
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
    sql: `(${isOneOf(`e.${column}`, found.ids)} OR (${others}))`,
    exact: true,
    arms: isWorthIndex(found) ? [arm] : [],
  };
}

function compileName(
  { column, isIndexed }: { readonly column: ColumnAs<'name'>; readonly isIndexed: boolean },
  test: ValueTest,
  context: CompileContext,
): Condition {
  const found = findNames(column, test, context);
  if (found.ids.length === 0) return NOTHING;
  const where = `e.${column} IN (${found.ids.join(',')})`;
  return {
    sql: isOneOf(`e.${column}`, found.ids),
    exact: true,
    arms: isIndexed && isWorthIndex(found) ? [eventArm(`event_${column}`, where, found.rows)] : [],
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

function compileText(column: string, test: Named, { database }: CompileContext): Condition {
  const some = `(e.${column} IS NOT NULL)`;
  switch (test.kind) {
    case 'is': {
      const value = toFacetValue(test.value);
      const sql = `coalesce(e.${column} = ${quote(value)}, 0)`;
      if (value === '' || /^[0-9+.-]/.test(value)) return { sql, exact: true, arms: [] };
      const where = `e.${column} = ${quote(value)} AND ${isWordState(`e.${column}`)}`;
      return { sql, exact: true, arms: [countedArm(database, `event_${column}`, where)] };
    }
    case 'one-of':
      return {
        sql: `coalesce(e.${column} IN (${test.values.map((value) => quote(value)).join(',')}), 0)`,
        exact: true,
        arms: [],
      };
    case 'glob': {
      const pattern = test.pattern.toLowerCase();
      // SQLite backtracks to each star, which is slow with many of them.
      if (pattern.split('*').length > MAX_STARS || toFacetValue(pattern) !== pattern) {
        return { sql: some, exact: false, arms: [] };
      }
      // The same wildcards as in SQLite, except its sets in brackets.
      const glob = quote(pattern.replaceAll('[', '[[]'));
      return { sql: `coalesce(e.${column} GLOB ${glob}, 0)`, exact: true, arms: [] };
    }
    case 'regex':
      return { sql: some, exact: false, arms: [] };
    case 'compare':
    case 'range': {
      // Only characters of numbers; the matcher decides whether the whole is one.
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

function compileId(column: string, test: Named, { database }: CompileContext): Condition {
  if (test.kind !== 'is') return { sql: `(e.${column} IS NOT NULL)`, exact: false, arms: [] };
  const value = quoteBytes(toIdBytes(toFacetValue(test.value)));
  return {
    sql: `coalesce(e.${column} = ${value}, 0)`,
    exact: true,
    arms: [countedArm(database, `event_${column}`, `e.${column} = ${value} AND e.${column} IS NOT NULL`)],
  };
}

/** An index whose rows are counted, up to a limit. */
export function countedArm({ statements }: EventDatabase, index: string, where: string): Arm {
  const sql = `SELECT count(*) AS rows FROM (
    SELECT 1 FROM event e INDEXED BY ${index} WHERE ${where} LIMIT ${String(MAX_COUNTED)})`;
  return eventArm(index, where, statements.ask<{ rows: number }>(sql, {})[0]?.rows ?? 0);
}
