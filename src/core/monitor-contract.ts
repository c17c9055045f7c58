import type { NotificationRequest } from './alert.ts';
import type { Clock, Random } from './clock.ts';
import type { HaEvent } from './events/event.ts';
import type { Row } from './events/row.ts';
import type { Alert, Counts, EventDetail, EventTypeView } from './ipc/overview.ts';
import type { LogReader } from './log-session/log-reader.ts';
import type { RouteAnswer } from './route/route.ts';
import type { KnownEntity } from './rules/known-states.ts';
import type { Credential } from './servers/credential.ts';
import type { Refusal, ServerProfile } from './servers/profile.ts';
import type { Settings } from './settings/settings.ts';
import type { ConnectionState, Gap } from './stream/failure.ts';
import type { PostAnswer, PostRequest } from './stream/rest.ts';
import type { Transport } from './stream/transport.ts';

/** What the shell lends to the monitor. */
export interface MonitorPorts {
  /** Sequence number of the first row: one more than the last one that is stored. 1 where nothing is. */
  readonly firstSeq?: number;
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
  /** Every message is parsed on arrival, also in a flood: for a shell that shows each of them. */
  readonly parsesAll?: boolean;
}

/** What happened, in order. One subscription carries all, so that a listener never sees a mixed-up order. */
export type MonitorEvent =
  | {
      readonly kind: 'state';
      readonly serverId: string;
      readonly at: number;
      readonly state: ConnectionState;
    }
  /** `row` and `event` are made, and the text is parsed if nobody has, each time they are read. See `EventNews`. */
  | {
      readonly kind: 'event';
      readonly seq: number;
      readonly serverId: string;
      readonly at: number;
      /** A notification was raised for it. */
      readonly alert: boolean;
      readonly row: Row;
      readonly event: HaEvent;
      readonly raw: string;
      /** `raw` as UTF-8 where it is at hand; read it, or copy it, before the listener returns. */
      readonly utf8: Uint8Array | null;
    }
  /** A message that could not be decoded. Its row is made when it is read. */
  | {
      readonly kind: 'unparsed';
      readonly seq: number;
      readonly serverId: string;
      readonly at: number;
      readonly row: Row;
      readonly raw: string;
      readonly utf8: Uint8Array | null;
    }
  /** A message that is too large, `bytes` of it so far. When it ends, `revised` has its row with the whole size. */
  | {
      readonly kind: 'oversize';
      readonly serverId: string;
      readonly at: number;
      readonly row: Row;
      readonly bytes: number;
    }
  /**
   * A row of before is another now: of a message that was told as `event` in a flood, and could not be decoded when somebody
   * asked for it (`raw` is its text, and it counts as unparsed from now on), or of one that was too large and has ended
   * (`raw` is empty). Told once for each.
   */
  | {
      readonly kind: 'revised';
      readonly seq: number;
      readonly serverId: string;
      readonly at: number;
      readonly row: Row;
      readonly raw: string;
    }
  | { readonly kind: 'gap'; readonly serverId: string; readonly row: Row; readonly gap: Gap }
  /** What came back of a gap: its rows stand after the gap's, whose text says how many there are. */
  | {
      readonly kind: 'recovered';
      readonly serverId: string;
      readonly gap: Gap;
      readonly gapRow: Row;
      /** "412 events recovered", or why not. */
      readonly words: string;
      readonly rows: readonly Row[];
      readonly events: readonly HaEvent[];
    }
  | { readonly kind: 'note'; readonly serverId: string; readonly row: Row }
  /** What `/api/config` says, once per connection; empty strings where it says nothing. */
  | {
      readonly kind: 'version';
      readonly serverId: string;
      readonly version: string;
      readonly locationName: string;
    }
  /** `serverId` is `null` for an alert that is of no single event. */
  | { readonly kind: 'alert'; readonly serverId: string | null; readonly alert: Alert };

/** Rows after a cursor, oldest first. */
export interface RowSlice {
  readonly rows: readonly Row[];
  /** First seq still in memory, and the newest given out. */
  readonly firstSeq: number;
  readonly lastSeq: number;
  /** Rows there have been up to the cursor, and rows that have left memory: together they tell what was skipped. */
  readonly countToCursor: number;
  readonly evicted: number;
}

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
  eventTypes(): readonly EventTypeView[];
  entities(): readonly string[];
  recentAlerts(): readonly Alert[];
  /** Entities with their last known state, of one server or of all. */
  knownEntities(serverId?: string): Iterable<KnownEntity>;
  /** The log in memory, to be looked at. */
  readonly log: LogReader;
  /** Marks a row of the log in memory, or takes the mark back. False when it has left memory. */
  setBookmark(seq: number, on: boolean): boolean;
  /** Lets go of every row and alert in memory, when its owner wants all of it forgotten. Counts and states stay. */
  forget(): void;
  rowsAfter(afterSeq: number, max: number): RowSlice;
  readEvent(seq: number): EventDetail | null;
  /**
   * Somebody who parses every text, such as the history, could not decode one that was told as `event`: corrects the counts
   * and the row, once for each.
   */
  noteUnparsed(seq: number): void;
  onEvent(fn: (event: MonitorEvent) => void): () => void;
  /** Ends every connection, records open gaps, resolves when all sockets are closed. */
  stop(): Promise<void>;
}
