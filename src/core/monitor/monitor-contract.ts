import type { RedactionRules } from '../redaction/default-rules.ts';
import type { NotificationRequest, Alert } from '../history/alert.ts';
import type { Clock, Random } from '../clock.ts';
import type { AlertMessage } from '../outside/alert-message.ts';
import type { HaEvent } from '../events/event.ts';
import type { GapRecovery, OwnRow, PlacedOwnRow } from '../own-rows/own-row.ts';
import type { OfferedEvent } from '../rules/engine.ts';
import type { LogStore } from '../log/log-store.ts';
import type { RouteAnswer } from '../route/route.ts';
import type { Refusal, ServerProfile } from '../servers/profile.ts';
import type { ConnectionState } from '../stream/failure.ts';
import type { CredentialAnswer, CredentialAsk } from '../stream/request.ts';
import type { Transport } from '../stream/transport.ts';

/** Totals since start. `received = events + unparsed`; pings are not counted. */
export interface Counts {
  readonly received: number;
  readonly unparsed: number;
  /** Dropped because larger than the limit of a line or an event. */
  readonly oversize: number;
  /** Rows in memory now. */
  readonly kept: number;
  /** Rows that have left memory because it was full. */
  readonly evicted: number;
  readonly gaps: number;
}

/** The functions that the monitor needs. */
export interface MonitorPorts {
  /** The highest stored key; 0 if there is none. */
  readonly lastSeq?: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly transport: Transport;
  /** `Porchlight/1.2.3` */
  readonly userAgent: string;
  /** The secret of a server, read at each attempt and not kept. `null` when none is available now. */
  readCredential(profile: ServerProfile, ask: CredentialAsk): Promise<CredentialAnswer>;
  /** The route to a server, read at each attempt; without it, direct. */
  readRoute?(profile: ServerProfile): Promise<RouteAnswer>;
  /** A server refused the secret (or, with `null`, accepted it again): to be stored with the profile. */
  saveRefusal(serverId: string, refusal: Refusal | null): void;
  /** Alerts of earlier runs, newest first, listed after those of this run. */
  readonly earlierAlerts?: readonly Alert[];
  /** Raises a native notification. Resolves to false when the desktop would not. */
  notify(notification: NotificationRequest): Promise<boolean>;
  /** What alerts must not say. */
  redaction?(): RedactionRules;
  /** Sends an alert to a destination in the settings. */
  sendTo?(destination: string, message: AlertMessage, serverId: string): void;
  /** Whether somebody uses this computer; `null` if nothing tells. */
  computer?(): 'locked' | 'in-use' | null;
  /** The desktop shows no notifications now because its user wants so. */
  doNotDisturb?(): boolean;
  /** The person sees an event in the log as it comes. */
  isSeen?(event: OfferedEvent): boolean;
  /** Awaited before more of a stream is read, so that a flood can wait for a disk. `null`: read on. */
  readyToRead?(): Promise<void> | null;
  /** Without it nothing is stored. */
  readonly store?: LogStore;
}

/** An event that came late: recovered, or from a file. */
export interface LateEvent {
  readonly seq: number;
  readonly event: HaEvent;
  /** Its text to store, because the stream never sent one. */
  readonly raw: string;
}

/** The server and time of something: epoch ms by our clock. */
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

/** News of the monitor, in order. One subscription for all kinds, so that every listener gets them in order. */
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
  /** A row of our own. `revised`: an earlier row has changed, because the event that was too large has ended. */
  | ({ readonly kind: 'own' | 'revised' } & PlacedOwnRow)
  /** The recovered events of a gap. `seq`, `at` and `own` are those of the gap's row, which has their number. */
  | ({
      readonly kind: 'recovered';
      readonly own: Extract<OwnRow, { readonly kind: 'gap' }> & { readonly recovery: GapRecovery };
    } & PlacedOwnRow &
      Late)
  /** Earlier events that were added to the log. */
  | ({ readonly kind: 'imported'; readonly serverId: string } & Late)
  /** Values of `/api/config`, once per connection; empty strings if it has none. */
  | {
      readonly kind: 'version';
      readonly serverId: string;
      readonly version: string;
      readonly locationName: string;
    }
  /** `serverId` is `null` for an alert about no single event. */
  | { readonly kind: 'alert'; readonly serverId: string | null; readonly alert: Alert };
