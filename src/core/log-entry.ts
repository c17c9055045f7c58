import type { Row } from './events/row.ts';
import { toRow } from './events/to-row.ts';
import { decodeMessage } from './stream/decode.ts';

/** A row of the log and what it was made of. */
export interface LogEntry {
  readonly seq: number;
  readonly serverId: string;
  /** Event type and subject, by which entries are told apart; empty for our own rows. */
  readonly type: string;
  readonly subject: string;
  /** The text as sent; empty for our own rows. */
  readonly raw: string;
  /** Epoch ms at which it arrived here. */
  readonly receivedAt: number;
  readonly row: Row;
}

/** An entry whose row there is. */
export function toEntry(row: Row, raw: string, receivedAt: number): LogEntry {
  const { seq, serverId, type, subject } = row;
  return { seq, serverId, type, subject, raw, receivedAt, row };
}

/**
 * The entry of an event off the stream. Its row is made each time somebody asks: without a window nobody does, of a
 * flood nobody sees all, and 100,000 rows would be most of what the log weighs.
 */
export class EventEntry implements LogEntry {
  constructor(
    readonly seq: number,
    readonly serverId: string,
    readonly type: string,
    readonly subject: string,
    readonly raw: string,
    readonly receivedAt: number,
    readonly alert: boolean,
  ) {}

  get row(): Row {
    const decoded = decodeMessage(this.raw);
    if (decoded.kind !== 'event') throw new Error(`the text of seq ${String(this.seq)} was an event on arrival`);
    return toRow(decoded.event, this);
  }
}
