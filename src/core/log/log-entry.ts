import { toOwnRow } from '../own-rows/own-row-words.ts';
import type { HaEvent } from '../events/event.ts';
import type { PlacedOwnRow } from '../own-rows/own-row.ts';
import type { Row } from '../events/row.ts';
import { hideSecretPlaces } from '../events/secret-places.ts';
import { subjectOf } from '../events/subject.ts';
import { parseFiredAt, toRow, toUnparsedRow } from '../events/to-row.ts';
import { decodeMessage } from '../events/decode.ts';
import type { StoredEvent } from '../history/history.ts';
import { LazyItem, type QueryItemSource } from '../query/event-item.ts';
import type { QueryItem } from '../query/item.ts';

/** Facts about a text that are not in it. */
export interface EntryFacts {
  readonly seq: number;
  readonly serverId: string;
  /** Epoch ms at which it arrived here. */
  readonly receivedAt: number;
}

/** A text of a server, as memory and store keep it. */
export interface KeptText extends EntryFacts {
  /** `unparsed`: it could not be decoded. */
  readonly kind: 'event' | 'unparsed';
  readonly raw: string;
  /** A notification was raised for it. */
  readonly alert: boolean;
  /** The stream missed it; it was recovered. */
  readonly recovered: boolean;
  readonly bookmarked: boolean;
}

/** A row of our own. */
export interface KeptOwn extends PlacedOwnRow {
  readonly kind: 'own';
  readonly bookmarked: boolean;
}

/** A kept row. Never a parsed event, which takes several times the memory of its text. */
export type KeptEntry = KeptText | KeptOwn;

/** A text in memory, with the few fields by which the log is searched. Its row is made when somebody looks. */
export interface TextEntry extends KeptText {
  readonly type: string;
  readonly subject: string;
  /** See `textBytesOf`. */
  readonly textBytes: number;
}

export type LogEntry = TextEntry | KeptOwn;

/** Rows that were made, for as long as their entries are in memory: a window asks for the same ones again and again. */
const rows = new WeakMap<LogEntry, Row>();

/** Longer texts get their row on arrival. */
const LONG_CHARACTERS = 16_384;

/** The entry of an event that was parsed on arrival. */
export function toEventEntry(
  event: HaEvent,
  raw: string,
  { seq, serverId, receivedAt, alert, recovered }: EntryFacts & Pick<KeptText, 'alert' | 'recovered'>,
): TextEntry {
  const entry: TextEntry = {
    kind: 'event',
    seq,
    serverId,
    receivedAt,
    alert,
    recovered,
    bookmarked: false,
    raw,
    type: event.event_type,
    subject: subjectOf(event),
    textBytes: textBytesOf(raw),
  };
  // What takes milliseconds to parse is not parsed again for its row: a window asks for fifty at a time.
  if (raw.length > LONG_CHARACTERS) rows.set(entry, rowOfText(entry, event));
  return entry;
}

/** The entry of a message that could not be decoded. */
export function toUnparsedEntry(raw: string, { seq, serverId, receivedAt }: EntryFacts): TextEntry {
  const marks = { alert: false, recovered: false, bookmarked: false };
  const found = { type: 'unparsed', subject: '', textBytes: textBytesOf(raw) };
  return { kind: 'unparsed', seq, serverId, receivedAt, raw, ...marks, ...found };
}

/** The parsed event of an entry; `null` if it is not an event. */
export function readEntry(entry: KeptEntry): HaEvent | null {
  if (entry.kind !== 'event') return null;
  const decoded = decodeMessage(entry.raw);
  return decoded.kind === 'event' ? decoded.event : null;
}

/** The row of an entry in memory. */
export function rowOf(entry: LogEntry): Row {
  const row = rows.get(entry) ?? makeRow(entry);
  rows.set(entry, row);
  return row;
}

function makeRow(entry: KeptEntry): Row {
  const row = entry.kind === 'own' ? toOwnRow(entry) : rowOfText(entry, readEntry(entry));
  return entry.bookmarked ? { ...row, bookmarked: true } : row;
}

function rowOfText(entry: KeptText, event: HaEvent | null): Row {
  const { alert, recovered } = entry;
  const row = event === null ? { ...toUnparsedRow(entry.raw, entry), alert } : toRow(event, entry);
  return recovered ? { ...row, recovered } : row;
}

/**
 * An entry for a query. Its own fields (kind, server and marks, in memory also its type) cost
 * nothing; any other field decodes its text, once.
 */
export function itemOf(entry: KeptEntry | LogEntry): QueryItem {
  if (entry.kind === 'own') return new LazyItem(makeRow(entry), () => sourceOf(entry));
  return new LazyItem(entry, () => sourceOf(entry), 'type' in entry ? entry.type : undefined);
}

/** Everything that a query can match. A typed code is not in it: a search for the code must not find its row. */
export function sourceOf(entry: KeptEntry): QueryItemSource {
  const event = readEntry(entry);
  if (event === null || entry.kind === 'own') {
    const row = makeRow(entry);
    return { at: row.at, event: null, text: row.text };
  }
  const at = parseFiredAt(event.time_fired) ?? entry.receivedAt;
  return { at, event: hideSecretPlaces(event), text: null };
}

/** An entry with its row, as it leaves the store. */
export function toStoredEvent(entry: KeptEntry): StoredEvent {
  const row = makeRow(entry);
  return entry.kind === 'own'
    ? { seq: entry.seq, serverId: entry.serverId, receivedAt: entry.at, raw: '', row }
    : { seq: entry.seq, serverId: entry.serverId, receivedAt: entry.receivedAt, raw: entry.raw, row };
}

/** Bytes of memory that a text takes: two a character where one of them is above U+00FF. */
export function textBytesOf(raw: string): number {
  return /[\u0100-\uffff]/.test(raw) ? raw.length * 2 : raw.length;
}
