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
import type { HistorySettings } from '../core/history/history.ts';
import { historyFile } from '../history/store/db-path.ts';
import { openHistory } from '../history/worker/history-client.ts';
import { createHttpTransport } from '../node/http-transport.ts';
import { systemClock as clock } from '../node/system-clock.ts';
import { askSession } from './desktop/session-proxies.ts';
import { createSessionBus, runProgram } from './desktop/session-bus.ts';
import { createStartAtLogin } from './desktop/start-at-login.ts';
import { createTrayHost } from './desktop/tray-host.ts';
import { createEngine } from './engine.ts';
import type { Engine } from './engine.ts';
import { createFace } from './face.ts';
import { chooseCaptureFile, chooseExportFile, chooseFile } from './choose-file.ts';
import { registerRequests } from './ipc.ts';
import { parseArguments } from './launch/arguments.ts';
import type { LaunchArguments } from './launch/arguments.ts';
import type { LogFile } from './log-file.ts';
import { takeOverEarlierRuns } from './history/earlier-runs.ts';
import { toHistorySettings } from './history/follow-history.ts';
import { createNotices } from './notices.ts';
import { createNotifier } from './notifications.ts';
import { toOverview } from './overview.ts';
import type { OverviewSources } from './overview.ts';
import { quitInOrder } from './quit-in-order.ts';
import { toQuitSteps } from './quit-steps.ts';
import { createRequestGate } from './request-gate.ts';
import { createRequestHandlers } from './request-handlers.ts';
import { createRuleKeeping } from './rule-keeping.ts';
import { openSettingsFile } from './settings/settings-file.ts';
import { createSafeStorageKeyring } from './secrets/safe-storage-keyring.ts';
import { performTrayAction } from './tray-actions.ts';
import { followTrayHost, sayThatItGoesOn } from './say-once.ts';
import { VERSION } from './version.ts';
import { createViewer } from './viewer.ts';
import { toAppMenu } from './window/app-menu.ts';
import { PAGE_ORIGIN } from './window/page-files.ts';

/** A panel that starts with the session may be later than we are. */
const LATE_PANEL_MS = 10_000;

export interface PorchlightOptions {
  readonly launch: LaunchArguments;
  readonly log: LogFile;
  readonly onBug: (error: unknown) => void;
}

/** Puts the parts together once Electron is ready. Wiring only: each rule is in the part that it belongs to. */
export async function startPorchlight({ launch, log, onBug }: PorchlightOptions): Promise<void> {
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
      face.openAt(seq);
    },
  });
  const notices = createNotices();
  const settings = openSettingsFile({
    folder,
    clock,
    notices,
    createStore: (options) => new ElectronStore<Record<string, unknown>>(options),
  });
  // The first questions are asked before there is an engine that knows the servers, and none of them is about one's name.
  let serverNames: Engine['serverNames'] = () => new Map();
  const openStore = (file: string, historySettings: HistorySettings): ReturnType<typeof openHistory> =>
    openHistory({
      workerPath: join(__dirname, 'history-worker.cjs'),
      file,
      settings: historySettings,
      clock,
      serverNames: () => serverNames(),
    });
  const { history, lastSeq } = await openStore(historyFile(folder), toHistorySettings(settings.current()));
  const earlierAlerts = await takeOverEarlierRuns(history, clock);
  const engine: Engine = createEngine({
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
      face.rowsChanged();
    },
    onRowsBefore: () => {
      face.rowsChangedBefore();
    },
    onTestSteps: (steps) => {
      face.window.push('testSteps', steps);
    },
  });
  ({ serverNames } = engine);
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
      if (present) face.showTray();
      followTrayHost(engine, present);
      changed();
    },
  });
  const sources: OverviewSources = {
    version: VERSION,
    platform,
    dataFolder: folder,
    settings: () => engine.settings.current(),
    demo: () => engine.demo.profile(),
    monitor: engine.monitor,
    homeAssistantVersion: (serverId) => engine.versionOf(serverId),
    secretPlace: (owner) => engine.vault.place(owner),
    secrets: () => engine.vault.status(),
    notificationsSupported: () => notifier.isSupported(),
    startAtLogin: () => ({ supported: startAtLogin.supported, on: startAtLogin.isOn() }),
    tray: () => trayHost.present(),
    notices: () => engine.notices.list(),
    historyStatus: () => engine.history.status(),
    captures: () => viewer.captures.views(),
    marked: () => viewer.marks.current(),
  };
  const viewer = createViewer({
    engine,
    clock,
    folder,
    openHistory: async (file, historySettings) => (await openStore(file, historySettings)).history,
    chooseOpenFile: () => chooseCaptureFile(face.window.contents()),
    chooseSaveFile: (name, format) => chooseExportFile(face.window.contents(), name, format),
    openExternal: (url) => shell.openExternal(url),
    push: (name, value) => {
      face.window.push(name, value);
    },
    onChange: changed,
    onRowsChanged: () => {
      face.rowsChangedBefore();
    },
  });
  const face = createFace({
    clock,
    log,
    platform,
    devTools: !app.isPackaged,
    bundle,
    engine,
    sources,
    logSources: (source) => viewer.openSource(source),
    trayHost,
    act: (action) => {
      performTrayAction(action, { engine, face, startAtLogin, clock, quit });
    },
    onLeft: () => {
      sayThatItGoesOn(engine, notifier, trayHost.present());
    },
  });

  function changed(): void {
    const { theme } = engine.settings.current();
    if (nativeTheme.themeSource !== theme) nativeTheme.themeSource = theme;
    face.changed();
  }

  function quit(): void {
    app.quit();
  }

  registerRequests(
    ipcMain,
    () => face.window.contents(),
    createRequestGate({
      origin: PAGE_ORIGIN,
      clock,
      onError: (name, error) => {
        log.write('request-failed', { name });
        onBug(error);
      },
      handlers: createRequestHandlers({
        clock,
        engine,
        notifier,
        startAtLogin,
        overview: () => toOverview(sources),
        pageIsReady: () => {
          face.window.pageIsReady();
        },
        openLog: () => {
          face.openLog();
        },
        history: viewer.handlers,
        rules: createRuleKeeping(engine, clock),
        openDataFolder: () => void shell.openPath(folder),
        copyText: async (text) => {
          await clipboard.writeText(text);
        },
        chooseFile: (what) => chooseFile(face.window.contents(), what),
        overviewChanged: changed,
      }),
    }),
  );
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(toAppMenu(platform, !app.isPackaged, () => face.openPage('settings'))),
  );
  app.on('second-instance', (_event, argv) => {
    face.window.show();
    if (parseArguments(argv.slice(1)).demo) engine.demo.start().catch(onBug);
  });
  app.on('activate', () => {
    face.window.show();
  });
  powerMonitor.on('resume', () => {
    engine.monitor.wake();
  });
  const surface = {
    leave() {
      face.leave();
      trayHost.stop();
    },
  };
  const steps = toQuitSteps({ surface, exports: viewer.exports, engine, captures: viewer.captures, log });
  quitInOrder(app, clock, steps, (step) => {
    log.write('quit-incomplete', { step });
  });

  changed();
  engine.start();
  const present = await trayHost.check();
  face.showTray();
  if (launch.demo) await engine.demo.start();
  if (!launch.hidden) {
    face.window.show();
  } else if (!present) {
    clock.after(LATE_PANEL_MS, () => void showUnlessTray());
  }

  async function showUnlessTray(): Promise<void> {
    if (!(await trayHost.check())) face.window.show();
  }
}
