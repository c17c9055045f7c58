import type { Clock } from '../core/clock.ts';
import type { Overview } from '../core/ipc/overview.ts';
import type { RequestArgs } from '../core/ipc/table.ts';
import type { Settings } from '../core/settings/settings.ts';
import { pauseEnd } from '../core/tray-model.ts';
import type { StartAtLogin } from './desktop/start-at-login.ts';
import type { Engine } from './engine.ts';
import type { HistoryHandlers } from './history/history-handlers.ts';
import type { RuleKeeping } from './rule-keeping.ts';
import type { Notifier } from './notifications.ts';
import type { RequestHandlers } from './request-gate.ts';

export type ChosenFile = RequestArgs<'chooseFile'>[0];

export interface RequestPorts {
  readonly clock: Clock;
  readonly engine: Engine;
  readonly notifier: Notifier;
  readonly startAtLogin: StartAtLogin;
  readonly overview: () => Overview;
  /** The page listens to pushes from now on. */
  readonly pageIsReady: () => void;
  readonly openLog: () => void;
  readonly history: HistoryHandlers;
  readonly rules: RuleKeeping;
  readonly openDataFolder: () => void;
  readonly copyText: (text: string) => Promise<void>;
  /** Asks a person for a file; `null` when they chose none. */
  readonly chooseFile: (what: ChosenFile) => Promise<string | null>;
  readonly overviewChanged: () => void;
}

/** What each request of the table does. */
export function createRequestHandlers(ports: RequestPorts): RequestHandlers {
  const { monitor, settings, editing, connectionTest, demo, notices, vault } = ports.engine;

  function change(part: Partial<Settings>): void {
    settings.save({ ...settings.current(), ...part });
  }
  function changeNotifications(part: Partial<Settings['notifications']>): void {
    change({ notifications: { ...settings.current().notifications, ...part } });
  }

  return {
    getOverview() {
      ports.pageIsReady();
      return ports.overview();
    },
    openLog() {
      ports.openLog();
      return null;
    },
    ...ports.history,
    saveServer: (draft) => editing.saveServer(draft),
    removeServer(serverId) {
      editing.removeServer(serverId);
      return null;
    },
    testConnection: (draft) => connectionTest.run(draft),
    trustCertificate(serverId, fingerprint) {
      const state = monitor.state(serverId);
      const shown = 'reason' in state ? state.reason.certificate?.fingerprint : undefined;
      if (shown !== fingerprint) return 'The server shows another certificate by now. Look at it again.';
      editing.pinCertificate(serverId, fingerprint);
      return null;
    },
    chooseFile: (what) => ports.chooseFile(what),
    cancelTest() {
      connectionTest.cancel();
      return null;
    },
    reconnect(serverId) {
      monitor.reconnect(serverId);
      return null;
    },
    async startDemo() {
      await demo.start();
      return null;
    },
    async stopDemo() {
      await demo.stop();
      return null;
    },
    ...ports.rules,
    setNotificationsEnabled(enabled) {
      changeNotifications({ enabled });
      return null;
    },
    pauseNotifications(until) {
      changeNotifications({ pausedUntil: pauseEnd(ports.clock.now(), until) });
      return null;
    },
    async sendTestNotification(ruleName) {
      const shown = await ports.notifier.notify({
        title: ruleName ?? 'Porchlight',
        body: 'This is how a notification looks. Click it to open the event log.',
        level: 'normal',
        seq: null,
      });
      return shown
        ? null
        : 'The desktop did not show the notification. Check that its notifications are switched on.';
    },
    setTheme(theme) {
      change({ theme });
      return null;
    },
    setStartAtLogin(on) {
      const problem = ports.startAtLogin.set(on);
      if (problem === null) change({ startAtLogin: on });
      else ports.overviewChanged();
      return problem;
    },
    async setWeakStorageAllowed(weakStorageAllowed) {
      change({ weakStorageAllowed });
      await vault.applyConsent();
      return null;
    },
    openDataFolder() {
      ports.openDataFolder();
      return null;
    },
    async copyText(text) {
      await ports.copyText(text);
      return null;
    },
    dismissNotice(id) {
      notices.clear(id);
      return null;
    },
  };
}
