import type { Pause } from '../settings/pause.ts';

/** What an item does. */
export type TrayAction =
  | { readonly kind: 'open-log' }
  | { readonly kind: 'open-alert'; readonly seq: number }
  /** `null` for all. */
  | { readonly kind: 'show-server'; readonly id: string | null }
  | { readonly kind: 'pause'; readonly until: Pause }
  | { readonly kind: 'set-notifications'; readonly on: boolean }
  | { readonly kind: 'set-quiet-hours'; readonly on: boolean }
  | { readonly kind: 'set-rule'; readonly id: string; readonly on: boolean }
  | { readonly kind: 'open-rules' }
  | { readonly kind: 'reconnect' }
  | { readonly kind: 'open-settings' }
  | { readonly kind: 'set-start-at-login'; readonly on: boolean }
  | { readonly kind: 'copy-diagnostics' }
  | { readonly kind: 'open-home'; readonly serverId: string }
  | { readonly kind: 'quit' };

/** A menu as data; the caller makes the platform's menu of it. */
export type TrayItem =
  | { readonly kind: 'separator' }
  | { readonly kind: 'label'; readonly text: string }
  | { readonly kind: 'action'; readonly text: string; readonly action: TrayAction; readonly enabled: boolean }
  | { readonly kind: 'check'; readonly text: string; readonly action: TrayAction; readonly checked: boolean }
  | { readonly kind: 'submenu'; readonly text: string; readonly items: readonly TrayItem[] };
