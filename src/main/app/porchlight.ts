import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  app,
  clipboard,
  ipcMain,
  Menu,
  nativeTheme,
  Notification,
  powerMonitor,
  safeStorage,
  session,
  shell,
} from 'electron';
import ElectronStore from 'electron-store';
import type { HistorySettings } from '../../core/history/history.ts';
import { historyFile } from '../../history/store/db-path.ts';
import { openHistory } from '../../history/worker/history-client.ts';
import { createHttpTransport } from '../../node/http-transport.ts';
import { systemClock as clock } from '../../node/system-clock.ts';
import { askSession } from '../desktop/session-proxies.ts';
import { createSessionBus, runProgram } from '../desktop/session-bus.ts';
import { createStartAtLogin } from '../desktop/start-at-login.ts';
import { createTrayHost } from '../desktop/tray-host.ts';
import type { BugReports } from './bug-reports.ts';
import { createServices } from './services.ts';
import type { Services } from './services.ts';
import { createUserInterface } from './user-interface.ts';
import { chooseCaptureFile, chooseExportFile, chooseFile } from '../servers/choose-file.ts';
import { registerRequests } from '../ipc/register-requests.ts';
import { parseArguments } from './arguments.ts';
import type { LaunchArguments } from './arguments.ts';
import type { LogFile } from './log-file.ts';
import { takeOverEarlierRuns } from '../history/earlier-runs.ts';
import { tellOfDeaths, toHistorySettings } from '../history/follow-history.ts';
import type { Notices } from './notices.ts';
import { createNotifier } from '../notifications/notifications.ts';
import { toOverview } from './overview.ts';
import type { OverviewSources } from './overview.ts';
import { quitInOrder } from './quit-in-order.ts';
import { toQuitSteps } from './quit-steps.ts';
import { createRequestGate } from '../ipc/request-gate.ts';
import { createRequestHandlers } from '../ipc/request-handlers.ts';
import { createRuleKeeping } from '../notifications/rule-keeping.ts';
import { openSettingsFile } from '../settings/settings-file.ts';
import { createSafeStorageKeyring } from '../secrets/safe-storage-keyring.ts';
import { performTrayAction } from '../tray/tray-actions.ts';
import { followTrayHost, sayThatItGoesOn } from './say-once.ts';
import { VERSION } from '../../node/version.ts';
import { createPageFeatures } from '../ipc/page-features.ts';
import { toAppMenu } from '../window/app-menu.ts';
import { PAGE_ORIGIN } from '../window/page-files.ts';

/** A panel that starts with the session may be later than we are. */
const LATE_PANEL_MS = 10_000;

export interface PorchlightOptions {
  readonly launch: LaunchArguments;
  readonly log: LogFile;
  readonly notices: Notices;
  readonly bugs: BugReports;
}

/** Puts the parts together once Electron is ready. Wiring only: each rule is in the part that it belongs to. */
export async function startPorchlight({ launch, log, notices, bugs }: PorchlightOptions): Promise<void> {
  const { platform } = process;
  const folder = app.getPath('userData');
  const bundle = join(__dirname, '..');
  const appIcon = join(bundle, 'assets', 'icons', '48x48.png');
  const bus = createSessionBus(runProgram);
  const notifier = createNotifier({
    platform,
    bus,
    clock,
    isSupported: () => Notification.isSupported(),
    // Elsewhere the system shows the app's own icon.
    create: ({ title, body, level }) =>
      new Notification({
        title,
        body,
        urgency: level,
        timeoutType: level === 'critical' ? 'never' : 'default',
        ...(platform === 'linux' ? { icon: appIcon } : {}),
      }),
    onClick: (seq) => {
      userInterface.openAt(seq);
    },
  });
  const settings = openSettingsFile({
    folder,
    clock,
    notices,
    createStore: (options) => new ElectronStore<Record<string, unknown>>(options),
  });
  // The first questions are asked before the servers are known, and none of them is about one's name.
  let serverNames: Services['serverNames'] = () => new Map();
  const openStore = (file: string, historySettings: HistorySettings): ReturnType<typeof openHistory> =>
    openHistory({
      workerPath: join(__dirname, 'history-worker.cjs'),
      file,
      settings: historySettings,
      clock,
      serverNames: () => serverNames(),
      onDeath: (deaths) => {
        log.write('history-stopped', { deaths });
        tellOfDeaths(notices, deaths, folder);
      },
    });
  const { history, lastSeq } = await openStore(historyFile(folder), toHistorySettings(settings.current()));
  const earlierAlerts = await takeOverEarlierRuns(history, clock);
  const services: Services = createServices({
    clock,
    random: Math.random,
    transport: createHttpTransport({ systemProxies: askSession(session.defaultSession) }),
    userAgent: `Porchlight/${VERSION}`,
    platform,
    folder,
    notices,
    settings,
    history,
    lastSeq,
    earlierAlerts,
    keyring: createSafeStorageKeyring(safeStorage, platform, () => bus.isKeyringLocked()),
    notify: (notification) => notifier.notify(notification),
    demoRate: launch.demoRate,
    log,
    onChange: () => {
      changed();
    },
    onRow: () => {
      userInterface.rowsChanged();
    },
    onRowsBefore: () => {
      userInterface.rowsChangedBefore();
    },
    onTestSteps: (steps) => {
      userInterface.window.push('testSteps', steps);
    },
  });
  ({ serverNames } = services);
  // electron-store would tell any page that asks where the settings are.
  ipcMain.removeAllListeners('electron-store-get-data');

  const startAtLogin = createStartAtLogin(
    { platform, packaged: app.isPackaged, executable: app.getPath('exe'), home: homedir(), env: process.env },
    {
      get: () => app.getLoginItemSettings({ args: ['--hidden'] }).openAtLogin,
      set: (openAtLogin) => {
        app.setLoginItemSettings({ openAtLogin, args: ['--hidden'] });
      },
    },
  );
  const trayHost = createTrayHost({
    platform,
    bus,
    clock,
    onChange(present) {
      if (present) userInterface.showTray();
      followTrayHost(services, present);
      changed();
    },
  });
  const sources: OverviewSources = {
    version: VERSION,
    platform,
    dataFolder: folder,
    settings: () => services.settings.current(),
    demo: () => services.demo.profile(),
    monitor: services.monitor,
    homeAssistantVersion: (serverId) => services.versionOf(serverId),
    secretPlace: (owner) => services.vault.place(owner),
    secrets: () => services.vault.status(),
    notificationsSupported: () => notifier.isSupported(),
    startAtLogin: () => ({ supported: startAtLogin.supported, on: startAtLogin.isOn() }),
    tray: () => trayHost.present(),
    notices: () => services.notices.list(),
    historyStatus: () => services.history.status(),
    captures: () => pageFeatures.captures.views(),
    marked: () => pageFeatures.marks.current(),
  };
  const pageFeatures = createPageFeatures({
    services,
    clock,
    folder,
    openHistory: async (file, historySettings) => (await openStore(file, historySettings)).history,
    chooseOpenFile: () => chooseCaptureFile(userInterface.window.contents()),
    chooseSaveFile: (name, format) => chooseExportFile(userInterface.window.contents(), name, format),
    openExternal: (url) => shell.openExternal(url),
    push: (name, value) => {
      userInterface.window.push(name, value);
    },
    onChange: changed,
    onRowsChanged: () => {
      userInterface.rowsChangedBefore();
    },
  });
  const userInterface = createUserInterface({
    clock,
    log,
    platform,
    devTools: !app.isPackaged,
    bundle,
    services,
    sources,
    logSources: (source) => pageFeatures.openSource(source),
    trayHost,
    act: (action) => {
      performTrayAction(action, { services, userInterface, startAtLogin, clock, quit });
    },
    bugs,
    notify: (toast) => notifier.notify(toast),
    quit,
    onLeft: () => {
      sayThatItGoesOn(services, notifier, trayHost.present());
    },
  });

  function changed(): void {
    const { theme } = services.settings.current();
    if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme;
    userInterface.changed();
  }

  function quit(): void {
    app.quit();
  }

  registerRequests(
    ipcMain,
    () => userInterface.window.contents(),
    createRequestGate({
      origin: PAGE_ORIGIN,
      clock,
      onError: (name, error) => {
        log.write('request-failed', { name });
        bugs.main(error);
      },
      handlers: createRequestHandlers({
        clock,
        services,
        notifier,
        startAtLogin,
        overview: () => toOverview(sources),
        pageIsReady: () => {
          userInterface.window.pageIsReady();
        },
        openLog: () => {
          userInterface.openLog();
        },
        history: pageFeatures.handlers,
        rules: createRuleKeeping(services, clock),
        openDataFolder: () => void shell.openPath(folder),
        copyText: async (text) => {
          await clipboard.writeText(text);
        },
        chooseFile: (what) => chooseFile(userInterface.window.contents(), what),
        overviewChanged: changed,
        reportBug: (description) => {
          bugs.page(description);
        },
      }),
    }),
  );
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(toAppMenu(platform, !app.isPackaged, () => userInterface.openPage('settings'))),
  );
  app.on('second-instance', (_event, argv) => {
    userInterface.window.show();
    if (parseArguments(argv.slice(1)).demo) services.demo.start().catch(bugs.main);
  });
  app.on('activate', () => {
    userInterface.window.show();
  });
  powerMonitor.on('resume', () => {
    services.monitor.wake();
  });
  const surface = {
    leave() {
      userInterface.leave();
      trayHost.stop();
    },
  };
  const steps = toQuitSteps({
    surface,
    exports: pageFeatures.exports,
    services,
    captures: pageFeatures.captures,
    log,
  });
  quitInOrder(app, clock, steps, (step) => {
    log.write('quit-incomplete', { step });
  });

  changed();
  services.start();
  const present = await trayHost.check();
  userInterface.showTray();
  if (launch.demo) await services.demo.start();
  if (!launch.hidden) {
    userInterface.window.show();
  } else if (!present) {
    clock.after(LATE_PANEL_MS, () => void showUnlessTray());
  }

  async function showUnlessTray(): Promise<void> {
    if (!(await trayHost.check())) userInterface.window.show();
  }
}
