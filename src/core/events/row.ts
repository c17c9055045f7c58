/** What a row of the log stands for. */
export type RowKind =
  | 'event'
  /** An interruption of a stream that was live: what happened meanwhile was not seen. */
  | 'gap'
  /** Home Assistant started, stopped, or a connection was made or given up. */
  | 'server'
  /** A message that could not be decoded, shown as it came. */
  | 'unparsed';

/** Colour family of a row. Never the only carrier of a meaning. */
export type RowTone = 'state' | 'automation' | 'call' | 'system' | 'other' | 'bad';

/**
 * One line of the log: flat and slim, so that thousands cross to the page in one structured clone. The full event
 * stays in main and is read by `seq` when a person asks for it.
 */
export interface Row {
  /** Position in the log, rising over all runs; holes are allowed. The one address of an event. */
  readonly seq: number;
  readonly kind: RowKind;
  readonly serverId: string;
  /** Epoch milliseconds: when the server fired it, or when we noticed where it does not say. */
  readonly at: number;
  /** Event type, or empty for our own rows. */
  readonly type: string;
  /** Entity id, or what the event is about (a service, a tag, a device), or empty. */
  readonly subject: string;
  /** One sentence a person can read. */
  readonly text: string;
  /** `LOCAL`, `REMOTE` or empty. */
  readonly origin: string;
  readonly tone: RowTone;
  /** A notification was raised for it. */
  readonly alert: boolean;
  /** It was missed by the stream and fetched from the recorder afterwards. */
  readonly recovered?: true;
  /** Its owner wants to find it again. */
  readonly bookmarked?: true;
}
