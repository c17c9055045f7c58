import type { HaEvent } from '../core/events/event.ts';
import type { Row } from '../core/events/row.ts';
import { toRow } from '../core/events/to-row.ts';
import { toUnparsedRow } from '../core/log-entry.ts';
import { toQueryItem } from '../core/query/event-item.ts';
import type { QueryItem } from '../core/query/item.ts';
import { decodeMessage } from '../core/stream/decode.ts';
import type { BlockEntry } from './block.ts';

/** An entry with all that can be made of it. */
export interface StoredItem {
  /** Redacted; empty for own rows. */
  readonly raw: string;
  readonly event: HaEvent | null;
  readonly row: Row;
  readonly item: QueryItem;
}

/** Reads an entry. `row` and `item` tell the same, so that what is shown and what is found agree. */
export function readEntry(entry: BlockEntry, isBookmarked: boolean): StoredItem {
  const text = toText(entry.text);
  if (entry.isOwnRow) return toOwnItem(JSON.parse(text) as Row, isBookmarked);
  const decoded = decodeMessage(text);
  return toStoredItem(entry, text, decoded.kind === 'event' ? decoded.event : null, isBookmarked);
}

/** The same for an event whose text is decoded already; `null` when it could not be. */
export function toStoredItem(
  facts: Omit<BlockEntry, 'text' | 'isOwnRow'>,
  raw: string,
  event: HaEvent | null,
  isBookmarked: boolean,
): StoredItem {
  const plain = event === null ? { ...toUnparsedRow(facts, raw), alert: facts.alert } : toRow(event, facts);
  const row = {
    ...plain,
    ...(facts.recovered ? { recovered: true as const } : {}),
    ...(isBookmarked ? { bookmarked: true as const } : {}),
  };
  return { raw, event, row, item: toQueryItem({ facts: row, event, text: row.text }) };
}

function toOwnItem(row: Row, isBookmarked: boolean): StoredItem {
  const marked: Row = isBookmarked ? { ...row, bookmarked: true } : row;
  return {
    raw: '',
    event: null,
    row: marked,
    item: toQueryItem({ facts: marked, event: null, text: row.text }),
  };
}

/** Of UTF-8. A `Buffer` is several times as quick at it as a `TextDecoder` of Node 18. */
export function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
