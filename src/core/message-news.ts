import type { HaEvent } from './events/event.ts';
import type { Row } from './events/row.ts';
import { toRow } from './events/to-row.ts';
import { toUnparsedRow, type MessageEntry } from './log-entry.ts';
import { viewKeptText } from './text-store.ts';

/** Parses the text of news. `null`: it is none that can be decoded, which is counted and told once. */
export type ReadNews = (news: EventNews) => HaEvent | null;

/**
 * The news of an event for whoever listens, `MonitorEvent` of kind `event`. Parsed, and made into a row, when asked, however
 * late that is.
 */
export class EventNews {
  readonly kind = 'event';

  /**
   * @param at epoch ms at which it arrived here
   * @param alert a notification was raised for it
   * @param raw as sent
   * @param entry what the log keeps of it
   * @param parsed `null` where it was only skimmed
   */
  constructor(
    readonly seq: number,
    readonly serverId: string,
    readonly at: number,
    readonly alert: boolean,
    readonly raw: string,
    private readonly entry: MessageEntry,
    private parsed: HaEvent | null,
    private readonly readNews: ReadNews,
  ) {}

  /** What was only skimmed and turns out to be no event has neither type nor data; a `revised` tells of it at once. */
  get event(): HaEvent {
    return this.read() ?? { event_type: '', data: {}, origin: '', time_fired: '' };
  }

  get row(): Row {
    const event = this.read();
    const { seq, serverId, at, alert, raw } = this;
    const facts = { seq, serverId, receivedAt: at, alert };
    return event === null ? toUnparsedRow(facts, raw) : toRow(event, facts);
  }

  get utf8(): Uint8Array | null {
    return viewOfNews(this.entry, this.seq);
  }

  private read(): HaEvent | null {
    this.parsed ??= this.readNews(this);
    return this.parsed;
  }
}

/** An entry that has left the log is written again, and the place of its text as well. */
function viewOfNews(entry: MessageEntry | null, seq: number): Uint8Array | null {
  return entry?.seq === seq ? viewKeptText(entry) : null;
}

/** The news that a message could not be decoded: on arrival, or, of one that was only skimmed, later. */
export class UnparsedNews<Kind extends 'unparsed' | 'revised'> {
  /**
   * @param at epoch ms at which it arrived here
   * @param raw as sent
   * @param entry what the log keeps of it, where it does
   */
  constructor(
    readonly kind: Kind,
    readonly seq: number,
    readonly serverId: string,
    readonly at: number,
    readonly raw: string,
    private readonly entry: MessageEntry | null = null,
  ) {}

  get utf8(): Uint8Array | null {
    return viewOfNews(this.entry, this.seq);
  }

  get row(): Row {
    return toUnparsedRow({ seq: this.seq, serverId: this.serverId, receivedAt: this.at }, this.raw);
  }
}
