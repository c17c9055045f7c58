import { badgeText } from './badge.ts';
import type { TrayAction, TrayItem } from './tray-item.ts';
import { serverLines, serverMenu } from './server-items.ts';
import { clampText, toLine } from '../events/text.ts';
import type { ServerView } from '../ipc/overview.ts';
import { countUnread, isNews, type Alert } from '../history/alert.ts';
import type { Rule } from '../rules/rule.ts';
import { formatMinute, formatTime } from '../time/format-time.ts';
import { describeDay, isSameDay } from '../time/relative-time.ts';
import { isPaused, PAUSE_WORDS, pausesFor, type PauseEnd } from '../settings/pause.ts';
import {
  describeQuietHours,
  quietUntil,
  USUAL_QUIET_HOURS,
  type QuietHours,
} from '../settings/quiet-hours.ts';

/** One icon file per state, in `assets/tray/`. */
export type TrayIcon = 'live' | 'waiting' | 'stopped' | 'paused';

export interface TrayModel {
  readonly icon: TrayIcon;
  /** Drawn on the icon: how many alerts are unread. Empty for none. */
  readonly badge: string;
  readonly tooltip: string;
  readonly menu: readonly TrayItem[];
}

/** The facts from which a tray is made. */
export interface TrayFacts {
  readonly now: number;
  readonly servers: readonly ServerView[];
  /** The server that the log is limited to; `null` for all. The icon and the count of unread alerts are of all. */
  readonly shownServer: string | null;
  readonly notifications: {
    readonly enabled: boolean;
    readonly pausedUntil: PauseEnd;
    readonly quietHours?: QuietHours;
    readonly rules: readonly Pick<Rule, 'id' | 'name' | 'enabled'>[];
  };
  readonly recent: readonly Alert[];
  /** Epoch ms up to which alerts have been read. */
  readonly readUntil: number;
  readonly startAtLogin: { readonly supported: boolean; readonly on: boolean };
  /** Something tells whether this computer is locked. */
  readonly tellsLock: boolean;
}

/** Windows keeps 127 UTF-16 units of a tray tooltip (`NOTIFYICONDATA.szTip`). */
const MAX_TOOLTIP_UNITS = 127;
const MAX_SHOWN_ALERTS = 5;
const MAX_ALERT_CHARS = 60;
const MAX_NAME_CHARS = 40;
const MAX_SHOWN_RULES = 20;

const SEPARATOR: TrayItem = { kind: 'separator' };

/** What the tray shows for these facts: icon, tooltip and menu. */
export function toTrayModel(facts: TrayFacts): TrayModel {
  const wanted = facts.servers.filter((server) => server.state.kind !== 'idle');
  const shown = facts.servers.find(({ id }) => id === facts.shownServer) ?? null;
  const lines = serverLines(facts.servers, shown);
  const unread = countUnread(facts.recent, facts.readUntil);
  return {
    icon: toIcon(wanted, isQuiet(facts)),
    badge: badgeText(unread),
    tooltip: clampUnits(
      `Porchlight: ${[...(unread === 0 ? [] : [`${String(unread)} unread`]), ...lines].join(', ')}`,
    ),
    menu: [
      ...lines.map((line): TrayItem => ({ kind: 'label', text: line })),
      SEPARATOR,
      toAction('Open event log', { kind: 'open-log' }),
      ...serverMenu(facts.servers, shown),
      toRecentMenu(facts, shown),
      ...toHomeItem(wanted),
      SEPARATOR,
      toPauseMenu(facts),
      ...toRulesMenu(facts.notifications.rules),
      toAction(
        'Reconnect now',
        { kind: 'reconnect' },
        wanted.some((server) => server.state.kind !== 'live'),
      ),
      SEPARATOR,
      toAction('Settings…', { kind: 'open-settings' }),
      ...toLoginItem(facts.startAtLogin),
      toAction('Copy diagnostics', { kind: 'copy-diagnostics' }),
      SEPARATOR,
      toAction('Quit Porchlight', { kind: 'quit' }),
    ],
  };
}

/**
 * The worst state of any server, so that the icon never hides a failure. Without a server it is `waiting`: nothing is
 * wrong, but nothing arrives before its owner adds a server or switches one on.
 */
function toIcon(wanted: readonly ServerView[], quiet: boolean): TrayIcon {
  if (wanted.some((server) => server.state.kind === 'stopped')) return 'stopped';
  if (wanted.length === 0 || wanted.some((server) => server.state.kind !== 'live')) return 'waiting';
  return quiet ? 'paused' : 'live';
}

function isQuiet({ notifications, now }: TrayFacts): boolean {
  const { enabled, pausedUntil, quietHours } = notifications;
  return !enabled || isPaused(pausedUntil, now) || quietUntil(quietHours, now) !== null;
}

/** The newest five that are news. A summary or a test has no event of its own and opens the log. */
function toRecentMenu({ recent, readUntil, now }: TrayFacts, shown: ServerView | null): TrayItem {
  const newest = recent
    .filter(isNews)
    .filter(({ about }) => shown === null || about === undefined || about.server === shown.id)
    .sort((a, b) => b.at - a.at)
    .slice(0, MAX_SHOWN_ALERTS);
  const items = newest.map((alert) =>
    toAction(
      `${alert.at > readUntil ? '● ' : ''}${dayAndClock(alert.at, now)}  ${toLine(alert.title, MAX_ALERT_CHARS)}`,
      alert.seq === null ? { kind: 'open-log' } : { kind: 'open-alert', seq: alert.seq },
    ),
  );
  return {
    kind: 'submenu',
    text: 'Recent alerts',
    items: items.length > 0 ? items : [{ kind: 'label', text: 'None yet' }],
  };
}

/** Opens a home in the browser. The demo home has no pages. */
function toHomeItem(wanted: readonly ServerView[]): readonly TrayItem[] {
  const [first, ...more] = wanted.filter(({ demo }) => !demo);
  if (first === undefined) return [];
  const text = 'Open Home Assistant';
  if (more.length === 0) return [toAction(text, { kind: 'open-home', serverId: first.id })];
  const items = [first, ...more].map(({ id, name }) =>
    toAction(toLine(name, MAX_NAME_CHARS), { kind: 'open-home', serverId: id }),
  );
  return [{ kind: 'submenu', text, items }];
}

/** Why nothing is shown now, or how to have it so. */
function pauseWords({ notifications, now }: TrayFacts): string {
  const { enabled, pausedUntil, quietHours } = notifications;
  if (!enabled) return 'Notifications are off';
  if (isPaused(pausedUntil, now))
    return `Notifications paused until ${pausedUntil === 'unlock' ? 'you unlock' : clockOf(pausedUntil)}`;
  const quietEnd = quietUntil(quietHours, now);
  return quietEnd === null ? 'Pause notifications' : `Quiet hours until ${clockOf(quietEnd)}`;
}

function toPauseMenu(facts: TrayFacts): TrayItem {
  const { enabled, pausedUntil, quietHours = USUAL_QUIET_HOURS } = facts.notifications;
  const isOn = enabled && isPaused(pausedUntil, facts.now);
  return {
    kind: 'submenu',
    text: pauseWords(facts),
    items: [
      ...pausesFor(facts.tellsLock).map((until) =>
        toAction(PAUSE_WORDS[until], { kind: 'pause', until }, until === 'resume' ? isOn : enabled),
      ),
      SEPARATOR,
      {
        kind: 'check',
        text: `Quiet hours, ${describeQuietHours(quietHours)}`,
        action: { kind: 'set-quiet-hours', on: !quietHours.on },
        checked: quietHours.on,
      },
      {
        kind: 'check',
        text: 'Notifications on',
        action: { kind: 'set-notifications', on: !enabled },
        checked: enabled,
      },
    ],
  };
}

/** A switch for each of the first rules. */
function toRulesMenu(rules: TrayFacts['notifications']['rules']): readonly TrayItem[] {
  if (rules.length === 0) return [];
  const switches = rules.slice(0, MAX_SHOWN_RULES).map(({ id, name, enabled }): TrayItem => {
    const action = { kind: 'set-rule', id, on: !enabled } as const;
    return { kind: 'check', text: toLine(name, MAX_NAME_CHARS), action, checked: enabled };
  });
  const more =
    rules.length > MAX_SHOWN_RULES
      ? [SEPARATOR, toAction(`All ${String(rules.length)} rules…`, { kind: 'open-rules' })]
      : [];
  return [{ kind: 'submenu', text: 'Rules', items: [...switches, ...more] }];
}

function toLoginItem({ supported, on }: TrayFacts['startAtLogin']): readonly TrayItem[] {
  if (!supported) return [];
  return [
    { kind: 'check', text: 'Start at login', action: { kind: 'set-start-at-login', on: !on }, checked: on },
  ];
}

function toAction(text: string, action: TrayAction, enabled = true): TrayItem {
  return { kind: 'action', text, action, enabled };
}

/** "07:00" */
function clockOf(epochMs: number): string {
  return formatMinute(epochMs);
}

/** "07:00:12", with the date before it unless it is today. */
function dayAndClock(epochMs: number, now: number): string {
  const clock = formatTime(epochMs);
  return isSameDay(epochMs, now) ? clock : `${describeDay(epochMs, now)} ${clock}`;
}

/** Clamped by UTF-16 units without cutting a character in two. */
function clampUnits(text: string): string {
  let clamped = clampText(text, MAX_TOOLTIP_UNITS);
  for (let points = MAX_TOOLTIP_UNITS - 1; clamped.length > MAX_TOOLTIP_UNITS; points -= 1) {
    clamped = clampText(text, points);
  }
  return clamped;
}
