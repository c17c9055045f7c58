import type { Clock } from '../../core/clock.ts';
import type { Overview } from '../../core/ipc/overview.ts';
import type { RequestArgs } from '../../core/ipc/table.ts';
import { parseRedaction } from '../../core/redaction/redact.ts';
import { applyPatch } from '../../core/settings/settings.ts';
import { pauseEnd } from '../../core/settings/pause.ts';
import type { BugReports } from '../app/bug-reports.ts';
import type { Services } from '../app/services.ts';
import type { Signals } from '../app/signals.ts';
import type { StartAtLogin } from '../desktop/start-at-login.ts';
import type { RuleFiles } from '../files/rule-files.ts';
import type { SettingsFiles } from '../files/settings-files.ts';
import type { Notifier } from '../notifications/notifications.ts';
import type { RuleKeeping } from '../notifications/rule-keeping.ts';
import type { LogWindow } from '../window/log-window.ts';
import type { PageFeatures } from './page-features.ts';
import type { Updates } from '../updates/updates.ts';
import { silent, type RequestHandlers } from './request-gate.ts';

export interface RequestPorts {
  readonly clock: Clock;
  readonly signals: Signals;
  readonly services: Services;
  readonly notifier: Notifier;
  readonly startAtLogin: StartAtLogin;
  readonly bugs: BugReports;
  readonly window: LogWindow;
  readonly overview: () => Overview;
  readonly openLog: () => void;
  readonly features: PageFeatures['handlers'];
  readonly rules: RuleKeeping;
  readonly ruleFiles: RuleFiles;
  readonly settingsFiles: SettingsFiles;
  readonly pressAlert: RequestHandlers['pressAlert'];
  readonly sendTestNotification: RequestHandlers['sendTestNotification'];
  readonly updates: Updates['handlers'];
  readonly leaveSafeMode: () => void;
  readonly openDataFolder: () => void;
  readonly readDiagnostics: () => Promise<string>;
  readonly copyText: (text: string) => unknown;
  /** Asks a person for a file; `null` when they chose none. */
  readonly chooseFile: (what: RequestArgs<'chooseFile'>[0]) => Promise<string | null>;
}

/** The handler of each request in the table. */
export function createRequestHandlers(ports: RequestPorts): RequestHandlers {
  const { services, window } = ports;
  const { monitor, settings, editing, destinations, connectionTest, signIn, vault } = services;
  return {
    getOverview() {
      window.pageIsReady();
      return ports.overview();
    },
    openLog: silent(ports.openLog),
    ...ports.features,
    saveServer: editing.saveServer,
    signIn: signIn.run,
    cancelSignIn: silent(signIn.cancel),
    signInAddress: silent(async (how) => {
      const url = signIn.address();
      if (how === 'open') await signIn.openAgain();
      else if (url !== null) ports.copyText(url);
    }),
    lookForServers: silent(services.discovery.lookForServers),
    probeAddress: services.discovery.probeAddress,
    removeServer: silent(services.removeServer),
    saveSecondAddress: services.addresses.save,
    removeSecondAddress: silent(services.addresses.remove),
    moveServer: silent(editing.moveServer),
    followServer: silent((serverId) => {
      ports.signals.emit('serverShown', serverId);
    }),
    saveDestination: destinations.saveDestination,
    removeDestination: silent(destinations.removeDestination),
    testDestination: destinations.testDestination,
    testConnection: connectionTest.run,
    trustCertificate(serverId, fingerprint) {
      const state = monitor.state(serverId);
      const shown = 'reason' in state ? state.reason.certificate?.fingerprint : undefined;
      if (shown !== fingerprint) return 'The server shows another certificate by now. Look at it again.';
      editing.pinCertificate(serverId, fingerprint, monitor.profile(serverId)?.baseUrl);
      return null;
    },
    chooseFile: ports.chooseFile,
    cancelTest: silent(connectionTest.cancel),
    reconnect: silent(monitor.reconnect),
    startDemo: silent(services.demo.start),
    stopDemo: silent(services.leaveDemo),
    ...ports.rules,
    ...ports.ruleFiles,
    ...ports.settingsFiles,
    pressAlert: ports.pressAlert,
    pauseNotifications: silent((until) => {
      const { notifications, ...rest } = settings.current();
      const pausedUntil = pauseEnd(ports.clock.now(), until);
      settings.save({ ...rest, notifications: { ...notifications, pausedUntil } });
    }),
    sendTestNotification: ports.sendTestNotification,
    async changeSettings(patch) {
      const { startAtLogin, weakStorageAllowed, history } = patch;
      const refused =
        (history?.redaction === undefined ? null : parseRedaction(history.redaction)) ??
        (startAtLogin === undefined ? null : ports.startAtLogin.set(startAtLogin));
      if (refused === null) settings.save(applyPatch(settings.current(), patch));
      else ports.signals.emit('changed');
      if (refused === null && weakStorageAllowed !== undefined) await vault.applyConsent();
      return refused;
    },
    lookForUpdate: silent(ports.updates.lookForUpdate),
    restartToUpdate: silent(ports.updates.restartToUpdate),
    openUpdatePage: silent(ports.updates.openUpdatePage),
    leaveSafeMode: silent(ports.leaveSafeMode),
    openDataFolder: silent(ports.openDataFolder),
    readDiagnostics: ports.readDiagnostics,
    copyText: silent(ports.copyText),
    dismissNotice: silent(services.notices.clear),
    reportBug: silent(ports.bugs.page),
  };
}
