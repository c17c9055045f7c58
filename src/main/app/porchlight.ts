import { setClock } from '../../core/time/format-time.ts';
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import {
  app,
  clipboard,
  ipcMain,
  Menu,
  nativeTheme,
  powerMonitor,
  safeStorage,
  session,
  shell,
} from 'electron';
import ElectronStore from 'electron-store';
import type { HistorySettings } from '../../core/history/history.ts';
import { asksForUser } from '../../core/rules/surroundings.ts';
import { parseProxyList } from '../../core/route/proxy-list.ts';
import { historyFile } from '../../history/store/db-path.ts';
import type { Registry } from '../../core/registry/registry.ts';
import { openHistory } from '../../history/worker/history-client.ts';
import { createHttpTransport } from '../../node/http-transport.ts';
import type { SystemProxies } from '../../node/open-route.ts';
import { systemClock as clock } from '../../node/system-clock.ts';
import { VERSION } from '../../node/version.ts';
import { wasOpenedAtLogin } from '../desktop/login-items.ts';
import { registerLinkScheme } from '../desktop/link-scheme.ts';
import { takeOverEarlierRuns } from '../history/earlier-runs.ts';
import { tellOfDeaths, toHistorySettings, toSafeHistory } from '../history/follow-history.ts';
import { createPageFeatures } from '../ipc/page-features.ts';
import { pressButton } from '../notifications/notification-buttons.ts';
import { createSafeStorageKeyring } from '../secrets/safe-storage-keyring.ts';
import { openSettingsFile } from '../settings/settings-file.ts';
import type { TrayAction } from '../../core/tray/tray-item.ts';
import { createDiagnostics } from '../support/diagnostics.ts';
import { openUpdates, UPDATE_PARTITION } from '../updates/open-updates.ts';
import { performTrayAction } from '../tray/tray-actions.ts';
import { toAppMenu } from '../window/app-menu.ts';
import { answerPage } from './answer-page.ts';
import { parseArguments, toUsualStart, type LaunchArguments } from './arguments.ts';
import type { BugReports } from './bug-reports.ts';
import { createDesktop } from './create-desktop.ts';
import { createDemoHome, DEMO_ID } from './demo-home.ts';
import type { LogFile } from './log-file.ts';
import type { Notices } from './notices.ts';
import type { collectOpenings } from './early-openings.ts';
import { createOutsideRequests } from './outside-requests.ts';
import { quitInOrder, toQuitSteps } from './quit-in-order.ts';
import { endWithin } from './quit-watchdog.ts';
import { followTrayHost, sayThatItGoesOn } from './say-once.ts';
import type { RunRecord } from './run-record.ts';
import { createServices, namesOfServers } from './services.ts';
import type { Signals } from './signals.ts';
import { startImageAfter } from './start-again.ts';
import { createUserInterface } from './user-interface.ts';

/** Whoever has touched nothing for so long may look elsewhere, with the log still on the screen. */
const LOOKS_FOR_S = 60;
/** A panel that starts with the session may start after us. */
const LATE_PANEL_MS = 10_000;

/**
 * The desktop's proxy settings with their PAC script, asked anew each time, so that a change of network applies from the
 * next attempt on. Chromium reads them on every system, and the environment's if a Linux desktop has none.
 */
const systemProxies: SystemProxies = async (origin) =>
  parseProxyList(await session.defaultSession.resolveProxy(origin));

export interface PorchlightOptions {
  readonly launch: LaunchArguments;
  readonly log: LogFile;
  readonly notices: Notices;
  readonly bugs: BugReports;
  readonly run: RunRecord;
  /** Without the stored history and without rules. */
  readonly isSafe: boolean;
  /** Gives links and files that macOS hands over to the app that has started. */
  readonly followOpenings: ReturnType<typeof collectOpenings>;
}

/**
 * Creates the parts once Electron is ready. Wiring only: each rule is in the part that it belongs to. A part gets those
 * that are created before it, and notifies those that are created after it by `Signals`.
 */
export async function startPorchlight(options: PorchlightOptions): Promise<void> {
  const { launch, log, notices, bugs, run, isSafe } = options;
  const { platform } = process;
  const folder = app.getPath('userData');
  const bundle = join(__dirname, '..');
  const devTools = !app.isPackaged;
  const signals: Signals = new EventEmitter();
  const quit = (): void => {
    app.quit();
  };
  const relaunch = (): void => {
    const { args, execPath } = toUsualStart(process.argv.slice(1), process.env);
    if (execPath === undefined) app.relaunch({ args });
    else startImageAfter(process.pid, execPath, args, process.env);
  };

  const settings = openSettingsFile({
    folder,
    clock,
    notices,
    createStore: (options) => new ElectronStore<Record<string, unknown>>(options),
  });
  // electron-store would tell any page where the settings are.
  ipcMain.removeAllListeners('electron-store-get-data');
  const desktop = createDesktop({
    platform,
    clock,
    signals,
    bugs,
    settings,
    bundle,
    devTools,
    fetchPicture: (serverId, entity) => services.monitor.picture(serverId, entity),
  });
  const { startAtLogin, trayHost, hasOtherWay, window, notifier, lockWatch } = desktop;

  const registries = new Map<string, Registry>();
  const demo = createDemoHome(launch.demoRate);
  const openStore = (file: string, historySettings: HistorySettings): ReturnType<typeof openHistory> =>
    openHistory({
      workerPath: join(__dirname, 'history-worker.cjs'),
      file,
      settings: historySettings,
      clock,
      context: () => ({ serverNames: namesOfServers(settings, demo), registries }),
      onDeath: (deaths) => {
        log.write('history-stopped', { deaths });
        tellOfDeaths(notices, deaths, folder);
        run.died('history');
      },
    });
  const { history, lastSeq } = await openStore(
    historyFile(folder),
    (isSafe ? toSafeHistory : toHistorySettings)(settings.current()),
  );
  const services = createServices({
    clock,
    random: Math.random,
    transport: createHttpTransport({ systemProxies }),
    userAgent: `Porchlight/${VERSION}`,
    platform,
    folder,
    notices,
    settings,
    demo,
    history,
    isSafe,
    registries,
    lastSeq,
    earlierAlerts: await takeOverEarlierRuns(history, clock),
    keyring: createSafeStorageKeyring(safeStorage, platform, () => desktop.bus.isKeyringLocked()),
    notify: notifier.notify,
    user: {
      computer: lockWatch.now,
      doNotDisturb: desktop.doNotDisturb,
      // The demo home shows what a notification looks like, also to somebody who looks.
      isSeen: (event) =>
        event.serverId !== DEMO_ID &&
        lockWatch.now() !== 'locked' &&
        powerMonitor.getSystemIdleTime() < LOOKS_FOR_S &&
        userInterface.isSeen(event),
    },
    log,
    signals,
    onTestSteps: (steps) => {
      window.push('testSteps', steps);
    },
    desk: {
      openBrowser: (url) => shell.openExternal(url),
      comeForward: window.show,
      pushSignIn: (progress) => {
        window.push('signIn', progress);
      },
    },
  });
  const features = createPageFeatures({
    services,
    clock,
    folder,
    openHistory: async (file, historySettings) => (await openStore(file, historySettings)).history,
    openExternal: (url) => shell.openExternal(url),
    showInFolder: (path) => {
      shell.showItemInFolder(path);
    },
    signals,
    window,
  });
  const updates = openUpdates({
    clock,
    isPackaged: app.isPackaged,
    folder,
    resources: process.resourcesPath,
    installerPath: join(__dirname, 'updater.cjs'),
    settings,
    notices,
    log,
    openSession: () => session.fromPartition(UPDATE_PARTITION, { cache: false }),
    openPage: (url) => shell.openExternal(url),
    relaunch,
    quit,
    onChange: () => void signals.emit('changed'),
  });
  const sources = {
    platform,
    dataFolder: folder,
    services,
    notifier,
    startAtLogin,
    trayHost,
    lockWatch,
    features,
    updates,
  };
  const diagnostics = createDiagnostics({
    clock,
    sources,
    bus: desktop.bus,
    isPackaged: app.isPackaged,
    env: process.env,
    versions: process.versions,
    copyText: (text) => clipboard.writeText(text),
  });
  const copyDiagnostics = (): void => {
    diagnostics.copy(notifier.notify).catch(bugs.main);
  };
  const act = (action: TrayAction): void => {
    performTrayAction(action, {
      services,
      window,
      startAtLogin,
      clock,
      copyDiagnostics,
      openHome: (id) => void pressing.openHome(id, '/'),
      quit,
    });
  };
  const userInterface = createUserInterface({
    clock,
    signals,
    log,
    bugs,
    platform,
    assets: join(bundle, 'assets'),
    services,
    window,
    sources,
    openSource: features.openSource,
    act,
    hasOtherWay,
    notify: notifier.notify,
    quit,
  });
  const pressing = answerPage({
    clock,
    signals,
    log,
    bugs,
    folder,
    desktop,
    services,
    features,
    userInterface,
    sources,
    readDiagnostics: diagnostics.read,
    updates,
    relaunch,
  });

  signals.on('changed', () => {
    const { theme } = settings.current();
    if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme;
  });
  signals.on('pageGone', () => {
    run.died('window');
  });
  signals.on('trayHost', (present) => {
    followTrayHost(services, present);
    signals.emit('changed');
  });
  signals.on('pressed', (button, notification) => {
    pressButton(button, notification, pressing);
  });
  signals.on('locked', services.lock);
  signals.on('disturbed', services.monitor.look);
  const followSettings = (): void => {
    lockWatch.needIdle(asksForUser(settings.current().notifications.rules));
    // What this process says: notifications, and the menu of the tray.
    setClock(settings.current().clock ?? '24');
  };
  settings.onChange(followSettings);
  followSettings();
  signals.on('windowClosed', (byPerson) => {
    if (byPerson) sayThatItGoesOn(services, notifier, trayHost.present());
  });
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      toAppMenu(platform, devTools, () => {
        window.openPage('settings');
      }),
    ),
  );
  const outside = createOutsideRequests({
    log,
    notices,
    window,
    hasEvent: async (seq) => (await features.handlers.readEvent('log', seq)) !== null,
    hasServers: () => services.serverNames().size > 0,
    openCapture: features.captures.openCapture,
    pause: () => {
      act({ kind: 'pause', until: 'hour' });
    },
    startDemo: demo.start,
    onError: bugs.main,
  });
  app.on('second-instance', (_event, argv, folder) => {
    outside.startedAgain(parseArguments(argv.slice(1)), folder);
  });
  app.on('activate', window.show);
  registerLinkScheme({ platform, packaged: app.isPackaged, env: process.env }, (scheme) =>
    app.setAsDefaultProtocolClient(scheme),
  );
  powerMonitor.on('suspend', services.monitor.sleep);
  powerMonitor.on('resume', services.monitor.wake);
  const surface = {
    leave() {
      userInterface.leave();
      run.end();
      updates.stop();
      desktop.stop();
    },
  };
  const { captures, exports } = features;
  const force = { endWithin, kill: () => process.kill(process.pid, 'SIGKILL') };
  quitInOrder(
    app,
    force,
    clock,
    toQuitSteps({ surface, bus: desktop.bus, exports, services, captures, log }),
    (step) => {
      log.write('quit-incomplete', { step });
    },
  );

  signals.emit('changed');
  services.start();
  updates.start();
  if (launch.pause) act({ kind: 'pause', until: 'hour' });
  const present = await trayHost.check();
  userInterface.showTray();
  if (launch.demo) await demo.start();
  outside.openFirst(launch, process.cwd());
  options.followOpenings(outside);
  if (!launch.hidden && !wasOpenedAtLogin(platform, app)) window.show();
  else if (!present) {
    clock.after(LATE_PANEL_MS, () => {
      if (!trayHost.present()) window.show();
    });
  }
}
