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

/** Windows keeps 127 UTF-16 units of a tray tooltip (`NOTIFYICONDATA.szTip`). */
const MAX_TOOLTIP_UNITS = 127;
const MAX_SHOWN_ALERTS = 5;
const MAX_ALERT_CHARS = 60;
const MAX_NAME_CHARS = 40;
/** "Until tomorrow" ends at this hour of the next local day. */
const MORNING_HOUR = 8;
const HOUR_MS = 3_600_000;

const SEPARATOR: TrayItem = { kind: 'separator' };

/** What the tray shows for these facts: icon, tooltip and menu. */
export function toTrayModel(facts: TrayFacts): TrayModel {
  const wanted = facts.servers.filter((server) => server.state.kind !== 'idle');
  const lines = stateLines(facts, wanted);
  return {
    icon: toIcon(wanted, isQuiet(facts)),
    tooltip: clampUnits(`Porchlight: ${lines.join(', ')}`),
    menu: [
      ...lines.map((line): TrayItem => ({ kind: 'label', text: line.charAt(0).toUpperCase() + line.slice(1) })),
      SEPARATOR,
      toAction('Open event log', { kind: 'open-log' }),
      toRecentMenu(facts.recent),
      SEPARATOR,
      toPauseMenu(facts),
      toAction('Reconnect now', { kind: 'reconnect' }, wanted.some((server) => server.state.kind !== 'live')),
      SEPARATOR,
      toAction('Settings…', { kind: 'open-settings' }),
      ...toLoginItem(facts.startAtLogin),
      SEPARATOR,
      toAction('Quit Porchlight', { kind: 'quit' }),
    ],
  };
}

/** Epoch ms at which a pause ends: an hour on, or 08:00 of the next local day; `null` for no pause. */
export function pauseEnd(now: number, until: 'hour' | 'tomorrow' | 'resume'): number | null {
  switch (until) {
    case 'hour':
      return now + HOUR_MS;
    case 'tomorrow': {
      const morning = new Date(now);
      morning.setDate(morning.getDate() + 1);
      return morning.setHours(MORNING_HOUR, 0, 0, 0);
    }
    case 'resume':
      return null;
  }
}
