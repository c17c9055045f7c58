import type { HaEvent } from '../../core/events/event.ts';
import type { OwnRow } from '../../core/own-rows/own-row.ts';
import { toOwnRow } from '../../core/own-rows/own-row-words.ts';
import type { Row } from '../../core/events/row.ts';
import type { OwnEntry } from '../../core/history/history.ts';
import { parseFiredAt, toRow, toUnparsedRow } from '../../core/events/to-row.ts';
import { toQueryItem, type QueryItemSource } from '../../core/query/event-item.ts';
import type { QueryItem } from '../../core/query/item.ts';
import { decodeMessage } from '../../core/events/decode.ts';

interface StoredFacts {
  readonly seq: number;
  readonly serverId: string;
  /** Epoch ms. */
  readonly receivedAt: number;
  readonly alert: boolean;
  readonly recovered: boolean;
}

/** What the tables hold of one row, put together. */
export interface KeptEntry extends StoredFacts {
  /** `text` is the data of a row that is no event (`toOwnText`), else what the server sent. */
  readonly isOwnRow: boolean;
  readonly text: string;
  /** Epoch ms at which it happened. */
  readonly at: number;
}

/** What the table `own_row` has of a row that is no event. */
type OwnData = { readonly own: OwnRow } | { readonly row: Row };

export function toOwnText(entry: OwnEntry): string {
  const data: OwnData = entry.kind === 'own' ? { own: entry.own } : { row: entry.row };
  return JSON.stringify(data);
}

/** The row of it. The sentence of one of our own is made here. */
export function toRowOf(entry: OwnEntry): Row {
  return entry.kind === 'own' ? toOwnRow(entry.own, entry) : entry.row;
}

/** The entry that a row which is no event was written as. */
export function toOwnEntry({ seq, serverId, at, receivedAt, text }: KeptEntry): OwnEntry {
  const data = JSON.parse(text) as OwnData;
  return 'own' in data
    ? { kind: 'own', seq, serverId, at, own: data.own, receivedAt }
    : { kind: 'row', row: data.row, receivedAt };
}

/** An entry with all that can be made of it. */
export interface StoredItem {
  /** Redacted; empty for own rows. */
  readonly raw: string;
  readonly event: HaEvent | null;
  readonly row: Row;
  readonly item: QueryItem;
}

/** Reads an entry. `row` and `item` tell the same, so that what is shown and what is found agree. */
export function readEntry(entry: KeptEntry, isBookmarked: boolean): StoredItem {
  const { text } = entry;
  if (entry.isOwnRow) return toOwnItem(toRowOf(toOwnEntry(entry)), isBookmarked);
  const decoded = decodeMessage(text);
  return toStoredItem(entry, text, decoded.kind === 'event' ? decoded.event : null, isBookmarked);
}

/** The part of it that a query looks at, without making a row of an event: most are only looked at. */
export function readItem(entry: KeptEntry, isBookmarked: boolean): QueryItem {
  return toQueryItem(readSource(entry, isBookmarked));
}

export function readSource(entry: KeptEntry, isBookmarked: boolean): QueryItemSource {
  const { text } = entry;
  if (entry.isOwnRow) return toRowSource(markRow(toRowOf(toOwnEntry(entry)), isBookmarked));
  const decoded = decodeMessage(text);
  if (decoded.kind === 'event') return toEventSource(entry, decoded.event, isBookmarked);
  return toRowSource(toStoredItem(entry, text, null, isBookmarked).row);
}

/** What a query looks at in an event. Its sentence is made when it is asked for. */
export function toEventSource(
  { seq, serverId, receivedAt, alert, recovered }: StoredFacts,
  event: HaEvent,
  isBookmarked: boolean,
): QueryItemSource {
  const at = parseFiredAt(event.time_fired) ?? receivedAt;
  const facts = { seq, kind: 'event', serverId, at, alert, ...toMarks(recovered, isBookmarked) } as const;
  return { facts, event, text: null };
}

function toRowSource(row: Row): QueryItemSource {
  return { facts: row, event: null, text: row.text };
}

/** The same for an event whose text is decoded already; `null` when it could not be. */
export function toStoredItem(
  facts: StoredFacts,
  raw: string,
  event: HaEvent | null,
  isBookmarked: boolean,
): StoredItem {
  const plain = event === null ? { ...toUnparsedRow(raw, facts), alert: facts.alert } : toRow(event, facts);
  const row = {
    ...plain,
    ...toMarks(facts.recovered, isBookmarked),
  };
  return { raw, event, row, item: toQueryItem({ facts: row, event, text: row.text }) };
}

function toOwnItem(row: Row, isBookmarked: boolean): StoredItem {
  const marked = markRow(row, isBookmarked);
  return { raw: '', event: null, row: marked, item: toQueryItem(toRowSource(marked)) };
}

function toMarks(recovered: boolean, bookmarked: boolean): Pick<Row, 'recovered' | 'bookmarked'> {
  return { ...(recovered ? { recovered } : {}), ...(bookmarked ? { bookmarked } : {}) };
}

function markRow(row: Row, isBookmarked: boolean): Row {
  return isBookmarked ? { ...row, bookmarked: true } : row;
}
