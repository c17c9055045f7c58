import type { HaEvent } from '../../core/events/event.ts';
import { decodeMessage } from '../../core/events/decode.ts';
import type { KeptEntry } from '../../core/log/log-entry.ts';
import type { OwnRow } from '../../core/own-rows/own-row.ts';
import { facetValues, type EventFacet } from '../../core/query/event-facets.ts';
import { createHourCounts } from './hour-counts.ts';
import { toIdBytes } from './id-bytes.ts';
import { createNames } from './names.ts';
import { FACET_COLUMNS, FACETS_OF_EVENT, FLAG, KINDS } from './schema.ts';
import type { Statements, Value } from './statements.ts';
import { createTextBlocks } from './text-blocks.ts';
import { createWordIndex } from './word-index.ts';

/** The columns of the table `event` that are read back. */
export interface EventRow {
  readonly key: number;
  readonly kind: number;
  readonly server: number;
  readonly type: number | null;
  readonly time_fired: number;
  readonly received_at: number;
  readonly flags: number;
  readonly block: number | null;
  readonly text_from: number;
  readonly text_bytes: number;
}

/** Columns of an `EventRow`, for a SELECT from `event e`. */
export const EVENT_COLUMNS =
  'e.key, e.kind, e.server, e.type, e.time_fired, e.received_at, e.flags, e.block, e.text_from, e.text_bytes';

/** Values of each field of the query language, in lower case, each once; none for a row that is not an event. */
export type EventFacets = Readonly<Partial<Record<EventFacet, readonly string[]>>>;

export function toFacets(event: HaEvent): EventFacets {
  return Object.fromEntries(FACETS_OF_EVENT.map((facet) => [facet, facetValues(event, facet)]));
}

/** The values of one row to write. */
export interface NewEvent {
  readonly entry: KeptEntry;
  readonly kind: keyof typeof KINDS;
  readonly facets: EventFacets;
  /** Epoch microseconds. */
  readonly firedAt: number;
  readonly words: readonly string[];
  /** False when the event has more words than are indexed. */
  readonly isWhole: boolean;
}

const COLUMNS = FACETS_OF_EVENT.map((facet) => FACET_COLUMNS[facet].column);
const INSERT = `INSERT INTO event (key, kind, server, ${COLUMNS.join(', ')}, time_fired, received_at, flags, block,
  text_from, text_bytes) VALUES (?, ?, ?, ${COLUMNS.map(() => '?').join(', ')}, ?, ?, ?, ?, ?, ?)`;

const encoder = new TextEncoder();

/** The table `event` with everything derived from it: pairs, names, counts, words. */
export type EventTable = ReturnType<typeof createEventTable>;

export function createEventTable(statements: Statements) {
  const names = createNames(statements);
  const blocks = createTextBlocks(statements);
  const words = createWordIndex(statements);
  const hours = createHourCounts(statements);
  let lastKey = readLastKey();

  function readLastKey(): number {
    return statements.get<{ key: number | null }>('SELECT max(key) AS key FROM event')?.key ?? 0;
  }

  /** The value of a column. Things are put into `things`. */
  function toColumn(facet: EventFacet, values: readonly string[], things: number[]): Value {
    const [first] = values;
    const { column, as } = FACET_COLUMNS[facet];
    if (first === undefined || as === 'text') return first ?? null;
    if (as === 'id') return toIdBytes(first);
    if (as === 'name') return names.use(column, first);
    const ids = values.map((text) => names.use(column, text));
    things.push(...ids);
    return ids[0] ?? null;
  }

  function write({ entry, kind, facets, firedAt, words: found, isWhole }: NewEvent): void {
    const { seq: key, serverId, bookmarked } = entry;
    const old = key <= lastKey ? remove(key) : 0;
    lastKey = Math.max(lastKey, key);
    const server = names.use('server', serverId);
    names.use('kind', kind);
    const things: number[] = [];
    const columns = FACETS_OF_EVENT.map((facet) => toColumn(facet, facets[facet] ?? [], things));
    const isMany = (facets.entity?.length ?? 0) > 1 || (facets.domain?.length ?? 0) > 1;
    const flags =
      (entry.kind !== 'own' && entry.alert ? FLAG.alert : 0) +
      (entry.kind !== 'own' && entry.recovered ? FLAG.recovered : 0) +
      (isMany ? FLAG.many : 0) +
      (bookmarked ? FLAG.bookmarked : old & FLAG.bookmarked);
    const place = entry.kind === 'own' ? null : blocks.add(key, encoder.encode(entry.raw));
    statements.run(
      INSERT,
      key,
      KINDS[kind],
      server,
      ...columns,
      firedAt,
      entry.kind === 'own' ? entry.at : entry.receivedAt,
      flags,
      place?.block ?? null,
      place?.from ?? null,
      place?.bytes ?? null,
    );
    for (const thing of things) statements.run('INSERT INTO event_thing VALUES (?, ?)', thing, key);
    if (entry.kind === 'own') {
      statements.run('REPLACE INTO own_row (key, data) VALUES (?, ?)', key, JSON.stringify(entry.own));
    }
    const type = columns[FACETS_OF_EVENT.indexOf('type')];
    if (typeof type === 'number') hours.change(firedAt, server, type, 1);
    words.add(key, found, isWhole);
  }

  /** If a row names several entities, all of them are only in its text. */
  function thingsOf(row: EventRow & Readonly<Record<string, unknown>>): readonly unknown[] {
    if ((row.flags & FLAG.many) === 0) return [row['entity'], row['domain']];
    const entry = read(row);
    const decoded = entry.kind === 'event' ? decodeMessage(entry.raw) : null;
    if (decoded?.kind !== 'event') return [];
    const { event } = decoded;
    return (['entity', 'domain'] as const).flatMap((facet) =>
      facetValues(event, facet).map((text) => names.find(facet, text)?.id),
    );
  }

  /** Returns the flags that it had. */
  function remove(key: number): number {
    const row = statements.get<EventRow & Readonly<Record<string, unknown>>>(
      'SELECT * FROM event WHERE key = ?',
      key,
    );
    if (row === null) return 0;
    const things = thingsOf(row).filter((id) => typeof id === 'number');
    for (const thing of things) {
      statements.run('DELETE FROM event_thing WHERE thing = ? AND event = ?', thing, key);
    }
    const named = Object.values(FACET_COLUMNS).map(({ as, column }) => (as === 'name' ? row[column] : null));
    for (const id of [row.kind, row.server, ...named, ...things]) if (typeof id === 'number') names.drop(id);
    if (row.type !== null) hours.change(row.time_fired, row.server, row.type, -1);
    if (row.block === null) statements.run('DELETE FROM own_row WHERE key = ?', key);
    words.remove(key);
    statements.run('DELETE FROM event WHERE key = ?', key);
    return row.flags;
  }

  function read(row: EventRow): KeptEntry {
    const { key: seq, block, text_from: from, text_bytes: bytes, flags } = row;
    const facts = { seq, serverId: names.textOf(row.server), bookmarked: (flags & FLAG.bookmarked) !== 0 };
    if (block === null) return { kind: 'own', ...facts, at: row.received_at, own: readOwn(seq) };
    return {
      kind: row.kind === KINDS.event ? 'event' : 'unparsed',
      ...facts,
      receivedAt: row.received_at,
      alert: (flags & FLAG.alert) !== 0,
      recovered: (flags & FLAG.recovered) !== 0,
      raw: blocks.read({ block, from, bytes }),
    };
  }

  function readOwn(key: number): OwnRow {
    const data = statements.get<{ data: string }>('SELECT data FROM own_row WHERE key = ?', key)?.data;
    if (data === undefined) throw new Error(`The row ${String(key)} has no data.`);
    return JSON.parse(data) as OwnRow;
  }

  return {
    names,
    words,
    /** A row with the same key is removed first; its bookmark stays. */
    write,
    remove: (key: number): void => void remove(key),
    /** Removes rows whose texts must not stay in the file until those beside them go. */
    erase(keys: readonly number[]): void {
      const places = keys.flatMap((key) => {
        const row = statements.get<EventRow>(`SELECT ${EVENT_COLUMNS} FROM event e WHERE e.key = ?`, key);
        return row?.block == null ? [] : [{ block: row.block, from: row.text_from, bytes: row.text_bytes }];
      });
      blocks.blank(places);
      for (const key of keys) remove(key);
    },
    setBookmark(key: number, on: boolean): void {
      const marked = `flags & ~${String(FLAG.bookmarked)} | ${String(on ? FLAG.bookmarked : 0)}`;
      statements.run(`UPDATE event SET flags = ${marked} WHERE key = ?`, key);
    },
    find: (key: number): EventRow | null =>
      statements.get<EventRow>(`SELECT ${EVENT_COLUMNS} FROM event e WHERE e.key = ?`, key),
    read,
    lastKey: (): number => lastKey,
    /** Writes the buffered values, within the transaction that is open. */
    save(): void {
      for (const part of [blocks, words, names, hours]) part.save();
    },
    /** Drops unsaved values after a failed transaction. */
    reset(): void {
      for (const part of [blocks, words, names, hours]) part.reset();
      lastKey = readLastKey();
    },
  };
}
