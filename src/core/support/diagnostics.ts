import type { ConnectionSpan, HistoryStatus } from '../history/history.ts';
import type { ServerView, SecondAddressView } from '../ipc/overview.ts';
import type { Counts } from '../monitor/monitor-contract.ts';
import type { Settings } from '../settings/settings.ts';

/** Periods of connections that are told. */
export const MAX_TOLD_SPANS = 50;

/** What a report about a fault is made of. Secrets are in none of it, but names and addresses of a house are. */
export interface Diagnostics {
  /** Epoch ms. */
  readonly at: number;
  /** Epoch ms of the start of the app; `null` in the terminal. */
  readonly startedAt: number | null;
  /** Porchlight first, then what it runs on: name and version, as our own runtime says them. */
  readonly versions: readonly (readonly [name: string, version: string])[];
  /** Name and version of the system, and the kind of processor. */
  readonly system: { readonly name: string; readonly release: string; readonly arch: string };
  /** `null` in the terminal. */
  readonly desktop: DesktopFacts | null;
  /** In the order of the settings, the demo home last. In the terminal their states are not known. */
  readonly servers: readonly DiagnosedServer[];
  /** `null` in the terminal. */
  readonly counts: Counts | null;
  /** Newest first; `null` if they can't be read. */
  readonly spans: readonly ConnectionSpan[] | null;
  /** `null` in the terminal. */
  readonly store: HistoryStatus | null;
  readonly settings: Settings;
}

/** A server as it is told of: a page may know it, and the terminal knows its profile. */
export type DiagnosedServer = Omit<
  ServerView,
  'name' | 'colour' | 'gapSince' | 'secretPlace' | 'state' | 'restrict' | 'second'
> & {
  /** The terminal does not know which one is used. */
  readonly second?: Pick<SecondAddressView, 'baseUrl' | 'place'> &
    Partial<Pick<SecondAddressView, 'isUsed' | 'isChoosing'>>;
  readonly secretPlace: ServerView['secretPlace'] | null;
  readonly state: ServerView['state'] | null;
};

export interface DesktopFacts {
  /** `XDG_CURRENT_DESKTOP`; empty elsewhere. */
  readonly name: string;
  /** "wayland", "x11"; empty elsewhere. */
  readonly display: string;
  readonly tray: boolean;
  /** Kind of the keyring, as its label says. */
  readonly keyring: string;
  readonly tellsLock: boolean;
  readonly showsNotifications: boolean;
  /** `null` where nobody says. */
  readonly notificationServer: NotificationServer | null;
}

export interface NotificationServer {
  readonly name: string;
  readonly version: string;
  readonly capabilities: readonly string[];
}
