import type { NotificationRequest, Alert } from '../history/alert.ts';
import type { Clock, Random } from '../clock.ts';
import type { HaEvent } from '../events/event.ts';
import type { GapRecovery, OwnRow, PlacedOwnRow } from '../own-rows/own-row.ts';
import type { EventDetail } from '../events/event-detail.ts';
import type { CurrentState } from '../history/history.ts';
import type { LogReader } from '../log/log-reader.ts';
import type { LogStore } from '../log/log-store.ts';
import type { RouteAnswer } from '../route/route.ts';
import type { Credential } from '../servers/credential.ts';
import type { Refusal, ServerProfile } from '../servers/profile.ts';
import type { Settings } from '../settings/settings.ts';
import type { ConnectionState } from '../stream/failure.ts';
import type { PostAnswer, PostRequest } from '../stream/rest.ts';
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

/** What happened, in order. One subscription carries all, so that a listener never sees a mixed-up order. */
export type MonitorEvent =
  | {
      readonly kind: 'state';
      readonly serverId: string;
      readonly at: number;
      readonly state: ConnectionState;
    }
  /** An event, parsed once. Its row is made where it is shown (`toRow`). */
  | {
      readonly kind: 'event';
      readonly seq: number;
      readonly serverId: string;
      /** Epoch ms at which it arrived here. */
      readonly at: number;
      /** A notification was raised for it. */
      readonly alert: boolean;
      readonly event: HaEvent;
      /** As sent. */
      readonly raw: string;
    }
  /** A message that could not be decoded. */
  | {
      readonly kind: 'unparsed';
      readonly seq: number;
      readonly serverId: string;
      readonly at: number;
      readonly raw: string;
    }
  /** A row of our own. `revised`: one of before says something else now, since the event that was too large has ended. */
  | ({ readonly kind: 'own' | 'revised' } & PlacedOwnRow)
  /** What came back of a gap. `seq`, `at` and `own` are those of the gap's row, which says how much it is. */
  | (PlacedOwnRow & {
      readonly kind: 'recovered';
      readonly own: Extract<OwnRow, { readonly kind: 'gap' }> & { readonly recovery: GapRecovery };
      /** Epoch ms at which the events arrived here. */
      readonly receivedAt: number;
      /** Oldest first. */
      readonly events: readonly LateEvent[];
    })
  /** Events of before that are in the log now. */
  | {
      readonly kind: 'imported';
      readonly serverId: string;
      readonly receivedAt: number;
      /** Oldest first. */
      readonly events: readonly LateEvent[];
    }
  /** What `/api/config` says, once per connection; empty strings where it says nothing. */
  | {
      readonly kind: 'version';
      readonly serverId: string;
      readonly version: string;
      readonly locationName: string;
    }
  /** `serverId` is `null` for an alert that is of no single event. */
  | { readonly kind: 'alert'; readonly serverId: string | null; readonly alert: Alert };

/** The whole app without a screen: connections, the log in memory, notification choices. */
export interface Monitor {
  /** Follows a new set of servers: starts, restarts and ends connections as needed. */
  setServers(profiles: readonly ServerProfile[]): void;
  setNotifications(notifications: Settings['notifications']): void;
  /** Connects now, also out of `stopped`. `null` for all. */
  reconnect(serverId: string | null): void;
  /** The machine woke up, or the network came back: looks at every connection at once. */
  wake(): void;
  /** Sends something to a server that is live, with its credential and within its allowance of requests. */
  send(serverId: string, request: PostRequest): Promise<PostAnswer>;
  /** What is followed now; `null` for a server that is not. */
  profile(serverId: string): ServerProfile | null;
  state(serverId: string): ConnectionState;
  /** Epoch ms since which a stream that had been live is not; `null` else. */
  gapSince(serverId: string): number | null;
  counts(): Counts;
  recentAlerts(): readonly Alert[];
  /** States of before this run, so that nobody is told of a return to them. */
  rememberStates(states: Iterable<CurrentState>): void;
  /** The log in memory, to be looked at. */
  readonly log: LogReader;
  /** Marks a row of the log in memory, or takes the mark back. False when it has left memory. */
  setBookmark(seq: number, on: boolean): boolean;
  /** Writes down events of before, each where it belongs in time. Nobody is alerted. Never rejects. */
  importEvents(serverId: string, events: readonly HaEvent[]): Promise<void>;
  /** Lets go of every row and alert in memory, when its owner wants all of it forgotten. Counts and states stay. */
  forget(): void;
  /** A server is gone for good, with all that it told. Rows in memory go; those of others are in the history. */
  leave(serverId: string): void;
  readEvent(seq: number): EventDetail | null;
  onEvent(fn: (event: MonitorEvent) => void): () => void;
  /** Ends every connection, records open gaps, resolves when all sockets are closed. */
  stop(): Promise<void>;
}
