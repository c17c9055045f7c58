import { app, clipboard, ipcMain, shell } from 'electron';
import type { Clock } from '../../core/clock.ts';
import { createRuleFiles, type RuleFilesPorts } from '../files/rule-files.ts';
import { createSettingsFiles } from '../files/settings-files.ts';
import { openRulesFile, saveRulesFile } from '../files/rule-file-dialogs.ts';
import type { PageFeatures } from '../ipc/page-features.ts';
import { createRequestGate, registerRequests } from '../ipc/request-gate.ts';
import { createRequestHandlers } from '../ipc/request-handlers.ts';
import { createAlertCalls } from '../notifications/alert-calls.ts';
import { createAlertPressing } from '../notifications/alert-pressing.ts';
import type { PressPorts } from '../notifications/notification-buttons.ts';
import { createRuleKeeping } from '../notifications/rule-keeping.ts';
import { createRuleTrials } from '../notifications/rule-trials.ts';
import { createTestAlerts } from '../notifications/test-alert.ts';
import { chooseFile, type FileOf } from '../servers/choose-file.ts';
import { PAGE_ORIGIN } from '../window/page-files.ts';
import type { BugReports } from './bug-reports.ts';
import type { Desktop } from './create-desktop.ts';
import type { LogFile } from './log-file.ts';
import { toOverview, type OverviewSources } from './overview.ts';
import type { Services } from './services.ts';
import type { Signals } from './signals.ts';
import type { Updates } from '../updates/updates.ts';

export interface AnswerPorts {
  readonly clock: Clock;
  readonly signals: Signals;
  readonly log: LogFile;
  readonly bugs: BugReports;
  /** Porchlight's data folder. */
  readonly folder: string;
  readonly desktop: Pick<Desktop, 'window' | 'notifier' | 'startAtLogin'>;
  readonly services: Services;
  readonly features: PageFeatures;
  readonly userInterface: { openLog(): void };
  readonly sources: OverviewSources;
  readonly readDiagnostics: () => Promise<string>;
  readonly updates: Updates;
  /** Starts the app again as usual once it has quit. */
  relaunch(): void;
}

/**
 * Registers the handler of each request of the page.
 *
 * @returns what the buttons of notifications do, the same on the page and on the desktop
 */
export function answerPage(ports: AnswerPorts): PressPorts {
  const { clock, signals, log, bugs, folder, services, features } = ports;
  const { window, notifier, startAtLogin } = ports.desktop;
  const { settings } = services;
  const alertCalls = createAlertCalls(features.sending, notifier.notify);
  const pressing: PressPorts = {
    settings,
    clock,
    openAt: window.openAt,
    openPage: window.openPage,
    openHome: (id, path) =>
      features.pressHome(id, path, () => window.openPage('notifications')).catch(bugs.main),
    call: (call) => alertCalls.callAndTell(call).catch(bugs.main),
  };
  const trials = createRuleTrials(services, clock);
  const filesOf = (what: FileOf): RuleFilesPorts => ({
    settings,
    serverNames: services.serverNames,
    openFile: (maxBytes) => openRulesFile(window.contents(), what, maxBytes),
    saveFile: (name, text) => saveRulesFile(window.contents(), what, name, text),
  });
  const handlers = createRequestHandlers({
    clock,
    signals,
    services,
    notifier,
    startAtLogin,
    bugs,
    window,
    overview: () => toOverview(ports.sources),
    openLog: ports.userInterface.openLog,
    features: features.handlers,
    rules: createRuleKeeping(services, clock, trials),
    ruleFiles: createRuleFiles(filesOf('rules')),
    settingsFiles: createSettingsFiles(filesOf('settings')),
    sendTestNotification: createTestAlerts(trials, services.notify),
    pressAlert: createAlertPressing(pressing, alertCalls.call),
    readDiagnostics: ports.readDiagnostics,
    updates: ports.updates.handlers,
    leaveSafeMode() {
      ports.relaunch();
      app.quit();
    },
    openDataFolder: () => void shell.openPath(folder),
    copyText: (text) => clipboard.writeText(text),
    chooseFile: (what) => chooseFile(window.contents(), what),
  });
  const onError = (name: string, error: unknown): void => {
    log.write('request-failed', { name });
    bugs.main(error);
  };
  registerRequests(
    ipcMain,
    window.contents,
    createRequestGate({ origin: PAGE_ORIGIN, clock, handlers, onError }),
  );
  return pressing;
}
