import type { HaEvent } from './events/event.ts';
import type { Row } from './events/row.ts';
import { subjectOf } from './events/subject.ts';
import { toRow } from './events/to-row.ts';
import { clampText, stripUnsafe } from './events/text.ts';
import { decodeMessage } from './stream/decode.ts';
import { readKeptText, type KeptText, type TextBlock } from './text-store.ts';

/** Characters of an undecodable message that its row shows. The whole text is in its detail. */
const MAX_UNPARSED_CHARS = 300;

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
 * What is known of a message: a part of it was cut out of its text (`skimMessage`), or it was parsed and is an event, or it
 * is none that can be decoded.
 */
export type Reading = 'skimmed' | 'event' | 'unparsed';

/** Told once of a skimmed message that turns out to be none that can be decoded; its entry is `unparsed` by then. */
export type BrokenListener = (entry: MessageEntry, skimmedType: string) => void;

const NOWHERE: TextBlock = { bytes: new Uint8Array(0), texts: 0 };

/**
 * The entry of a message off the stream. Its row is made each time somebody asks: without a window nobody does, of a
 * flood nobody sees all, and 20,000 rows would be most of what the log weighs.
 *
 * One that has left the log is written again. An object that lives as long as 20,000 messages is garbage that only a full
 * collection finds, and a flood made 40 MB of it between two of them. So nobody may hold an entry longer than a call. No
 * `#private` members, which cost twice as much to write.
 */
export class MessageEntry implements LogEntry, KeptText {
  /** 0 while it is in no log. */
  seq = 0;
  serverId = '';
  receivedAt = 0;
  /** A notification was raised for it. */
  alert = false;
  block = NOWHERE;
  start = 0;
  end = 0;
  private wasSkimmed = false;
  private currentReading: Reading = 'unparsed';
  private currentType = '';
  private knownSubject: string | null = '';

  constructor(private readonly onBroken: BrokenListener) {}

  /** When, from where, and where its text is. */
  place(seq: number, serverId: string, receivedAt: number, kept: KeptText): void {
    this.seq = seq;
    this.serverId = serverId;
    this.receivedAt = receivedAt;
    this.block = kept.block;
    this.start = kept.start;
    this.end = kept.end;
  }

  /**
   * What is known of it.
   *
   * @param type empty for an unparsed one
   * @param subject `null`: only parsing tells
   */
  describe(reading: Reading, type: string, subject: string | null, alert: boolean): void {
    this.currentReading = reading;
    this.wasSkimmed = reading === 'skimmed';
    this.currentType = type;
    this.knownSubject = subject;
    this.alert = alert;
  }

  get reading(): Reading {
    return this.currentReading;
  }

  /** It was skimmed, and turned out to be none that can be decoded. */
  get wasBroken(): boolean {
    return this.wasSkimmed && this.currentReading === 'unparsed';
  }

  get type(): string {
    return this.currentType;
  }

  get subject(): string {
    if (this.knownSubject === null) this.read();
    return this.knownSubject ?? '';
  }

  get raw(): string {
    return readKeptText(this);
  }

  get rawBytes(): number {
    return this.end - this.start;
  }

  get row(): Row {
    const raw = this.raw;
    const event = this.read(raw);
    return event === null ? toUnparsedRow(this, raw) : toRow(event, this);
  }

  /** Parses it. `null`: it is none that can be decoded. */
  read(raw = this.raw): HaEvent | null {
    if (this.currentReading === 'unparsed') return null;
    const decoded = decodeMessage(raw);
    const event = decoded.kind === 'event' ? decoded.event : null;
    if (this.currentReading === 'skimmed') this.settle(event);
    return event;
  }

  private settle(event: HaEvent | null): void {
    const skimmedType = this.currentType;
    this.currentReading = event === null ? 'unparsed' : 'event';
    this.currentType = event?.event_type ?? '';
    this.knownSubject = event === null ? '' : subjectOf(event);
    if (event === null) this.onBroken(this, skimmedType);
  }
}

/** The row of a message that can't be decoded. */
export function toUnparsedRow(
  { seq, serverId, receivedAt }: { seq: number; serverId: string; receivedAt: number },
  raw: string,
): Row {
  const text = clampText(stripUnsafe(raw), MAX_UNPARSED_CHARS);
  return {
    seq,
    kind: 'unparsed',
    serverId,
    at: receivedAt,
    type: '',
    subject: '',
    text,
    origin: '',
    tone: 'bad',
    alert: false,
  };
}
