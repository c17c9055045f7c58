import { FLAG, KINDS } from './schema.ts';
import type { EventColumns } from './event-columns.ts';
import { toColumns, NO_COLUMNS } from './event-columns.ts';
import { createHourCounts } from './hour-counts.ts';
import { createNames, type NameKind, type Names } from './names.ts';
import type { Statements } from './statements.ts';
import { createTextBlocks, type TextBlocks } from './text-blocks.ts';
import { createWordIndex, type WordIndex } from './word-index.ts';
import type { KeptEntry } from './stored-item.ts';
import { decodeMessage } from '../../core/events/decode.ts';

/** A row of the table `event`, as far as it is read back. */
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

/** What is written of one row. */
export interface NewEvent {
  readonly entry: KeptEntry;
  readonly kind: keyof typeof KINDS;
  readonly columns: EventColumns;
  /** Epoch microseconds. */
  readonly firedAt: number;
  readonly words: readonly string[];
  /** False when there are more words than are indexed. */
  readonly isWhole: boolean;
  /** UTF-8 of the text; `null` for a row of our own. */
  readonly bytes: Uint8Array | null;
}

/** The table `event` with all that is derived from it: pairs, names, counts, words. */
export interface EventTable {
  readonly names: Names;
  readonly words: WordIndex;
  /** Whatever was there under that key goes first. */
  write(event: NewEvent): void;
  /** False when there is none. */
  remove(key: number): boolean;
  find(key: number): EventRow | null;
  read(row: EventRow): KeptEntry;
  lastKey(): number;
  /** Writes what is held in memory, within the transaction that is open. */
  save(): void;
  /** Forgets what was not saved, after a transaction that failed. */
  reset(): void;
}

/** Columns that tell which names a row uses. */
interface NamedRow extends EventRow {
  readonly entity: number | null;
  readonly domain: number | null;
  readonly service: number | null;
  readonly origin: number | null;
  readonly user: number | null;
}

export function createEventTable(statements: Statements): EventTable {
  const names = createNames(statements);
  const blocks: TextBlocks = createTextBlocks(statements);
  const words = createWordIndex(statements);
  const hours = createHourCounts(statements);
  let lastKey = readLastKey();

  function readLastKey(): number {
    return statements.get<{ key: number | null }>('SELECT max(key) AS key FROM event')?.key ?? 0;
  }

  function use(kind: NameKind, text: string | null): number | null {
    return text === null ? null : names.use(kind, text);
  }

  function write({ entry, kind, columns, firedAt, words: found, isWhole, bytes }: NewEvent): void {
    const { seq: key, serverId, receivedAt } = entry;
    if (key <= lastKey) remove(key);
    lastKey = Math.max(lastKey, key);
    const server = names.use('server', serverId);
    const type = use('type', columns.type);
    const entities = columns.entities.map((text) => names.use('entity', text));
    const domains = columns.domains.map((text) => names.use('domain', text));
    names.use('kind', kind);
    const isMany = entities.length > 1 || domains.length > 1;
    const flags =
      (entry.alert ? FLAG.alert : 0) + (entry.recovered ? FLAG.recovered : 0) + (isMany ? FLAG.many : 0);
    const place = bytes === null ? null : blocks.add(key, bytes);
    statements.run(
      `INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      key,
      KINDS[kind],
      server,
      type,
      entities[0] ?? null,
      domains[0] ?? null,
      use('service', columns.service),
      columns.stateFrom,
      columns.stateTo,
      use('origin', columns.origin),
      use('user', columns.user),
      columns.context,
      columns.parent,
      firedAt,
      receivedAt,
      flags,
      place?.block ?? null,
      place?.from ?? null,
      place?.bytes ?? null,
    );
    for (const thing of [...entities, ...domains]) {
      statements.run('INSERT INTO event_thing VALUES (?, ?)', thing, key);
    }
    if (entry.isOwnRow) statements.run('REPLACE INTO own_row (key, data) VALUES (?, ?)', key, entry.text);
    if (type !== null) hours.change(firedAt, server, type, 1);
    words.add(key, found, isWhole);
  }

  /** All things of a row that names several are in its text only. */
  function thingsOf(row: NamedRow): readonly number[] {
    if ((row.flags & FLAG.many) === 0) return [row.entity, row.domain].filter((id) => id !== null);
    const decoded = decodeMessage(read(row).text);
    const { entities, domains } = decoded.kind === 'event' ? toColumns(decoded.event) : NO_COLUMNS;
    return [
      ...entities.map((text) => names.find('entity', text)?.id ?? 0),
      ...domains.map((text) => names.find('domain', text)?.id ?? 0),
    ];
  }

  function remove(key: number): boolean {
    const row = statements.get<NamedRow>('SELECT * FROM event WHERE key = ?', key);
    if (row === null) return false;
    const things = thingsOf(row);
    for (const thing of things) {
      statements.run('DELETE FROM event_thing WHERE thing = ? AND event = ?', thing, key);
    }
    for (const id of [row.kind, row.server, row.type, row.service, row.origin, row.user, ...things]) {
      if (id !== null) names.drop(id);
    }
    if (row.type !== null) hours.change(row.time_fired, row.server, row.type, -1);
    if (row.block === null) statements.run('DELETE FROM own_row WHERE key = ?', key);
    words.remove(key);
    statements.run('DELETE FROM event WHERE key = ?', key);
    return true;
  }

  function read(row: EventRow): KeptEntry {
    const { key, block, text_from: from, text_bytes: bytes } = row;
    return {
      seq: key,
      serverId: names.textOf(row.server),
      receivedAt: row.received_at,
      at: Math.floor(row.time_fired / 1_000),
      alert: (row.flags & FLAG.alert) !== 0,
      recovered: (row.flags & FLAG.recovered) !== 0,
      isOwnRow: block === null,
      text: block === null ? readOwn(key) : blocks.read({ block, from, bytes }),
    };
  }

  function readOwn(key: number): string {
    return statements.get<{ data: string }>('SELECT data FROM own_row WHERE key = ?', key)?.data ?? '';
  }

  return {
    names,
    words,
    write,
    remove,
    find: (key) => statements.get<EventRow>(`SELECT ${EVENT_COLUMNS} FROM event e WHERE e.key = ?`, key),
    read,
    lastKey: () => lastKey,
    save() {
      blocks.save();
      words.save();
      names.save();
      hours.save();
    },
    reset() {
      for (const part of [blocks, words, names, hours]) part.reset();
      lastKey = readLastKey();
    },
  };
}
