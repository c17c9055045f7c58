import { toStateChange } from '../../core/events/state-change.ts';
import type { HistogramRequest, History, StoredEvent, Answer, Question } from '../../core/history/history.ts';
import { readEntry } from '../../core/log/log-entry.ts';
import { toUnfinishedGap } from '../../core/own-rows/own-row.ts';
import type { QueryNode } from '../../core/query/ast.ts';
import type { EventDatabase } from '../store/event-database.ts';
import { EVENT_COLUMNS, type EventRow } from '../store/event-table.ts';
import { FACET_COLUMNS } from '../store/schema.ts';
import type { HistoryStore } from '../store/history-store.ts';
import { toIdBytes } from '../store/id-bytes.ts';
import { createFinder, NO_END, type Finder } from './finder.ts';
import { countByTime } from './histogram.ts';
import type { Steps } from './steps.ts';
import { countBusiest } from './busiest.ts';

/** Rows that are checked for a neighbour in one step. */
const STEP_ROWS = 256;

/** All questions except searches. Short work is a single step. */
export function* answer(
  store: HistoryStore,
  question: Question,
  serverNames: ReadonlyMap<string, string>,
): Steps<unknown> {
  switch (question.kind) {
    case 'readEvent':
      return store.read(...question.args);
    case 'rowsOf':
      return question.args[0].map((seq) => store.read(seq)?.row).filter((row) => row !== undefined);
    case 'nearest':
      return yield* findNearest(store, toFinders(store, question.args[0], serverNames), question.args);
    case 'byContext':
      return findByContext(store, ...question.args);
    case 'currentStates':
      return store.databases().flatMap(({ states }) => states.list(...question.args));
    case 'histogram':
      return yield* drawHistogram(store, question.args[0], serverNames);
    case 'busiest':
      return yield* countBusiest(store.databases(), ...question.args);
    case 'states':
      return yield* findStates(store, question.args);
    case 'values':
      return countValues(store, ...question.args);
    case 'alerts':
      return store.alerts(...question.args);
    case 'connectionSpans':
      return store.connectionSpans(...question.args);
    case 'unfinishedGaps':
      return store.databases().flatMap((database) => findUnfinished(database, ...question.args));
    case 'setBookmark':
      store.setBookmark(...question.args);
      return null;
    case 'erase':
      store.erase();
      return null;
    case 'eraseServer':
      while (store.eraseServer(...question.args)) yield;
      return null;
    case 'flush':
      store.commit();
      return null;
    case 'close':
      store.close();
      return null;
  }
}

/** Most gaps whose recovery goes on. */
const MAX_UNFINISHED = 20;

function findUnfinished({ statements, table }: EventDatabase, serverId: string): Answer<'unfinishedGaps'> {
  return statements
    .all<EventRow>(
      `SELECT ${EVENT_COLUMNS} FROM own_row o JOIN event e ON e.key = o.key
       WHERE json_extract(o.data, '$.kind') = 'gap'
         AND coalesce(json_extract(o.data, '$.recovery.outcome.kind'), 'running') = 'running'
       ORDER BY e.key DESC`,
    )
    .map((row) => table.read(row))
    .filter((entry) => entry.kind === 'own' && entry.serverId === serverId)
    .slice(0, MAX_UNFINISHED)
    .flatMap((entry) => (entry.kind === 'own' ? (toUnfinishedGap(entry) ?? []) : []));
}

/** One a database, in their order. */
export function toFinders(
  store: HistoryStore,
  query: QueryNode,
  serverNames: ReadonlyMap<string, string>,
): readonly Finder[] {
  return store.databases().map((database) => createFinder(query, { database, serverNames }));
}

/** Key of the last event that was fired at or before a moment, epoch ms; 0 without one. */
export function keyAt(store: HistoryStore, at: number): number {
  const before = Math.max(-NO_END, Math.min(NO_END, (Math.floor(at) + 1) * 1_000));
  const keys = store
    .databases()
    .map(
      ({ statements }) =>
        statements.get<{ key: number }>(
          'SELECT key FROM event WHERE time_fired < ? ORDER BY time_fired DESC, key DESC LIMIT 1',
          before,
        )?.key ?? 0,
    );
  return Math.max(0, ...keys);
}

function* drawHistogram(
  store: HistoryStore,
  request: HistogramRequest,
  serverNames: ReadonlyMap<string, string>,
): Steps<Answer<'histogram'>> {
  const contexts = store.databases().map((database) => ({ database, serverNames }));
  const counted = yield* countByTime(contexts, request);
  return { ...counted, gaps: store.gaps(counted.from, counted.to) };
}

function* findNearest(
  store: HistoryStore,
  finders: readonly Finder[],
  [, seq, direction]: Parameters<History['nearest']>,
): Steps<Answer<'nearest'>> {
  const found: number[] = [];
  for (const finder of finders) {
    const key = yield* direction === 'before' ? findBefore(finder, seq) : findAfter(finder, seq);
    if (key !== null) found.push(key);
  }
  if (found.length === 0) return null;
  const nearest = direction === 'before' ? Math.max(...found) : Math.min(...found);
  return store.read(nearest)?.row ?? null;
}

function* findBefore(finder: Finder, seq: number): Steps<number | null> {
  if (finder.exact) return finder.keys({ low: 0, high: seq }, 0, 1)[0] ?? null;
  for (let high = seq; high > 0;) {
    const low = finder.boundary(high, STEP_ROWS);
    for (const row of finder.select<EventRow>(EVENT_COLUMNS, { low, high }, { order: 'ORDER BY key DESC' })) {
      if (finder.isMatch(row)) return row.key;
    }
    high = low;
    yield;
  }
  return null;
}

function* findAfter(finder: Finder, seq: number): Steps<number | null> {
  const order = `ORDER BY key LIMIT ${String(finder.exact ? 1 : STEP_ROWS)}`;
  for (let low = seq + 1; ;) {
    const rows = finder.select<EventRow>(EVENT_COLUMNS, { low, high: NO_END }, { order });
    const match = rows.find((row) => finder.exact || finder.isMatch(row));
    if (match !== undefined) return match.key;
    const last = rows.at(-1);
    if (last === undefined) return null;
    low = last.key + 1;
    yield;
  }
}

function findByContext(store: HistoryStore, ids: readonly string[], limit: number): readonly StoredEvent[] {
  const keys = store.databases().flatMap(({ statements }) =>
    ids.flatMap((id) => {
      const bytes = toIdBytes(id.toLowerCase());
      return (['context', 'parent'] as const).flatMap((column) =>
        statements.all<{ key: number }>(
          `SELECT key FROM event WHERE ${column} = ? AND ${column} IS NOT NULL ORDER BY key LIMIT ?`,
          bytes,
          limit,
        ),
      );
    }),
  );
  const rising = [...new Set(keys.map(({ key }) => key))].sort((a, b) => a - b);
  return rising
    .slice(0, limit)
    .map((key) => store.read(key))
    .filter((event) => event !== null);
}

function* findStates(store: HistoryStore, asked: Parameters<History['states']>): Steps<Answer<'states'>> {
  const found: { readonly key: number; readonly at: number; readonly state: string }[] = [];
  for (const database of store.databases()) {
    for (const row of stateRows(database, asked)) {
      const event = readEntry(database.table.read(row));
      const state = event === null ? undefined : toStateChange(event)?.after?.state;
      if (state !== undefined) found.push({ key: row.key, at: Math.floor(row.time_fired / 1_000), state });
      if (found.length % 64 === 0) yield;
    }
  }
  return found
    .sort((a, b) => a.key - b.key)
    .slice(-asked[3])
    .map(({ at, state }) => ({ at, state }));
}

function stateRows(
  { statements, table: { names } }: EventDatabase,
  [serverId, entity, uptoSeq, limit]: Parameters<History['states']>,
): readonly EventRow[] {
  return statements.all<EventRow>(
    `SELECT ${EVENT_COLUMNS} FROM event_thing d CROSS JOIN event e ON e.key = d.event
     WHERE d.thing = ? AND d.event <= ? AND e.type = ? AND e.server = ? ORDER BY d.event DESC LIMIT ?`,
    names.find('entity', entity.toLowerCase())?.id ?? 0,
    Math.min(uptoSeq, NO_END),
    names.find('type', 'state_changed')?.id ?? 0,
    names.find('server', serverId)?.id ?? 0,
    limit,
  );
}

function countValues(
  store: HistoryStore,
  ...[facet, prefix, limit]: Parameters<History['values']>
): Answer<'values'> {
  const counts = new Map<string, number>();
  for (const { statements, table } of store.databases()) {
    const start = prefix.toLowerCase();
    const { as, column } = FACET_COLUMNS[facet];
    const found =
      as === 'text'
        ? statements.all<{ text: string; uses: number }>(
            `SELECT ${column} AS text, count(*) AS uses FROM event WHERE ${column} >= ? AND ${column} < ? GROUP BY 1`,
            start,
            `${start}\u{10ffff}`,
          )
        : table.names.list(column, start);
    for (const { text, uses } of found) counts.set(text, (counts.get(text) ?? 0) + uses);
  }
  return [...counts]
    .sort(([a, countA], [b, countB]) => countB - countA || a.localeCompare(b))
    .slice(0, limit)
    .map(([value, count]) => ({ value, count }));
}
