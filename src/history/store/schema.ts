import type { EventFacet } from '../../core/query/event-facets.ts';

/**
 * Format of the file, kept in `user_version`. A change of the tables raises it. Files from before the first release have lower
 * ones: they are set aside, not read.
 */
export const FORMAT = 4;

/** Version of the word index. A change of the words raises it, and the index is rebuilt in the background. */
export const WORDS_VERSION = 1;

/** Ids of the kinds of a row, in the table `name`. They are assigned before all others. */
export const KINDS = { event: 1, unparsed: 2, gap: 3, server: 4 } as const;

/** Bits of `event.flags`. `many`: it names several entities or domains. */
export const FLAG = { alert: 1, recovered: 2, many: 4, bookmarked: 8 } as const;

/**
 * How a row of `event` stores a field of the query language: by the id of a name, as the first of several names (all of them are
 * in `event_thing`), as text, or as the bytes of an id. Everything that writes, reads and searches columns uses this table.
 */
export const FACET_COLUMNS = {
  type: { column: 'type', as: 'name', isIndexed: true },
  entity: { column: 'entity', as: 'thing' },
  domain: { column: 'domain', as: 'thing' },
  service: { column: 'service', as: 'name', isIndexed: true },
  from: { column: 'state_from', as: 'text' },
  to: { column: 'state_to', as: 'text' },
  origin: { column: 'origin', as: 'name', isIndexed: false },
  user: { column: 'user', as: 'name', isIndexed: true },
  context: { column: 'context', as: 'id' },
  parent: { column: 'parent', as: 'id' },
} as const satisfies Readonly<
  Record<
    EventFacet,
    | { readonly column: string; readonly as: 'thing' | 'text' | 'id' }
    | { readonly column: string; readonly as: 'name'; readonly isIndexed: boolean }
  >
>;

/** Names of the columns of one kind. */
export type ColumnAs<As> = Extract<(typeof FACET_COLUMNS)[EventFacet], { readonly as: As }>['column'];

export const FACETS_OF_EVENT = Object.keys(FACET_COLUMNS) as readonly EventFacet[];

const COLUMN_TYPES = { name: 'INTEGER', thing: 'INTEGER', text: 'TEXT', id: 'BLOB' } as const;
const facetColumns = Object.values(FACET_COLUMNS);

/** States that do not begin like a number. Only these are indexed, because each value of a sensor would be an entry. */
export function isWordState(column: string): string {
  return `${column} GLOB '[^0-9+.-]*'`;
}

function toIndex(facet: (typeof facetColumns)[number]): string {
  const { column, as } = facet;
  if (as === 'thing' || (as === 'name' && !facet.isIndexed)) return '';
  const condition = as === 'text' ? isWordState(column) : `${column} IS NOT NULL`;
  return `CREATE INDEX event_${column} ON event (${column}) WHERE ${condition};`;
}

function toFlagIndex(flag: keyof typeof FLAG): string {
  return `CREATE INDEX event_${flag} ON event (flags) WHERE flags & ${String(FLAG[flag])};`;
}

/** docs/history-file.md explains each table and column to the owner of the file. */
export const TABLES = `
CREATE TABLE about (name TEXT PRIMARY KEY, value) WITHOUT ROWID;

CREATE TABLE name (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  text TEXT NOT NULL,
  uses INTEGER NOT NULL DEFAULT 0,
  UNIQUE (kind, text)
);
INSERT INTO name (id, kind, text) VALUES
  (${String(KINDS.event)}, 'kind', 'event'), (${String(KINDS.unparsed)}, 'kind', 'unparsed'),
  (${String(KINDS.gap)}, 'kind', 'gap'), (${String(KINDS.server)}, 'kind', 'server');

CREATE TABLE event (
  key INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,
  server INTEGER NOT NULL,
  ${facetColumns.map(({ column, as }) => `${column} ${COLUMN_TYPES[as]},`).join(' ')}
  time_fired INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  flags INTEGER NOT NULL,
  block INTEGER,
  text_from INTEGER,
  text_bytes INTEGER
);
CREATE INDEX event_kind ON event (kind) WHERE kind <> ${String(KINDS.event)};
${facetColumns.map(toIndex).join('\n')}
CREATE INDEX event_time_fired ON event (time_fired);
${(['alert', 'recovered', 'bookmarked'] as const).map(toFlagIndex).join('\n')}

CREATE TABLE event_thing (thing INTEGER, event INTEGER, PRIMARY KEY (thing, event)) WITHOUT ROWID;

CREATE TABLE text_block (id INTEGER PRIMARY KEY, last_key INTEGER NOT NULL, texts BLOB NOT NULL);
CREATE TABLE own_row (key INTEGER PRIMARY KEY, data TEXT NOT NULL);

CREATE TABLE hour_count (
  hour INTEGER, server INTEGER, type INTEGER, events INTEGER NOT NULL,
  PRIMARY KEY (hour, server, type)
) WITHOUT ROWID;

CREATE TABLE current_state (
  server TEXT, entity TEXT, state TEXT NOT NULL, attributes TEXT NOT NULL, last_changed TEXT, key INTEGER NOT NULL,
  PRIMARY KEY (server, entity)
) WITHOUT ROWID;

CREATE TABLE alert (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, data TEXT NOT NULL, UNIQUE (at, data));
CREATE TABLE connection_state (
  id INTEGER PRIMARY KEY, server TEXT NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL, code TEXT NOT NULL,
  UNIQUE (at, server, state, code)
);

CREATE VIEW events AS
SELECT e.key, datetime(e.time_fired / 1000000, 'unixepoch') AS time, s.text AS server, t.text AS type, n.text AS entity,
  c.text AS service, e.state_from, e.state_to, e.flags & 1 AS alert, (e.flags & 2) / 2 AS recovered,
  (e.flags & 8) / 8 AS bookmarked
FROM event e LEFT JOIN name s ON s.id = e.server LEFT JOIN name t ON t.id = e.type LEFT JOIN name n ON n.id = e.entity
  LEFT JOIN name c ON c.id = e.service;
`;

/** The words of each event, by its key. Without the texts and without positions of words: the matcher decides phrases. */
export const WORDS_TABLE = `
CREATE VIRTUAL TABLE words USING fts5 (
  text, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
);`;
