import { join } from 'node:path';
import { BrowserWindow, dialog, nativeTheme, screen, session } from 'electron';
import type { Clock } from '../../core/clock.ts';
import type { Pushes } from '../../core/ipc/table.ts';
import type { TrayAction } from '../../core/tray/tray-model.ts';
import type { BugReports } from './bug-reports.ts';
import type { TrayHost } from '../desktop/tray-host.ts';
import type { Services } from './services.ts';
import type { LogFile } from './log-file.ts';
import { createOverviewFeed, toOverview, toServerViews } from './overview.ts';
import type { OverviewSources } from './overview.ts';
import { createLogFeed } from '../ipc/log-feed.ts';
import type { LogFeed, LogFeedPorts } from '../ipc/log-feed.ts';
import { openLogPort } from '../ipc/log-port.ts';
import { createTrayIcon } from '../tray/tray.ts';
import type { TrayIconView } from '../tray/tray.ts';
import { giveUpWindow, type GivenUpPorts } from '../window/given-up.ts';
import { createLogWindow } from '../window/log-window.ts';
import type { LogWindow } from '../window/log-window.ts';
import { createPageRevival } from '../window/page-revival.ts';
import { setUpPageSession } from '../window/secure-session.ts';

export interface UserInterfacePorts {
  readonly clock: Clock;
  readonly log: LogFile;
  readonly platform: string;
  readonly devTools: boolean;
  /** Folder that the build wrote: `preload`, `renderer`, `assets`. */
  readonly bundle: string;
  readonly services: Services;
  readonly sources: OverviewSources;
  /** What a page can look at. */
  readonly logSources: LogFeedPorts['sources'];
  readonly trayHost: TrayHost;
  readonly act: (action: TrayAction) => void;
  /** The window was closed, and the app goes on without it. */
  readonly onLeft: () => void;
  readonly bugs: BugReports;
  readonly notify: GivenUpPorts['notify'];
  readonly quit: () => void;
}

/** What a person sees: the window and the tray icon, kept up to date. */
export interface UserInterface {
  readonly window: LogWindow;
  /** A state, a setting or a notice is another one. */
  changed(): void;
  /** Rows were added. */
  rowsChanged(): void;
  /** Rows were put, or changed, among those that were sent already. */
  rowsChangedBefore(): void;
  openLog(): void;
  openAt(seq: number | null): void;
  openPage(page: Pushes['openPage']['page']): void;
  /** Draws the tray icon, anew where it was drawn already. */
  showTray(): void;
  /** From now on closing is the end. */
  leave(): void;
}

export function createUserInterface(ports: UserInterfacePorts): UserInterface {
  const { clock, services, platform, sources } = ports;
  const assets = join(ports.bundle, 'assets');
  const pageSession = session.fromPartition('porchlight-page');
  setUpPageSession(pageSession, join(ports.bundle, 'renderer'));
  const revival = createPageRevival(clock);
  let logFeed: LogFeed | null = null;
  let tray: TrayIconView | null = null;
  let leaving = false;

  const window = createLogWindow({
    clock,
    create: (options) => new BrowserWindow(options),
    workAreas: () => [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea),
    session: pageSession,
    nativeTheme,
    preload: join(ports.bundle, 'preload', 'index.cjs'),
    icon: join(assets, 'icons', '256x256.png'),
    devTools: ports.devTools,
    place: () => services.settings.current().window,
    savePlace(place) {
      services.settings.save({ ...services.settings.current(), window: place });
    },
    // Without a tray icon a closed window could not be opened again. macOS has its dock.
    mayClose: () => leaving || platform === 'darwin' || ports.trayHost.present(),
    onClosed(byPerson) {
      logFeed?.close();
      logFeed = null;
      if (byPerson && !leaving) ports.onLeft();
    },
    onPageGone: revive,
    onPreloadError(error) {
      ports.bugs.preload(error);
    },
    onAnswering(isAnswering) {
      ports.bugs.answering(isAnswering);
    },
  });
  const feed = createOverviewFeed(clock, () => {
    if (window.isOpen()) window.push('overview', toOverview(sources));
  });

  function revive(reason: string): void {
    ports.log.write('page-gone', { reason });
    window.destroy();
    if (leaving) return;
    if (!revival.mayRevive()) {
      giveUpWindow({
        clock,
        hasOtherWay: () => platform === 'darwin' || ports.trayHost.present(),
        notify: ports.notify,
        ask,
        show: () => {
          window.show();
        },
        quit: ports.quit,
      }).catch(ports.bugs.main);
      return;
    }
    const text = 'The window stopped working and was opened again. The events so far are all here.';
    services.notices.set({ id: 'page-gone', tone: 'warning', text });
    window.show();
  }

  return {
    window,
    changed() {
      feed.stateChanged();
      tray?.changed();
    },
    rowsChanged() {
      logFeed?.sendNews();
      // Without a window this is called for each event and there is nobody to tell.
      if (logFeed !== null) feed.countsChanged();
    },
    rowsChangedBefore() {
      logFeed?.changed();
      feed.countsChanged();
    },
    openLog() {
      const contents = window.contents();
      if (contents === null) return;
      logFeed?.close();
      logFeed = createLogFeed({
        monitor: services.monitor,
        clock,
        port: openLogPort(contents),
        sources: ports.logSources,
        serverNames: () => services.serverNames(),
      });
    },
    openAt(seq) {
      if (seq !== null) window.pushWhenReady('focusEvent', { seq });
      window.show();
    },
    openPage(page) {
      window.pushWhenReady('openPage', { page });
      window.show();
    },
    showTray() {
      tray?.destroy();
      tray = createTrayIcon({
        platform,
        iconFolder: join(assets, 'tray'),
        clock,
        act: ports.act,
        facts: () => ({
          now: clock.now(),
          servers: toServerViews(sources),
          notifications: services.settings.current().notifications,
          recent: services.monitor.recentAlerts(),
          startAtLogin: sources.startAtLogin(),
        }),
      });
    },
    leave() {
      leaving = true;
      feed.stop();
      window.close();
      tray?.destroy();
      tray = null;
    },
  };
}

const ask: GivenUpPorts['ask'] = async (question) => {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    ...question,
    buttons: [...question.buttons],
  });
  return response;
};
