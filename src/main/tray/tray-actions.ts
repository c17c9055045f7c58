import type { Clock } from '../../core/clock.ts';
import { pauseEnd } from '../../core/settings/pause.ts';
import { USUAL_QUIET_HOURS } from '../../core/settings/quiet-hours.ts';
import type { TrayAction } from '../../core/tray/tray-item.ts';
import type { StartAtLogin } from '../desktop/start-at-login.ts';
import type { Services } from '../app/services.ts';
import type { LogWindow } from '../window/log-window.ts';

export interface TrayActionPorts {
  readonly services: Pick<Services, 'settings' | 'monitor' | 'notices'>;
  readonly window: Pick<LogWindow, 'openAt' | 'openPage' | 'openServer'>;
  readonly startAtLogin: StartAtLogin;
  readonly clock: Clock;
  /** A text for a report of a fault, into the clipboard. */
  readonly copyDiagnostics: () => void;
  /** Opens a home in the browser. */
  readonly openHome: (serverId: string) => void;
  readonly quit: () => void;
}

/** Runs an item of the tray menu. */
export function performTrayAction(action: TrayAction, ports: TrayActionPorts): void {
  const { settings, monitor, notices } = ports.services;
  const current = settings.current();
  switch (action.kind) {
    case 'open-log':
      ports.window.openAt(null);
      return;
    case 'open-alert':
      ports.window.openAt(action.seq);
      return;
    case 'show-server':
      ports.window.openServer(action.id);
      return;
    case 'pause': {
      const pausedUntil = pauseEnd(ports.clock.now(), action.until);
      settings.save({ ...current, notifications: { ...current.notifications, pausedUntil } });
      return;
    }
    case 'set-notifications':
      settings.save({ ...current, notifications: { ...current.notifications, enabled: action.on } });
      return;
    case 'set-quiet-hours': {
      const { quietHours = USUAL_QUIET_HOURS, ...rest } = current.notifications;
      settings.save({
        ...current,
        notifications: { ...rest, quietHours: { ...quietHours, on: action.on } },
      });
      return;
    }
    case 'set-rule': {
      const { rules, ...rest } = current.notifications;
      if (rules.some(({ id, unconfirmed }) => id === action.id && unconfirmed === true)) {
        ports.window.openPage('notifications');
        return;
      }
      const next = rules.map((rule) => (rule.id === action.id ? { ...rule, enabled: action.on } : rule));
      settings.save({ ...current, notifications: { ...rest, rules: next } });
      return;
    }
    case 'open-rules':
      ports.window.openPage('notifications');
      return;
    case 'reconnect':
      monitor.reconnect(null);
      return;
    case 'open-settings':
      ports.window.openPage('settings');
      return;
    case 'set-start-at-login': {
      const problem = ports.startAtLogin.set(action.on);
      if (problem === null) settings.save({ ...current, startAtLogin: action.on });
      else notices.set({ id: 'start-at-login', tone: 'warning', text: problem });
      return;
    }
    case 'copy-diagnostics':
      ports.copyDiagnostics();
      return;
    case 'open-home':
      ports.openHome(action.serverId);
      return;
    case 'quit':
      ports.quit();
      return;
  }
}
