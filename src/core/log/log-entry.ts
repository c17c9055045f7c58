import { toOwnRow } from '../own-rows/own-row-words.ts';
import type { HaEvent } from '../events/event.ts';
import type { OwnRow } from '../own-rows/own-row.ts';
import type { Row } from '../events/row.ts';
import { subjectOf } from '../events/subject.ts';
import { toRow, toUnparsedRow } from '../events/to-row.ts';
import { decodeMessage } from '../events/decode.ts';

/** What is known of a row besides what it is about. */
export interface EntryFacts {
  readonly seq: number;
  readonly serverId: string;
  /** Epoch ms at which it arrived here. */
  readonly receivedAt: number;
}

/** An event: its text, and the few fields by which the log is searched. Its row is made when somebody looks. */
export interface EventEntry extends EntryFacts {
  readonly kind: 'event';
  readonly type: string;
  readonly subject: string;
  /** As sent. */
  readonly raw: string;
  /** See `textBytesOf`. */
  readonly textBytes: number;
  /** A notification was raised for it. */
  readonly alert: boolean;
  /** The stream missed it; it was fetched afterwards. */
  readonly recovered: boolean;
  readonly bookmarked: boolean;
}

/** A message that could not be decoded. */
interface UnparsedEntry extends EntryFacts {
  readonly kind: 'unparsed';
  readonly raw: string;
  /** See `textBytesOf`. */
  readonly textBytes: number;
  readonly bookmarked: boolean;
}

/** A row of our own. */
interface OwnEntry extends EntryFacts {
  readonly kind: 'own';
  readonly own: OwnRow;
  readonly bookmarked: boolean;
}

/** What the log in memory keeps of a row. Never a parsed event: that takes several times the memory of its text. */
export type LogEntry = EventEntry | UnparsedEntry | OwnEntry;

/** The entry of an event that was parsed on arrival. */
export function toEventEntry(
  event: HaEvent,
  raw: string,
  facts: EntryFacts & Pick<EventEntry, 'alert' | 'recovered'>,
): EventEntry {
  return {
    kind: 'event',
    seq: facts.seq,
    serverId: facts.serverId,
    receivedAt: facts.receivedAt,
    type: event.event_type,
    subject: subjectOf(event),
    raw,
    textBytes: textBytesOf(raw),
    alert: facts.alert,
    recovered: facts.recovered,
    bookmarked: false,
  };
}

/** The entry of a message that could not be decoded. */
export function toUnparsedEntry(raw: string, facts: EntryFacts): LogEntry {
  return { kind: 'unparsed', ...facts, raw, textBytes: textBytesOf(raw), bookmarked: false };
}

/** The event of an entry, parsed; `null` for what is none. */
export function readEntry(entry: LogEntry): HaEvent | null {
  if (entry.kind !== 'event') return null;
  const decoded = decodeMessage(entry.raw);
  return decoded.kind === 'event' ? decoded.event : null;
}

/** Rows that were made, for as long as their entries are in memory: a window asks for the same ones again and again. */
const rows = new WeakMap<LogEntry, Row>();

/** The row of an entry. */
export function rowOf(entry: LogEntry): Row {
  const known = rows.get(entry);
  if (known !== undefined) return known;
  const plain = plainRowOf(entry);
  const row: Row = entry.bookmarked ? { ...plain, bookmarked: true } : plain;
  rows.set(entry, row);
  return row;
}

function plainRowOf(entry: LogEntry): Row {
  switch (entry.kind) {
    case 'event': {
      const event = readEntry(entry);
      if (event === null) return toUnparsedRow(entry.raw, entry);
      const row = toRow(event, entry);
      return entry.recovered ? { ...row, recovered: true } : row;
    }
    case 'unparsed':
      return toUnparsedRow(entry.raw, entry);
    case 'own':
      return toOwnRow(entry.own, { seq: entry.seq, serverId: entry.serverId, at: entry.receivedAt });
  }
}

/** Bytes of memory that a text takes: two a character where one of them is above U+00FF. */
export function textBytesOf(raw: string): number {
  return /[\u0100-\uffff]/.test(raw) ? raw.length * 2 : raw.length;
}
