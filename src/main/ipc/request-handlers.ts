import type { Clock } from '../../core/clock.ts';
import type { Overview } from '../../core/ipc/overview.ts';
import type { RequestArgs } from '../../core/ipc/table.ts';
import { parseRedaction } from '../../core/redaction/redact.ts';
import { applyPatch, type Settings } from '../../core/settings/settings.ts';
import { pauseEnd } from '../../core/tray/tray-model.ts';
import type { StartAtLogin } from '../desktop/start-at-login.ts';
import type { Services } from '../app/services.ts';
import type { RuleKeeping } from '../notifications/rule-keeping.ts';
import type { Notifier } from '../notifications/notifications.ts';
import type { RequestHandlers } from './request-gate.ts';
import type { PageFeatures } from './page-features.ts';

export type ChosenFile = RequestArgs<'chooseFile'>[0];

export interface RequestPorts {
  readonly clock: Clock;
  readonly services: Services;
  readonly notifier: Notifier;
  readonly startAtLogin: StartAtLogin;
  readonly overview: () => Overview;
  /** The page listens to pushes from now on. */
  readonly pageIsReady: () => void;
  readonly openLog: () => void;
  readonly history: PageFeatures['handlers'];
  readonly rules: RuleKeeping;
  readonly openDataFolder: () => void;
  readonly copyText: (text: string) => Promise<void>;
  /** Asks a person for a file; `null` when they chose none. */
  readonly chooseFile: (what: ChosenFile) => Promise<string | null>;
  readonly overviewChanged: () => void;
  /** The page told of an error of its own. */
  readonly reportBug: (description: string) => void;
}

/** What each request of the table does. */
export function createRequestHandlers(ports: RequestPorts): RequestHandlers {
  const { monitor, settings, editing, connectionTest, demo, notices, vault } = ports.services;

  function changeNotifications(part: Partial<Settings['notifications']>): void {
    const current = settings.current();
    settings.save({ ...current, notifications: { ...current.notifications, ...part } });
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
      await ports.services.leaveDemo();
      return null;
    },
    ...ports.rules,
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
    async changeSettings(patch) {
      const { startAtLogin, weakStorageAllowed, history } = patch;
      const refused =
        (history?.redaction === undefined ? null : parseRedaction(history.redaction)) ??
        (startAtLogin === undefined ? null : ports.startAtLogin.set(startAtLogin));
      if (refused === null) settings.save(applyPatch(settings.current(), patch));
      else ports.overviewChanged();
      if (refused === null && weakStorageAllowed !== undefined) await vault.applyConsent();
      return refused;
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
    reportBug(description) {
      ports.reportBug(description);
      return null;
    },
  };
}
