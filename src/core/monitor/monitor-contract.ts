import type { NotificationRequest, Alert } from '../history/alert.ts';
import type { Clock, Random } from '../clock.ts';
import type { HaEvent } from '../events/event.ts';
import type { GapRecovery, OwnRow, PlacedOwnRow } from '../own-rows/own-row.ts';
import type { LogStore } from '../log/log-store.ts';
import type { RouteAnswer } from '../route/route.ts';
import type { Credential } from '../servers/credential.ts';
import type { Refusal, ServerProfile } from '../servers/profile.ts';
import type { ConnectionState } from '../stream/failure.ts';
import type { Transport } from '../stream/transport.ts';

/** Totals since start. `received = events + unparsed`; pings are not counted. */
export interface Counts {
  readonly received: number;
  readonly unparsed: number;
  /** Dropped because larger than a line or an event may be. */
  readonly oversize: number;
  /** Rows in memory now. */
  readonly kept: number;
  /** Rows that have left memory because it was full. */
  readonly evicted: number;
  readonly gaps: number;
}

/** What the shell lends to the monitor. */
export interface MonitorPorts {
  /** The highest key that is stored; 0 where nothing is. */
  readonly lastSeq?: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly transport: Transport;
  /** `Porchlight/1.2.3` */
  readonly userAgent: string;
  /** The secret of a server, asked at each attempt and not kept. `null` when there is none to be had now. */
  readCredential(profile: ServerProfile): Promise<Credential | null>;
  /** How a server is reached, asked at each attempt; without it, straight. */
  readRoute?(profile: ServerProfile): Promise<RouteAnswer>;
  /** A server refused us (or, with `null`, took us back): keep it with the profile, over restarts. */
  saveRefusal(serverId: string, refusal: Refusal | null): void;
  /** Alerts of earlier runs, newest first, to be listed after those of this one. */
  readonly earlierAlerts?: readonly Alert[];
  /** Raises a native notification. Resolves to false when the desktop would not. */
  notify(notification: NotificationRequest): Promise<boolean>;
  /** Awaited before more of a stream is read, so that a flood can wait for a disk. `null`: read on. */
  readyToRead?(): Promise<void> | null;
  /** Without it nothing is stored. */
  readonly store?: LogStore;
}

/** An event that came late: back of a gap, or out of a file. */
export interface LateEvent {
  readonly seq: number;
  readonly event: HaEvent;
  /** The text that is kept of it: the stream never sent one. */
  readonly raw: string;
}

/** Which server something is about, and when it was: epoch ms by our clock. */
interface AtServer {
  readonly serverId: string;
  readonly at: number;
}

/** Something that has a row: `seq` is its key. */
interface AtRow extends AtServer {
  readonly seq: number;
}

/** Events that came late, oldest first, and when they arrived here, epoch ms. */
interface Late {
  readonly receivedAt: number;
  readonly events: readonly LateEvent[];
}

/** What happened, in order. One subscription carries all, so that a listener never sees a mixed-up order. */
export type MonitorEvent =
  | ({ readonly kind: 'state'; readonly state: ConnectionState } & AtServer)
  /**
   * An event, parsed once, its text as sent, and whether a notification was raised for it. `at` is when it arrived here. Its row
   * is made where it is shown (`toRow`).
   */
  | ({
      readonly kind: 'event';
      readonly alert: boolean;
      readonly event: HaEvent;
      readonly raw: string;
    } & AtRow)
  /** A message that could not be decoded. */
  | ({ readonly kind: 'unparsed'; readonly raw: string } & AtRow)
  /** A row of our own. `revised`: one of before says something else now, since the event that was too large has ended. */
  | ({ readonly kind: 'own' | 'revised' } & PlacedOwnRow)
  /** What came back of a gap. `seq`, `at` and `own` are those of the gap's row, which says how much it is. */
  | ({
      readonly kind: 'recovered';
      readonly own: Extract<OwnRow, { readonly kind: 'gap' }> & { readonly recovery: GapRecovery };
    } & PlacedOwnRow &
      Late)
  /** Events of before that are in the log now. */
  | ({ readonly kind: 'imported'; readonly serverId: string } & Late)
  /** What `/api/config` says, once per connection; empty strings where it says nothing. */
  | {
      readonly kind: 'version';
      readonly serverId: string;
      readonly version: string;
      readonly locationName: string;
    }
  /** `serverId` is `null` for an alert that is of no single event. */
  | { readonly kind: 'alert'; readonly serverId: string | null; readonly alert: Alert };
