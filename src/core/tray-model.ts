import type { Alert, ServerView } from './ipc/overview.ts';

/** One icon file per state, in `assets/tray/`. */
export type TrayIcon = 'live' | 'waiting' | 'stopped' | 'paused';

export type TrayAction =
  | { readonly kind: 'open-log' }
  | { readonly kind: 'open-alert'; readonly seq: number }
  | { readonly kind: 'pause'; readonly until: 'hour' | 'tomorrow' | 'resume' }
  | { readonly kind: 'set-notifications'; readonly on: boolean }
  | { readonly kind: 'reconnect' }
  | { readonly kind: 'open-settings' }
  | { readonly kind: 'set-start-at-login'; readonly on: boolean }
  | { readonly kind: 'quit' };

/** A menu as data; the shell turns it into the platform's. */
export type TrayItem =
  | { readonly kind: 'separator' }
  | { readonly kind: 'label'; readonly text: string }
  | { readonly kind: 'action'; readonly text: string; readonly action: TrayAction; readonly enabled: boolean }
  | { readonly kind: 'check'; readonly text: string; readonly action: TrayAction; readonly checked: boolean }
  | { readonly kind: 'submenu'; readonly text: string; readonly items: readonly TrayItem[] };

export interface TrayModel {
  readonly icon: TrayIcon;
  readonly tooltip: string;
  readonly menu: readonly TrayItem[];
}

/** The facts a tray is made of. */
export interface TrayFacts {
  readonly now: number;
  readonly servers: readonly ServerView[];
  readonly notifications: { readonly enabled: boolean; readonly pausedUntil: number | null };
  readonly recent: readonly Alert[];
  readonly startAtLogin: { readonly supported: boolean; readonly on: boolean };
}
