import type { HaEvent } from './events/event.ts';
import type { Row } from './events/row.ts';
import { toRow } from './events/to-row.ts';
import { decodeMessage } from './stream/decode.ts';
import { readKeptText, type KeptText } from './text-store.ts';

/** A row of the log and what it was made of. */
export interface LogEntry {
  readonly seq: number;
  readonly serverId: string;
  /** Event type and subject, by which entries are told apart; empty for our own rows. */
  readonly type: string;
  readonly subject: string;
  /** The text as sent; empty for our own rows. */
  readonly raw: string;
  /** Roughly what `raw` takes in memory. */
  readonly rawBytes: number;
  /** Epoch ms at which it arrived here. */
  readonly receivedAt: number;
  readonly row: Row;
}

/** An entry whose row there is. */
export function toEntry(row: Row, raw: string, receivedAt: number): LogEntry {
  const { seq, serverId, type, subject } = row;
  return { seq, serverId, type, subject, raw, rawBytes: raw.length, receivedAt, row };
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
    readonly kept: KeptText,
    readonly receivedAt: number,
    readonly alert: boolean,
  ) {}

  get raw(): string {
    return readKeptText(this.kept);
  }

  get rawBytes(): number {
    return this.kept.end - this.kept.start;
  }

  get row(): Row {
    const decoded = decodeMessage(this.raw);
    if (decoded.kind !== 'event')
      throw new Error(`the text of seq ${String(this.seq)} was an event on arrival`);
    return toRow(decoded.event, this);
  }
}

/** The news of that event for whoever listens, `MonitorEvent` of kind `event`. Its row is made when somebody asks, too. */
export class EventNews {
  readonly kind = 'event';
  readonly serverId: string;
  readonly at: number;
  readonly #entry: EventEntry;

  constructor(
    entry: EventEntry,
    readonly event: HaEvent,
    readonly raw: string,
  ) {
    this.serverId = entry.serverId;
    this.at = entry.receivedAt;
    this.#entry = entry;
  }

  get row(): Row {
    return toRow(this.event, this.#entry);
  }
}
