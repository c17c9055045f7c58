import type { Density } from '../settings/density.ts';
import type { Clocks } from '../time/format-time.ts';
import type { FoundServer } from '../discovery/found-server.ts';
import type { Destination } from '../outside/destination.ts';
import type { Counts } from '../monitor/monitor-contract.ts';
import type { Alert, PendingAlert } from '../history/alert.ts';
import type { CaptureView, HistoryView, MarkedSession } from './history-views.ts';
import type { ColumnChoice, SavedView, TextSize, Theme } from '../settings/settings.ts';
import type { PauseEnd } from '../settings/pause.ts';
import type { QuietHours } from '../settings/quiet-hours.ts';
import type { Rule } from '../rules/rule.ts';
import type { CertificateFacts } from '../route/certificate.ts';
import type { ProxySettings, TlsSettings } from '../route/route-settings.ts';
import type { CredentialKind, SecretPlace } from '../servers/credential.ts';
import type { SecondAddress, ServerColour } from '../servers/profile.ts';
import type { ConnectionState } from '../stream/failure.ts';
import type { UpdatesView } from '../updates/updates-view.ts';

/** A server for the page: everything except the secret. */
export interface ServerView {
  readonly id: string;
  readonly name: string;
  readonly colour: ServerColour;
  readonly baseUrl: string;
  readonly credentialKind: CredentialKind;
  readonly secretPlace: SecretPlace;
  readonly restrict: readonly string[];
  readonly enabled: boolean;
  readonly demo: boolean;
  readonly state: ConnectionState;
  /** Epoch ms since which the stream has been interrupted; `null` while live or never live. */
  readonly gapSince: number | null;
  /** Home Assistant's version once known, else empty. */
  readonly version: string;
  readonly tls: TlsSettings;
  readonly proxy: ProxySettings;
  /** Another address of the same server; one of the two is used. */
  readonly second?: SecondAddressView;
}

export interface SecondAddressView extends Pick<SecondAddress, 'baseUrl' | 'place' | 'tls' | 'proxy'> {
  /** This one is used now, and not the first. */
  readonly isUsed: boolean;
  /** Neither is used yet: it is being looked which one answers. */
  readonly isChoosing: boolean;
}

/** A destination for the page: everything except its address. */
export interface DestinationView extends Destination {
  readonly secretPlace: SecretPlace;
}

/** A sentence at the top of the window, until dismissed or no longer true. */
export interface Notice {
  readonly id: string;
  readonly tone: 'info' | 'warning' | 'bad';
  readonly text: string;
  /** What it offers to do, as a button. */
  readonly action?: 'restart-to-update';
}

/** Everything a page needs to draw itself, except the rows. Small; pushed whole when something in it changed. */
export interface Overview {
  readonly version: string;
  readonly platform: 'linux' | 'darwin' | 'win32' | 'other';
  readonly servers: readonly ServerView[];
  /** Servers that announce themselves on this network, while a page looks for them. */
  readonly found: readonly FoundServer[];
  /** Why they can't be looked for, in a sentence; `null` while they can. */
  readonly foundProblem: string | null;
  readonly counts: Counts;
  readonly notifications: {
    readonly enabled: boolean;
    readonly pausedUntil: PauseEnd;
    readonly quietHours: QuietHours;
    readonly tellWhileLooking: boolean;
    readonly connections: boolean;
    /** Alerts are heard. */
    readonly sound: boolean;
    readonly rules: readonly Rule[];
    readonly recent: readonly Alert[];
    readonly pending: readonly PendingAlert[];
    /** Epoch ms up to which alerts have been read. */
    readonly readUntil: number;
    /** False if the desktop has no notification server. */
    readonly supported: boolean;
  };
  /** Where rules can send alerts. */
  readonly destinations: readonly DestinationView[];
  /** Something tells whether this computer is locked. */
  readonly tellsLock: boolean;
  readonly theme: Theme;
  /** Percent. */
  readonly textSize: TextSize;
  readonly density: Density;
  readonly clock: Clocks;
  readonly startAtLogin: { readonly supported: boolean; readonly on: boolean };
  /** Started without the stored history and without rules. */
  readonly safeMode: boolean;
  /** As it will be at the next start. */
  readonly softwareDrawing: boolean;
  readonly secrets: {
    /** Where a new secret would go. */
    readonly place: 'keyring' | 'memory' | 'weak';
    /** "GNOME Keyring", "Keychain", "Windows data protection", "memory only" … */
    readonly label: string;
    readonly weakAllowed: boolean;
  };
  readonly dataFolder: string;
  /** A tray host shows our icon. `false`: a closed window could not be reopened. */
  readonly tray: boolean;
  readonly notices: readonly Notice[];
  readonly history: HistoryView;
  readonly savedViews: readonly SavedView[];
  readonly columns: readonly ColumnChoice[];
  /** Open files of events. */
  readonly captures: readonly CaptureView[];
  readonly marked: MarkedSession | null;
  readonly updates: UpdatesView;
}

export type SaveResult =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly field: 'name' | 'url' | 'secret' | 'form'; readonly message: string };

/** The end of a sign-in in the browser: the server as it was saved, or why not. */
export type SignInAnswer = Extract<SaveResult, { readonly ok: true }> | SignInRefusal;

export type SignInRefusal = Extract<SaveResult, { readonly ok: false }> & {
  /** A person ended it, so nothing went wrong. */
  readonly isCancelled?: boolean;
  /** The certificate that was refused, if a person may decide to trust it. */
  readonly certificate?: CertificateFacts;
  /** Fingerprint of the one that was trusted until now. */
  readonly pinned?: string;
};

/** What a sign-in is doing. The address of the login page stays in main: it belongs to this one sign-in. */
export type SignInProgress =
  | { readonly kind: 'asking' }
  | {
      readonly kind: 'waiting';
      readonly server: string;
      /** Host and port of the login page. */
      readonly host: string;
      /** How Home Assistant lists Porchlight in the person's profile. */
      readonly listedAs: string;
      /** False if the browser could not be opened. */
      readonly isOpen: boolean;
    }
  | { readonly kind: 'finishing' };
