import type { Row } from './row.ts';

/** A full event for the detail pane. `raw` is the text as sent. */
export interface EventDetail {
  readonly seq: number;
  readonly serverId: string;
  readonly serverName: string;
  /** Epoch ms at which it arrived here. */
  readonly receivedAt: number;
  readonly raw: string;
  /** Its line in the log, with its marks. */
  readonly row: Row;
  /** The previous kept event about the same subject, `null` if none. */
  readonly previous: { readonly seq: number; readonly at: number } | null;
}
