/** The kind of a row of the log. */
export type RowKind =
  | 'event'
  /** An interruption of a live stream: events of that time were not received. */
  | 'gap'
  /** Home Assistant started, stopped, or a connection was opened or ended. */
  | 'server'
  /** A message that could not be decoded, shown as it came. */
  | 'unparsed';

/** Colour family of a row. Never the only sign of a meaning. */
export type RowTone = 'state' | 'automation' | 'call' | 'system' | 'other' | 'bad';

/**
 * One line of the log: flat and small, so that thousands fit into one structured clone for the page. The full event
 * stays in main and is read by `seq` when a person asks for it.
 */
export interface Row {
  /** The row's key (`core/log/keys.ts`), its only address. Rises over all runs. */
  readonly seq: number;
  readonly kind: RowKind;
  readonly serverId: string;
  /** Epoch milliseconds: when the server fired it, or when it arrived if the server does not say. */
  readonly at: number;
  /** Event type, or empty for our own rows. */
  readonly type: string;
  /** Entity id, or what the event is about (a service, a tag, a device), or empty. */
  readonly subject: string;
  /** What people call the thing, where its id alone does not say so. */
  readonly name?: string;
  /** The one entity that is acted on, where the event is about something else, such as an action. */
  readonly target?: string;
  /** Id of the device that the event is about, where it names no entity. */
  readonly device?: string;
  /** Id of the user who caused it. */
  readonly user?: string;
  /** Id of the context of its event; not sent to a page. */
  readonly context?: string;
  /** Entity id of the automation or script that caused it, whose name is in `by`. */
  readonly run?: string;
  /** By the registries of today, where they know: room and device class of the thing, name of the user. `by` may also be an automation. */
  readonly room?: string;
  readonly deviceClass?: string;
  readonly by?: string;
  /** One sentence a person can read. */
  readonly text: string;
  /** `LOCAL`, `REMOTE` or empty. */
  readonly origin: string;
  readonly tone: RowTone;
  /** A notification was raised for it. */
  readonly alert: boolean;
  /** The stream missed it, and it was recovered from the recorder. */
  readonly recovered?: true;
  /** Its owner bookmarked it. */
  readonly bookmarked?: true;
}
